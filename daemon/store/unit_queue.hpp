#pragma once
// What waits for a thread of the store.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>

#include "daemon/store/store.hpp"

namespace baton::store {

/// One unit of work and whom to tell.
struct Unit {
  Store::Work work;
  Store::Completion done;
  Durability durability = Durability::relaxed;

  /// Tells that the unit is done, by null, or why it is not.
  void complete(std::exception_ptr error) noexcept;
};

/// A bounded queue of units for one or several threads. Durable units go first.
class UnitQueue {
 public:
  explicit UnitQueue(std::size_t most) : most_(most) {}

  /// Any thread. @throws StoreError(busy) when the queue is full, unless told to wait for room
  void push(Unit unit, bool wait_for_room);
  /// The next unit, waited for; nothing when the queue is closed and empty. When `patience` passes
  /// without one, `rest` is called, once; it may be null.
  std::optional<Unit> wait_and_take(std::chrono::milliseconds patience,
                                    const std::function<void()>& rest);
  /// Waits at most that long for something to take; true also when the queue is closed.
  bool wait_for(std::chrono::milliseconds time);
  /// The next unit if one waits; with `relaxed_only` only if it is a relaxed one.
  std::optional<Unit> take(bool relaxed_only);
  bool empty() const;
  /// Lets the threads go when all is done. Nothing may be pushed afterwards.
  void close();

 private:
  std::size_t size() const { return durable_.size() + relaxed_.size(); }
  std::deque<Unit>& first();
  Unit pop(std::deque<Unit>& units);

  const std::size_t most_;
  mutable std::mutex mutex_;
  std::condition_variable work_;
  std::condition_variable room_;
  std::deque<Unit> durable_;
  std::deque<Unit> relaxed_;
  bool closed_ = false;
};

}  // namespace baton::store
