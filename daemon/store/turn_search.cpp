#include "daemon/store/turn_search.hpp"

#include "daemon/store/connection.hpp"
#include "daemon/store/search_query.hpp"

namespace baton::store {
namespace {

// The weight 0 keeps the project's token, which every hit has, out of the ranking.
constexpr const char* rank_sql =
    "WITH newest AS MATERIALIZED (SELECT rowid AS id, bm25(turns_index, 1.0, 0.0) AS score FROM "
    "turns_index "
    "WHERE turns_index MATCH ? ORDER BY rowid DESC LIMIT 2000) "
    "SELECT id FROM newest ORDER BY score, id DESC LIMIT ?";

constexpr const char* row_sql =
    "SELECT t.session_id, s.project_id, p.name, s.number, t.ordinal, s.agent, t.role, t.kind, "
    "t.created_at "
    "FROM turns t JOIN sessions s ON s.id = t.session_id JOIN projects p ON p.id = s.project_id "
    "WHERE t.id = ?";

// The marks are "first strong isolate" and "pop directional isolate": no log contains them by
// accident.
constexpr const char* snippet_sql =
    "SELECT snippet(turns_index, 0, char(0x2068), char(0x2069), '…', 24) FROM turns_index "
    "WHERE turns_index MATCH ? AND rowid = ?";

}  // namespace

std::string scope_token(Id project_id) {
  return "p" + std::to_string(project_id);
}

TurnSearch::TurnSearch(Connection& connection)
    : rank_(connection, rank_sql), row_(connection, row_sql), snippet_(connection, snippet_sql) {}

std::vector<SearchHit> TurnSearch::run(std::string_view query, std::optional<Id> project_id,
                                       std::int64_t limit) {
  std::vector<SearchHit> hits;
  const std::string words = match_expression(query);
  if (words.empty()) return hits;
  std::string match = "text : (" + words + ")";
  if (project_id) match += " AND scope : \"" + scope_token(*project_id) + "\"";
  {
    Rows rows = rank_.query(match, limit);
    while (rows.next()) hits.emplace_back().turn_id = rows.integer(0);
  }
  // Texts are unpacked for the hits that are shown, not for those that are ranked.
  for (SearchHit& hit : hits) complete(hit, match);
  return hits;
}

void TurnSearch::complete(SearchHit& hit, const std::string& match) {
  {
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
  Rows rows = snippet_.query(match, hit.turn_id);
  if (rows.next()) hit.snippet = rows.text(0);
}

}  // namespace baton::store
