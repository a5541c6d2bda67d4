#include "daemon/capture/sources/foreign_database.hpp"

#include <array>
#include <chrono>
#include <fstream>
#include <system_error>

#include <sqlite3.h>

#include "daemon/base/files.hpp"

namespace baton::capture {
namespace {

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

[[noreturn]] void fail(sqlite3* handle, std::string_view doing) {
  throw ForeignDatabaseError(std::string(doing) + ": " +
                             (handle == nullptr ? "out of memory" : sqlite3_errmsg(handle)));
}

void bind(sqlite3_stmt* statement, int index, const ForeignDatabase::Parameter& parameter) {
  if (const auto* number = std::get_if<std::int64_t>(&parameter)) {
    sqlite3_bind_int64(statement, index, *number);
  } else {
    const std::string& text = std::get<std::string>(parameter);
    sqlite3_bind_text64(statement, index, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  }
}

std::filesystem::path log_of(const std::filesystem::path& path) {
  return path.native() + "-wal";
}

/// Whether nobody has the database open, by its not having the log that each connection in WAL mode
/// keeps. Such a one is read without the files for sharing it: a connection that only reads would
/// make them and could not remove them.
bool is_at_rest(const std::filesystem::path& path) {
  constexpr std::size_t version = 18;  // of the format for writing: 2 is WAL
  std::array<char, version + 1> header{};
  std::ifstream file(path, std::ios::binary);
  file.read(header.data(), header.size());
  std::error_code ignored;
  return file.good() && header[version] == 2 && !std::filesystem::exists(log_of(path), ignored);
}

bool was_changed_just_now(const std::filesystem::path& path) {
  std::error_code failed;
  const auto time = std::filesystem::last_write_time(path, failed);
  if (failed) return false;
  const auto age = std::filesystem::file_time_type::clock::now() - time;
  return age >= age.zero() && age < std::chrono::milliseconds(500);
}

/// Source: https://www.sqlite.org/uri.html, section 3.1.
std::string uri_of(const std::filesystem::path& path) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string uri = "file:";
  for (const char c : path.native()) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '%' || c == '?' || c == '#') {
      uri += {'%', digits[byte >> 4U], digits[byte & 15U]};
    } else {
      uri += c;
    }
  }
  return uri + "?immutable=1";
}

}  // namespace

std::int64_t ForeignDatabase::Row::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

double ForeignDatabase::Row::real(int column) const {
  return sqlite3_column_double(statement_, column);
}

std::string_view ForeignDatabase::Row::text(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes),
          static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

bool ForeignDatabase::Row::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

void ForeignDatabase::Close::operator()(sqlite3* handle) const {
  sqlite3_close_v2(handle);
}

ForeignDatabase::ForeignDatabase(const std::filesystem::path& path) {
  std::error_code failed;
  std::filesystem::path file = std::filesystem::canonical(path, failed);
  if (failed) file = std::filesystem::absolute(path);
  // First its state: whoever comes after this is noticed.
  resting_state_ = file_state_hash(file);
  if (is_at_rest(file)) resting_ = file;
  // Its time is too coarse to tell one change from the next right after it.
  if (!resting_.empty() && was_changed_just_now(resting_))
    throw ForeignDatabaseBusy("the database was written to a moment ago");
  const std::string name = resting_.empty() ? file.string() : uri_of(file);
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(
      name.c_str(), &handle,
      SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | (resting_.empty() ? 0 : SQLITE_OPEN_URI),
      nullptr);
  handle_.reset(handle);
  if (code != SQLITE_OK) fail(handle, "cannot open the database");
  sqlite3_busy_timeout(handle, busy_milliseconds);
  // A hostile file must not run code of its own through its schema.
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
}

void ForeignDatabase::each(std::string_view sql, std::initializer_list<Parameter> parameters,
                           const Visit& visit) const {
  sqlite3_stmt* prepared = nullptr;
  const int code = sqlite3_prepare_v2(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                      &prepared, nullptr);
  const std::unique_ptr<sqlite3_stmt, Finalize> statement(prepared);
  if (code != SQLITE_OK) fail(handle_.get(), "cannot read the database");
  int index = 0;
  for (const Parameter& parameter : parameters) bind(prepared, ++index, parameter);
  int stepped = sqlite3_step(prepared);
  for (; stepped == SQLITE_ROW; stepped = sqlite3_step(prepared)) {
    if (!visit(Row(prepared))) break;
  }
  if (!is_undisturbed())
    throw ForeignDatabaseBusy("the database was opened by its writer while it was read");
  if (stepped == SQLITE_ROW) return;
  if (stepped != SQLITE_DONE) fail(handle_.get(), "cannot read the database");
}

/// A writer may have come and gone: then its log is gone too, but the file has changed.
bool ForeignDatabase::is_undisturbed() const {
  if (resting_.empty()) return true;
  std::error_code ignored;
  return !std::filesystem::exists(log_of(resting_), ignored) &&
         file_state_hash(resting_) == resting_state_;
}

bool ForeignDatabase::has_table(std::string_view table) const {
  bool found = false;
  each("SELECT 1 FROM sqlite_schema WHERE type IN ('table', 'view') AND name = ?",
       {std::string(table)}, [&](const Row&) { return !(found = true); });
  return found;
}

bool ForeignDatabase::has_column(std::string_view table, std::string_view column) const {
  bool found = false;
  each("SELECT 1 FROM pragma_table_info(?) WHERE name = ?",
       {std::string(table), std::string(column)}, [&](const Row&) { return !(found = true); });
  return found;
}

}  // namespace baton::capture
