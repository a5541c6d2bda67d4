#pragma once
// SQLite databases that tests make, as an agent would.

#include <filesystem>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>

#include <sqlite3.h>

namespace baton::capture::testing {

/// A database that is written to.
class MadeDatabase {
 public:
  using Value = std::variant<std::nullptr_t, std::int64_t, std::string>;

  explicit MadeDatabase(const std::filesystem::path& path) {
    sqlite3* handle = nullptr;
    const int code = sqlite3_open(path.c_str(), &handle);
    handle_.reset(handle);
    if (code != SQLITE_OK) throw std::runtime_error("cannot make a database");
  }

  /// Runs statements. @throws std::runtime_error
  void run(const std::string& sql) {
    if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(handle_.get()));
  }

  /// Runs one statement with values. @throws std::runtime_error
  void run(const std::string& sql, std::initializer_list<Value> values) {
    sqlite3_stmt* prepared = nullptr;
    sqlite3_prepare_v2(handle_.get(), sql.c_str(), -1, &prepared, nullptr);
    const std::unique_ptr<sqlite3_stmt, Finalize> statement(prepared);
    int index = 0;
    for (const Value& value : values) bind(prepared, ++index, value);
    if (sqlite3_step(prepared) != SQLITE_DONE)
      throw std::runtime_error(sqlite3_errmsg(handle_.get()));
  }

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };

  static void bind(sqlite3_stmt* statement, int index, const Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      sqlite3_bind_int64(statement, index, *number);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      sqlite3_bind_text(statement, index, text->c_str(), static_cast<int>(text->size()),
                        SQLITE_TRANSIENT);
    }
  }

  std::unique_ptr<sqlite3, Close> handle_;
};

}  // namespace baton::capture::testing
