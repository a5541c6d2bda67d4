#include "daemon/store/statement.hpp"

#include <cassert>

#include <sqlite3.h>

#include "daemon/store/connection.hpp"

namespace baton::store {
namespace {

/// Enough of a statement to recognise it in a log.
std::string beginning_of(const char* sql) {
  return "\"" + std::string(sql).substr(0, 80) + "\"";
}

}  // namespace

Rows::~Rows() {
  sqlite3_reset(statement_);
  // Texts bound without a copy may be gone by now.
  sqlite3_clear_bindings(statement_);
}

bool Rows::next() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) connection_.fail(code, "run " + beginning_of(sqlite3_sql(statement_)));
  return false;
}

std::int64_t Rows::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::optional<std::int64_t> Rows::optional_integer(int column) const {
  return is_null(column) ? std::nullopt : std::optional(integer(column));
}

double Rows::real(int column) const {
  return sqlite3_column_double(statement_, column);
}

bool Rows::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::string_view Rows::bytes(int column) const {
  // The pointer first: asking for the text may convert the value and change its length.
  const void* data = sqlite3_column_type(statement_, column) == SQLITE_BLOB
                         ? sqlite3_column_blob(statement_, column)
                         : static_cast<const void*>(sqlite3_column_text(statement_, column));
  const int size = sqlite3_column_bytes(statement_, column);
  return data != nullptr
             ? std::string_view(static_cast<const char*>(data), static_cast<std::size_t>(size))
             : std::string_view();
}

Statement::~Statement() {
  sqlite3_finalize(statement_);
}

void Statement::prepare() {
  if (statement_ != nullptr) {
    assert(sqlite3_stmt_busy(statement_) == 0 &&
           "a statement is used while its rows are being read");
    return;
  }
  const int code =
      sqlite3_prepare_v3(connection_.handle(), sql_.c_str(), static_cast<int>(sql_.size()) + 1,
                         SQLITE_PREPARE_PERSISTENT, &statement_, nullptr);
  if (code != SQLITE_OK) connection_.fail(code, "prepare " + beginning_of(sql_.c_str()));
}

void Statement::check(int code) const {
  if (code != SQLITE_OK)
    connection_.fail(code, "bind a parameter of " + beginning_of(sql_.c_str()));
}

void Statement::bind_integer(int index, std::int64_t value) {
  check(sqlite3_bind_int64(statement_, index, value));
}

void Statement::bind_text(int index, std::string_view value, bool copy) {
  check(sqlite3_bind_text64(statement_, index, value.data() != nullptr ? value.data() : "",
                            value.size(), copy ? SQLITE_TRANSIENT : SQLITE_STATIC, SQLITE_UTF8));
}

void Statement::bind_blob(int index, std::string_view value, bool copy) {
  check(sqlite3_bind_blob64(statement_, index, value.data() != nullptr ? value.data() : "",
                            value.size(), copy ? SQLITE_TRANSIENT : SQLITE_STATIC));
}

void Statement::bind_null(int index) {
  check(sqlite3_bind_null(statement_, index));
}

void Statement::bind_real(int index, double value) {
  check(sqlite3_bind_double(statement_, index, value));
}

}  // namespace baton::store
