#pragma once
// The table `settings`: what the daemon has to remember beside its records.

#include <optional>
#include <string>
#include <string_view>

#include "daemon/store/statement.hpp"

namespace baton::store {

/// Values by key.
class Settings {
 public:
  explicit Settings(Connection& connection)
      : find_(connection, "SELECT value FROM settings WHERE key = ?"),
        set_(connection,
             "INSERT INTO settings (key, value) VALUES (?1, ?2) "
             "ON CONFLICT DO UPDATE SET value = ?2") {}

  std::optional<std::string> find(std::string_view key) {
    Rows rows = find_.query(key);
    return rows.next() ? std::optional(rows.text(0)) : std::nullopt;
  }
  /// Writer only.
  void set(std::string_view key, std::string_view value) { set_.execute(key, value); }

 private:
  Statement find_;
  Statement set_;
};

}  // namespace baton::store
