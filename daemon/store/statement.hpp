#pragma once
// Prepared statements with typed parameters and columns.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

struct sqlite3_stmt;

namespace baton::store {

class Connection;

/// The rows of a running statement. Resets the statement and forgets its parameters when it goes
/// out of scope, so that no statement keeps a snapshot open.
class Rows {
 public:
  Rows(Connection& connection, sqlite3_stmt* statement)
      : connection_(connection), statement_(statement) {}
  ~Rows();
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;

  /// Moves to the next row; false when there is none. @throws StoreError
  bool next();

  std::int64_t integer(int column) const;
  std::optional<std::int64_t> optional_integer(int column) const;
  bool flag(int column) const { return integer(column) != 0; }
  double real(int column) const;
  bool is_null(int column) const;
  /// Bytes of a TEXT or BLOB column, empty for NULL; valid until the next call of next().
  std::string_view bytes(int column) const;
  std::string text(int column) const { return std::string(bytes(column)); }

 private:
  Connection& connection_;
  sqlite3_stmt* statement_;
};

/// A parameter that is TEXT or BLOB as the value demands (for columns of type ANY).
struct Bytes {
  std::string_view bytes;
  bool blob = false;
};

/// A statement that is prepared when it is first used and kept until its owner goes: a connection
/// that only ever answers one kind of question pays for one statement.
class Statement {
 public:
  Statement(Connection& connection, std::string sql)
      : connection_(connection), sql_(std::move(sql)) {}
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  /// Binds the parameters in order and starts. Texts are copied: the rows may outlive the
  /// arguments.
  template <class... Parameters>
  Rows query(const Parameters&... parameters) {
    prepare();
    int index = 0;
    (bind(++index, parameters, true), ...);
    return Rows(connection_, statement_);
  }

  /// Binds the parameters in order and runs to the end, leaving rows aside. @throws StoreError
  template <class... Parameters>
  void execute(const Parameters&... parameters) {
    prepare();
    int index = 0;
    (bind(++index, parameters, false), ...);
    Rows rows(connection_, statement_);
    while (rows.next()) {
    }
  }

 private:
  void prepare();
  void check(int code) const;
  void bind_integer(int index, std::int64_t value);
  void bind_text(int index, std::string_view value, bool copy);
  void bind_blob(int index, std::string_view value, bool copy);
  void bind_null(int index);
  void bind_real(int index, double value);

  template <class T>
  void bind(int index, const T& value, bool copy) {
    if constexpr (std::is_same_v<T, Bytes>) {
      value.blob ? bind_blob(index, value.bytes, copy) : bind_text(index, value.bytes, copy);
    } else if constexpr (std::is_same_v<T, std::nullopt_t>) {
      bind_null(index);
    } else if constexpr (std::is_floating_point_v<T>) {
      bind_real(index, value);
    } else if constexpr (std::is_integral_v<T> || std::is_enum_v<T>) {
      bind_integer(index, static_cast<std::int64_t>(value));
    } else {
      bind_text(index, std::string_view(value), copy);
    }
  }
  template <class T>
  void bind(int index, const std::optional<T>& value, bool copy) {
    if (value) {
      bind(index, *value, copy);
    } else {
      bind_null(index);
    }
  }

  Connection& connection_;
  std::string sql_;
  sqlite3_stmt* statement_ = nullptr;
};

}  // namespace baton::store
