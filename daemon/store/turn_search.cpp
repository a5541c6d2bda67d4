#include "daemon/store/turn_search.hpp"

#include "daemon/store/connection.hpp"
#include "daemon/store/search_query.hpp"

namespace baton::store {
namespace {

// One pass ranks, a second one makes the snippets of those that are shown: asking for each of them
// by its id would look up all words of the query each time, which takes long for a prefix. FTS5 can
// skip what is outside the range of ids; among them it is compared.
constexpr const char* search_sql =
    "WITH newest AS MATERIALIZED ("
    "SELECT turns_index.rowid AS id, text_score(turns_index, size.sz) AS score "
    "FROM turns_index CROSS JOIN turns_index_docsize AS size ON size.id = turns_index.rowid "
    "WHERE turns_index MATCH ?1 ORDER BY turns_index.rowid DESC LIMIT 2000), "
    "best AS MATERIALIZED (SELECT id, score FROM newest ORDER BY score DESC, id DESC LIMIT ?2) "
    // The marks are "first strong isolate" and "pop directional isolate": no log contains them by
    // accident.
    "SELECT best.id, snippet(turns_index, 0, char(0x2068), char(0x2069), '…', 24) "
    "FROM turns_index CROSS JOIN best ON best.id = turns_index.rowid WHERE turns_index MATCH ?1 "
    "AND turns_index.rowid BETWEEN (SELECT min(id) FROM best) AND (SELECT max(id) FROM best) "
    "ORDER BY best.score DESC, best.id DESC";

constexpr const char* row_sql =
    "SELECT t.session_id, s.project_id, p.name, s.number, t.ordinal, s.agent, t.role, t.kind, "
    "t.created_at "
    "FROM turns t JOIN sessions s ON s.id = t.session_id JOIN projects p ON p.id = s.project_id "
    "WHERE t.id = ?";

}  // namespace

std::string scope_token(Id project_id) {
  return "p" + std::to_string(project_id);
}

TurnSearch::TurnSearch(Connection& connection)
    : search_(connection, search_sql), row_(connection, row_sql) {}

std::vector<SearchHit> TurnSearch::run(std::string_view query, std::optional<Id> project_id,
                                       std::int64_t limit) {
  std::vector<SearchHit> hits;
  const std::string words = match_expression(query);
  if (words.empty()) return hits;
  std::string match = "text : (" + words + ")";
  if (project_id) match += " AND scope : \"" + scope_token(*project_id) + "\"";
  {
    Rows rows = search_.query(match, limit);
    while (rows.next()) {
      SearchHit& hit = hits.emplace_back();
      hit.turn_id = rows.integer(0);
      hit.snippet = rows.text(1);
    }
  }
  for (SearchHit& hit : hits) complete(hit);
  return hits;
}

void TurnSearch::complete(SearchHit& hit) {
  Rows rows = row_.query(hit.turn_id);
  if (!rows.next()) return;
  hit.session_id = rows.integer(0);
  hit.project_id = rows.integer(1);
  hit.project_name = rows.text(2);
  hit.session_number = rows.integer(3);
  hit.ordinal = rows.integer(4);
  hit.agent = rows.text(5);
  hit.role = static_cast<Role>(rows.integer(6));
  hit.kind = static_cast<TurnKind>(rows.integer(7));
  hit.created_at = rows.integer(8);
}

}  // namespace baton::store
