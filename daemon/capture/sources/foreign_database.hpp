#pragma once
// Reading an SQLite database that another program writes, without getting in its way.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>

struct sqlite3;
struct sqlite3_stmt;

namespace baton::capture {

/// The database cannot be read now: it is held by its writer, damaged, or not what it should be.
class ForeignDatabaseError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The database's writer came or went a moment ago: to be tried again in a second.
class ForeignDatabaseBusy : public ForeignDatabaseError {
 public:
  using ForeignDatabaseError::ForeignDatabaseError;
};

/// A read-only connection. Never writes to the file, never copies it, never changes its journal
/// mode; waits at most `busy_milliseconds` for a writer. Leaves no files behind: a database in WAL
/// mode that nobody has open is read as it lies there, and is an error once a writer comes. Each
/// query sees one consistent state of the database. One thread.
/// Source: https://www.sqlite.org/wal.html, section "Read-Only Databases".
class ForeignDatabase {
 public:
  static constexpr int busy_milliseconds = 250;

  /// A row that is being visited; its texts are valid until the visit ends.
  class Row {
   public:
    explicit Row(sqlite3_stmt* statement) : statement_(statement) {}
    std::int64_t integer(int column) const;   ///< 0 for NULL; text is converted
    double real(int column) const;            ///< 0 for NULL
    std::string_view text(int column) const;  ///< bytes of a TEXT or BLOB; empty for NULL
    bool is_null(int column) const;

   private:
    sqlite3_stmt* statement_;
  };
  using Parameter = std::variant<std::int64_t, std::string>;
  using Visit = std::function<bool(const Row&)>;  ///< false ends the query

  /// Opens the file. @throws ForeignDatabaseError
  explicit ForeignDatabase(const std::filesystem::path& path);

  /// Runs one SELECT and visits its rows. @throws ForeignDatabaseError
  void each(std::string_view sql, std::initializer_list<Parameter> parameters,
            const Visit& visit) const;
  /// Whether there is such a table, and such a column in it. @throws ForeignDatabaseError
  bool has_table(std::string_view table) const;
  bool has_column(std::string_view table, std::string_view column) const;

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  std::unique_ptr<sqlite3, Close> handle_;
  bool is_undisturbed() const;

  std::filesystem::path resting_;    // the database, when nobody else had it open; else empty
  std::uint64_t resting_state_ = 0;  // hash of what stat(2) said of it then
};

}  // namespace baton::capture
