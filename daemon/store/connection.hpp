#pragma once
// One SQLite connection: opening, settings and the translation of SQLite's result codes. Used by
// one thread.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "daemon/store/error.hpp"

struct sqlite3;

namespace baton::store {

/// A connection to the database. Not to be shared between threads: it is opened without SQLite's
/// own locks.
class Connection {
 public:
  enum class Mode {
    writer,  ///< creates the file (mode 0600) when there is none
    reader,  ///< refuses to write; the file must exist
  };

  /// How long a statement waits for another process that holds the database (a shell, a backup).
  static constexpr int busy_timeout_milliseconds = 5000;

  /// Opens the file and touches nothing in it. @throws StoreError
  Connection(const std::filesystem::path& path, Mode mode);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Settings for daily work: WAL, foreign keys, a small cache. They write to a fresh file, so a
  /// writer checks first what the file is. @throws StoreError
  void configure();

  /// Runs SQL text of one or more statements without parameters and without results. @throws
  /// StoreError
  void execute(const char* sql);
  /// The first column of the first row as a number, 0 when there is none. @throws StoreError
  std::int64_t query_integer(const char* sql);

  /// True while a transaction is open. SQLite ends it by itself after some faults (a full disk, for
  /// one).
  bool in_transaction() const;
  /// Rows inserted, changed and deleted since the connection was opened.
  std::int64_t total_changes() const;

  /// How long a thread of the store waits for work before it gives memory back with rest().
  static constexpr std::chrono::milliseconds patience{5000};
  /// Whether rest() would free enough to be woken up for.
  bool has_much_to_free() const;
  /// Empties the page cache and gives back what the calling thread, which is the one that uses the
  /// connection, keeps for packing. The operating system still has the pages; the next statement
  /// copies those that it needs.
  void rest();

  /// Throws the StoreError for the fault that SQLite reported last on this connection.
  [[noreturn]] void fail(int code, const std::string& doing) const;

  sqlite3* handle() const { return handle_.get(); }
  const std::filesystem::path& path() const { return path_; }

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  std::filesystem::path path_;
  Mode mode_;
  std::unique_ptr<sqlite3, Close> handle_;
};

}  // namespace baton::store
