#pragma once
// The store's threads: one that writes, a few that read. The only way to the database for the rest
// of the daemon.

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>

#include "daemon/store/tables.hpp"

namespace baton::store {

/// What must survive a power cut. Either survives the daemon's death.
enum class Durability {
  relaxed,  ///< synchronous=NORMAL: what the agents' logs can give again
  durable,  ///< synchronous=FULL: what only Baton has. Goes before all relaxed units that wait: a
            ///< user's request does not queue behind a backfill. Units of one kind keep their
            ///< order.
};

/// Runs units of work on the store's threads.
///
/// Writes go through one thread in groups: all that wait are run in one transaction, each under a
/// savepoint of its own, so that one that throws takes nothing else with it. Completions run after
/// the commit; if the commit fails (disk full), every unit of the group completes with that error
/// and none of it is stored.
class Store {
 public:
  struct Options {
    std::filesystem::path path;     ///< the database file; its directory must exist
    std::size_t readers = 2;        ///< threads with a reading connection each
    std::size_t max_queued = 1024;  ///< units of work that may wait in each of the two queues
  };
  using Work = std::function<void(Tables&)>;
  /// Gets null, or what the work or the commit threw. Runs on a thread of the store: hand over and
  /// return.
  using Completion = std::function<void(std::exception_ptr)>;

  /// Opens the database, brings its schema up to date (with a backup before each migration) and
  /// starts the threads.
  /// @throws StoreError when the file cannot be opened, is no database, or was made by a newer
  /// version
  explicit Store(const Options& options);
  /// Finishes what is queued, then stops the threads. No completion runs after it returns.
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  /// Queues a unit of writing work. Any thread. @throws StoreError(busy) when the queue is full
  void write(Work work, Completion done, Durability durability = Durability::relaxed);
  /// Queues a unit of reading work, which sees one snapshot. Any thread. @throws StoreError(busy)
  /// when full
  void read(Work work, Completion done);

  /// Moves the write-ahead log into the database file and cuts both to their length. On the calling
  /// thread, which must not be the io thread; gives up soon when readers keep the log. False when
  /// it did. @throws StoreError
  bool checkpoint();

  /// Runs `work(Tables&)` on the writing thread and waits for the commit. Not from a thread of the
  /// store, nor from the io thread. Waits for room in the queue instead of throwing busy.
  template <class F>
  std::invoke_result_t<F, Tables&> write_and_wait(F work,
                                                  Durability durability = Durability::relaxed) {
    return wait_for<std::invoke_result_t<F, Tables&>>(
        std::move(work), [&](Work unit, Completion done) {
          enqueue_write(std::move(unit), std::move(done), durability, true);
        });
  }
  template <class Result>
  class Begun;
  /// Queues `work(Tables&)` as write_and_wait() does, but returns without waiting for the commit.
  /// The work owns what it needs: nothing tells when it is gone but Begun::wait().
  template <class F>
  Begun<std::invoke_result_t<F, Tables&>> begin_write(F work);
  /// The same as write_and_wait() for reading.
  template <class F>
  std::invoke_result_t<F, Tables&> read_and_wait(F work) {
    return wait_for<std::invoke_result_t<F, Tables&>>(
        std::move(work),
        [&](Work unit, Completion done) { enqueue_read(std::move(unit), std::move(done), true); });
  }

 private:
  /// What became of one unit, told by a thread of the store to the one that waits for it. Unlike a
  /// std::promise it leaves the exception to the waiting thread alone.
  class Outcome {
   public:
    void tell(std::exception_ptr error);
    /// @throws what the unit threw
    void wait();

   private:
    std::mutex mutex_;
    std::condition_variable told_;
    bool done_ = false;
    std::exception_ptr error_;
  };

  template <class Result, class F, class Enqueue>
  static Result wait_for(F work, Enqueue enqueue);
  void enqueue_write(Work work, Completion done, Durability durability, bool wait_for_room);
  void enqueue_read(Work work, Completion done, bool wait_for_room);

  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Writing work that may not have been committed yet. May be dropped: the work is done all the
/// same.
template <class Result>
class Store::Begun {
 public:
  /// Waits for the commit; once. Not from a thread of the store. @throws what the work or the
  /// commit threw
  Result wait() {
    state_->outcome.wait();
    return std::move(*state_->result);
  }

 private:
  friend class Store;
  struct State {
    Outcome outcome;
    std::optional<Result> result;
  };
  std::shared_ptr<State> state_ = std::make_shared<State>();
};

template <class F>
Store::Begun<std::invoke_result_t<F, Tables&>> Store::begin_write(F work) {
  Begun<std::invoke_result_t<F, Tables&>> begun;
  enqueue_write(
      [state = begun.state_, work = std::move(work)](Tables& tables) {
        state->result.emplace(work(tables));
      },
      [state = begun.state_](std::exception_ptr error) { state->outcome.tell(std::move(error)); },
      Durability::relaxed, true);
  return begun;
}

template <class Result, class F, class Enqueue>
Result Store::wait_for(F work, Enqueue enqueue) {
  // The result waits beside the outcome, which is told only after the commit. The outcome is shared
  // because the store's thread may still be telling it when this one returns.
  auto outcome = std::make_shared<Outcome>();
  Completion done = [outcome](std::exception_ptr error) { outcome->tell(std::move(error)); };
  if constexpr (std::is_void_v<Result>) {
    enqueue([&work](Tables& tables) { work(tables); }, std::move(done));
    outcome->wait();
  } else {
    std::optional<Result> result;
    enqueue([&work, &result](Tables& tables) { result.emplace(work(tables)); }, std::move(done));
    outcome->wait();
    return std::move(*result);
  }
}

}  // namespace baton::store
