#pragma once
// The table `names`: words that rows refer to by number.

#include <optional>
#include <string_view>

#include "daemon/store/records.hpp"
#include "daemon/store/statement.hpp"

namespace baton::store {

/// Finds and adds names. Nothing is remembered between calls: a name added in a unit of work that
/// is undone must not be believed to exist.
class Names {
 public:
  explicit Names(Connection& connection)
      : find_(connection, "SELECT id FROM names WHERE name = ?"),
        insert_(connection, "INSERT INTO names (name) VALUES (?)") {}

  /// The number of the name, added if new; nothing for an empty name. Writer only.
  std::optional<Id> id_of(std::string_view name) {
    if (name.empty()) return std::nullopt;
    if (const auto id = find(name)) return id;
    insert_.execute(name);
    return find(name);
  }

 private:
  std::optional<Id> find(std::string_view name) {
    Rows rows = find_.query(name);
    return rows.next() ? std::optional(rows.integer(0)) : std::nullopt;
  }

  Statement find_;
  Statement insert_;
};

}  // namespace baton::store
