#include "daemon/store/connection.hpp"
#include "daemon/store/statement.hpp"
#include "daemon/store/tables.hpp"

namespace baton::store {

struct IgnoreRules::Statements {
  explicit Statements(Connection& connection)
      : list(connection,
             "SELECT scope, pattern, note, created_at FROM ignore_rules ORDER BY scope, pattern"),
        add(connection,
            "INSERT INTO ignore_rules (scope, pattern, note, created_at) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (scope, pattern) DO UPDATE SET note = excluded.note"),
        remove(connection, "DELETE FROM ignore_rules WHERE scope = ? AND pattern = ? RETURNING 1") {
  }

  Statement list, add, remove;
};

IgnoreRules::IgnoreRules(Connection& connection)
    : statements_(std::make_unique<Statements>(connection)) {}
IgnoreRules::~IgnoreRules() = default;
IgnoreRules::IgnoreRules(IgnoreRules&&) noexcept = default;

std::vector<IgnoreRule> IgnoreRules::list() {
  std::vector<IgnoreRule> rules;
  Rows rows = statements_->list.query();
  while (rows.next()) rules.push_back({rows.text(0), rows.text(1), rows.text(2), rows.integer(3)});
  return rules;
}

void IgnoreRules::add(const IgnoreRule& rule) {
  statements_->add.execute(rule.scope, rule.pattern, rule.note, rule.created_at);
}

bool IgnoreRules::remove(std::string_view scope, std::string_view pattern) {
  Rows rows = statements_->remove.query(scope, pattern);
  return rows.next();
}

}  // namespace baton::store
