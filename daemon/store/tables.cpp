#include "daemon/store/tables.hpp"

#include "daemon/store/connection.hpp"
#include "daemon/store/statement.hpp"

namespace baton::store {

Tables::Tables(Connection& connection)
    : projects(connection),
      sessions(connection),
      turns(connection),
      handoffs(connection),
      handoff_edits(connection),
      capture_files(connection),
      ignore_rules(connection),
      archive_reader(connection),
      archive_writer(connection, *this),
      retention(connection),
      compaction(connection),
      settings(connection),
      idempotency_keys(connection),
      connection_(connection) {}

Counts Tables::counts() {
  // Sums over the projects' own counters: counting a million turns would take as long as reading
  // their index.
  Statement statement(
      connection_,
      "SELECT count(*), coalesce(sum(sessions), 0), coalesce(sum(turns), 0), "
      "(SELECT count(*) FROM handoffs), (SELECT count(*) FROM capture_files WHERE unparsed > 0) "
      "FROM projects");
  Rows rows = statement.query();
  rows.next();
  return {rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3), rows.integer(4)};
}

std::int64_t Tables::database_bytes() {
  return connection_.query_integer("PRAGMA page_count") *
         connection_.query_integer("PRAGMA page_size");
}

int Tables::schema_version() {
  return static_cast<int>(connection_.query_integer("PRAGMA user_version"));
}

std::vector<std::string> Tables::quick_check() {
  std::vector<std::string> problems;
  Statement statement(connection_, "PRAGMA quick_check(20)");
  Rows rows = statement.query();
  while (rows.next()) {
    if (rows.bytes(0) != "ok") problems.push_back(rows.text(0));
  }
  return problems;
}

}  // namespace baton::store
