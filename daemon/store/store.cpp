#include "daemon/store/store.hpp"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <pthread.h>
#include <sqlite3.h>

#include "daemon/store/connection.hpp"
#include "daemon/store/transaction.hpp"
#include "daemon/store/unit_queue.hpp"
#include "daemon/store/writer.hpp"

namespace baton::store {
namespace {

/// True on the threads of a store, which must not wait for themselves.
thread_local bool on_store_thread = false;

void name_this_thread(const std::string& name) {
  on_store_thread = true;
  pthread_setname_np(pthread_self(), name.c_str());
}

/// A reading connection with its tables.
struct Reader {
  explicit Reader(const std::filesystem::path& path)
      : connection(path, Connection::Mode::reader), tables(connection) {
    connection.configure();
  }
  Connection connection;
  Tables tables;
};

void run_reading(Reader& reader, const Store::Work& work) {
  Transaction transaction(reader.connection, Transaction::Kind::deferred);
  work(reader.tables);
  transaction.commit();
}

}  // namespace

class Store::Impl {
 public:
  explicit Impl(const Options& options)
      : path_(options.path),
        writer_(options.path),
        writes_(options.max_queued),
        reads_(options.max_queued),
        writing_thread_([this] {
          name_this_thread("baton-writer");
          writer_.run(writes_);
        }) {
    for (std::size_t i = 0; i < std::max<std::size_t>(options.readers, 1); ++i) {
      reading_threads_.emplace_back([this, i] {
        name_this_thread("baton-reader-" + std::to_string(i + 1));
        serve_reads();
      });
    }
  }

  ~Impl() {
    writes_.close();
    reads_.close();
    writing_thread_.join();
    for (std::thread& thread : reading_threads_) thread.join();
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  const std::filesystem::path& path() const { return path_; }
  UnitQueue& writes() { return writes_; }
  UnitQueue& reads() { return reads_; }

 private:
  void serve_reads() {
    // Opened with the first question: a daemon that is only started does not pay for it.
    std::unique_ptr<Reader> reader;
    std::function<void()> rest;
    while (std::optional<Unit> unit = reads_.wait_and_take(Connection::patience, rest)) {
      std::exception_ptr error;
      try {
        if (!reader) reader = std::make_unique<Reader>(path_);
        run_reading(*reader, unit->work);
      } catch (...) {
        error = std::current_exception();
      }
      unit->complete(std::move(error));
      rest = nullptr;
      if (reader && reader->connection.has_much_to_free())
        rest = [&] { reader->connection.rest(); };
    }
  }

  const std::filesystem::path path_;
  Writer writer_;
  UnitQueue writes_;
  UnitQueue reads_;
  std::thread writing_thread_;
  std::vector<std::thread> reading_threads_;
};

void Store::Outcome::tell(std::exception_ptr error) {
  const std::lock_guard lock(mutex_);
  done_ = true;
  error_ = std::move(error);
  told_.notify_one();
}

void Store::Outcome::wait() {
  std::unique_lock lock(mutex_);
  told_.wait(lock, [this] { return done_; });
  if (error_) std::rethrow_exception(std::exchange(error_, nullptr));
}

Store::Store(const Options& options) : impl_(std::make_unique<Impl>(options)) {}
Store::~Store() = default;

void Store::write(Work work, Completion done, Durability durability) {
  enqueue_write(std::move(work), std::move(done), durability, false);
}

void Store::read(Work work, Completion done) {
  enqueue_read(std::move(work), std::move(done), false);
}

bool Store::checkpoint() {
  // By a connection of its own, because the writing thread's units run inside transactions. Writers
  // wait while this one waits for readers, hence the short patience.
  constexpr int patience_milliseconds = 100;
  constexpr int attempts = 5;
  Connection connection(impl_->path(), Connection::Mode::writer);
  sqlite3_busy_timeout(connection.handle(), patience_milliseconds);
  // Only a connection that has read something knows that there is a log.
  connection.query_integer("PRAGMA schema_version");
  for (int attempt = 0; attempt < attempts; ++attempt) {
    const int code = sqlite3_wal_checkpoint_v2(connection.handle(), nullptr,
                                               SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    if (code == SQLITE_OK) return true;
    if ((code & 0xff) != SQLITE_BUSY) connection.fail(code, "cut the write-ahead log");
    std::this_thread::sleep_for(std::chrono::milliseconds(patience_milliseconds));
  }
  return false;
}

void Store::enqueue_write(Work work, Completion done, Durability durability, bool wait_for_room) {
  assert(!(wait_for_room && on_store_thread) && "a thread of the store would wait for itself");
  impl_->writes().push({std::move(work), std::move(done), durability}, wait_for_room);
}

void Store::enqueue_read(Work work, Completion done, bool wait_for_room) {
  assert(!(wait_for_room && on_store_thread) && "a thread of the store would wait for itself");
  impl_->reads().push({std::move(work), std::move(done), Durability::relaxed}, wait_for_room);
}

}  // namespace baton::store
