#include "daemon/store/connection.hpp"

#include <cerrno>
#include <cstdlib>
#include <system_error>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "daemon/base/memory.hpp"
#include "daemon/store/packing.hpp"
#include "daemon/store/ranking.hpp"
#include "daemon/store/sql_functions.hpp"

namespace baton::store {
namespace {

/// Creates the file with its mode, so that no moment exists in which others may read it; a umask
/// would be the whole process's. SQLite gives the files beside it (-wal, -shm) the same mode.
/// Closing this descriptor drops the process's locks on the file, hence only before any connection
/// exists.
void create_private_file(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor >= 0) ::close(descriptor);
}

StoreFault fault_of_io_error(int system_error) {
  // SQLite itself knows only ENOSPC as "full".
  return system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG
             ? StoreFault::full
             : StoreFault::io;
}

StoreFault fault_of(int code, int system_error) {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return StoreFault::full;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return StoreFault::read_only;
    case SQLITE_CANTOPEN:
      return system_error == EACCES || system_error == EROFS ? StoreFault::read_only
                                                             : fault_of_io_error(system_error);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return StoreFault::damaged;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return StoreFault::locked;
    case SQLITE_IOERR:
      return fault_of_io_error(system_error);
    default:
      return StoreFault::other;
  }
}

/// The operating system's error behind an SQLite error, 0 when there is none. A failing COMMIT does
/// not tell it through sqlite3_system_errno(); the write-ahead log's file remembers it.
int system_error_of(sqlite3* handle) {
  if (const int error = sqlite3_system_errno(handle); error != 0) return error;
  int error = 0;
  sqlite3_file* log = nullptr;
  sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
  if (log != nullptr && log->pMethods != nullptr)
    log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &error);
  return error;
}

const char* remedy_for(StoreFault fault) {
  switch (fault) {
    case StoreFault::full:
      return "Free space on its file system; Baton goes on by itself.";
    case StoreFault::read_only:
      return "Make the file and its directory writable for the user who runs batond.";
    case StoreFault::damaged:
      return "Move it away and restore a backup (the .before-vN files beside it); what the agents' "
             "logs still hold is captured again.";
    case StoreFault::locked:
      return "Close the other program that holds the database.";
    case StoreFault::io:
      return "Check the disk and the system log.";
    case StoreFault::newer:
      return "Install that version of Baton or a later one.";
    case StoreFault::busy:
      return "Try again.";
    case StoreFault::other:
      return "";
  }
  return "";
}

}  // namespace

void Connection::Close::operator()(sqlite3* handle) const {
  sqlite3_close_v2(handle);
}

Connection::Connection(const std::filesystem::path& path, Mode mode) : path_(path), mode_(mode) {
  if (mode == Mode::writer) create_private_file(path);
  const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                    (mode == Mode::writer ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  handle_.reset(handle);
  if (code != SQLITE_OK) fail(code, "open the database");
  sqlite3_busy_timeout(handle, busy_timeout_milliseconds);
  register_sql_functions(handle);
  register_ranking(handle);
}

Connection::~Connection() = default;

void Connection::configure() {
  // No memory mapping: it only swells the resident size. Debian builds SQLite with secure_delete
  // on; FAST still overwrites what is deleted wherever the page is written anyway.
  execute(
      "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0;"
      "PRAGMA secure_delete = FAST;");
  if (mode_ == Mode::reader) {
    execute("PRAGMA query_only = ON; PRAGMA cache_size = -2048;");
    return;
  }
  execute(
      "PRAGMA cache_size = -8192; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL;"
      "PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 4194304;");
}

void Connection::execute(const char* sql) {
  const int code = sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code, "run \"" + std::string(sql).substr(0, 80) + "\"");
}

std::int64_t Connection::query_integer(const char* sql) {
  std::int64_t result = 0;
  const auto take_first = [](void* target, int, char** values, char**) {
    *static_cast<std::int64_t*>(target) =
        values[0] != nullptr ? std::strtoll(values[0], nullptr, 10) : 0;
    return 0;
  };
  const int code = sqlite3_exec(handle(), sql, take_first, &result, nullptr);
  if (code != SQLITE_OK) fail(code, "run \"" + std::string(sql) + "\"");
  return result;
}

bool Connection::in_transaction() const {
  return sqlite3_get_autocommit(handle()) == 0;
}

std::int64_t Connection::total_changes() const {
  return sqlite3_total_changes64(handle());
}

bool Connection::has_much_to_free() const {
  constexpr sqlite3_int64 much = 256 << 10;
  int cache = 0;
  int unused = 0;
  sqlite3_db_status(handle(), SQLITE_DBSTATUS_CACHE_USED, &cache, &unused, 0);
  // What statements have allocated and freed since the last rest still lies in the heap.
  const sqlite3_int64 freed = sqlite3_memory_highwater(0) - sqlite3_memory_used();
  return cache + freed > much;
}

void Connection::rest() {
  sqlite3_db_release_memory(handle());
  sqlite3_memory_highwater(1);
  release_packing_memory();
  // What is freed page by page would otherwise stay with this thread's share of the heap.
  release_free_memory();
}

void Connection::fail(int code, const std::string& doing) const {
  const int primary = code & 0xff;
  const bool from_system = primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN;
  // First of all: asking the file for the system's error is a call of its own, which must not lose
  // the message.
  const std::string reason = handle_ ? sqlite3_errmsg(handle()) : sqlite3_errstr(code);
  const int system_error = handle_ && from_system ? system_error_of(handle()) : 0;
  const StoreFault fault = fault_of(code, system_error);
  std::string message = path_.string() + ": cannot " + doing + ": " + reason;
  if (system_error != 0) message += " (" + std::generic_category().message(system_error) + ")";
  message += ".";
  if (*remedy_for(fault) != '\0') message += std::string(" ") + remedy_for(fault);
  throw StoreError(fault, message);
}

}  // namespace baton::store
