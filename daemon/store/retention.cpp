#include "daemon/store/retention.hpp"

#include <algorithm>

#include "daemon/base/text.hpp"
#include "daemon/store/connection.hpp"
#include "daemon/store/packing.hpp"

namespace baton::store {
namespace {

// By the index that tells turns apart: walking it costs a look at each old row, but no index of its
// own that every row of a backfill would pay for.
constexpr const char* look_sql =
    "SELECT t.id, t.created_at, t.identity, t.kind = 3, t.size, CASE WHEN t.created_at > 0 THEN "
    "t.created_at ELSE coalesce(s.ended_at, s.started_at, s.created_at) END "
    "FROM turns t CROSS JOIN sessions s ON s.id = t.session_id "
    "WHERE (t.created_at, t.identity) > (?1, ?2) AND t.created_at < ?3 "
    "ORDER BY t.created_at, t.identity LIMIT ?4";

// All turns in one statement each: a statement per turn would make FTS5 write a segment per turn.
// The ids come as a JSON array.
const std::string counted_turns =
    "(SELECT session_id, role = 0 AND kind = 0 AND injected = 0 AS typed FROM turns "
    "WHERE id IN (SELECT value FROM json_each(?1)) AND withdrawn = 0 UNION ALL "
    "SELECT e.session_id, t.role = 0 AND t.kind = 0 AND t.injected = 0 FROM session_turns e "
    "JOIN turns t ON t.id = e.turn_id WHERE e.turn_id IN (SELECT value FROM json_each(?1)))";

const std::string uncount_in_sessions_sql =
    "UPDATE sessions SET turns = turns - gone.number, user_turns = user_turns - gone.typed FROM "
    "(SELECT session_id, count(*) AS number, sum(typed) AS typed FROM " +
    counted_turns + " GROUP BY session_id) AS gone WHERE sessions.id = gone.session_id";

constexpr const char* uncount_in_projects_sql =
    "UPDATE projects SET turns = turns - gone.number FROM "
    "(SELECT project_id, count(*) AS number FROM turns "
    "WHERE id IN (SELECT value FROM json_each(?1)) AND withdrawn = 0 GROUP BY project_id) AS gone "
    "WHERE projects.id = gone.project_id";

std::string json_array(std::span<const Id> ids) {
  std::string json = "[";
  for (const Id id : ids) json += (json.size() > 1 ? "," : "") + std::to_string(id);
  return json + "]";
}

}  // namespace

std::string cut_output(std::string_view text) {
  const std::string_view kept = utf8_prefix(text, Retention::kept_output_bytes);
  return std::string(kept) + "\n[cut by Baton's retention: the first " +
         std::to_string(kept.size()) + " of " + std::to_string(text.size()) + " bytes are kept]";
}

Retention::Retention(Connection& connection)
    : look_(connection, look_sql),
      uncount_in_sessions_(connection, uncount_in_sessions_sql),
      uncount_in_projects_(connection, uncount_in_projects_sql),
      remove_(connection,
              "DELETE FROM turns WHERE id IN (SELECT value FROM json_each(?)) RETURNING 1"),
      output_(connection,
              "SELECT text, compressed FROM turns WHERE id = ? AND kind = 3 AND size > ?"),
      replace_(connection, "UPDATE turns SET text = ?2, compressed = ?3, size = ?4 WHERE id = ?1") {
}

RetentionFinds Retention::look(const RetentionLimits& limits, RetentionPosition& position,
                               std::int64_t limit) {
  RetentionFinds finds;
  const Milliseconds turns_before = limits.turns_before.value_or(INT64_MIN);
  const Milliseconds outputs_before = limits.outputs_before.value_or(INT64_MIN);
  std::int64_t seen = 0;
  Rows rows = look_.query(position.created_at, position.identity,
                          std::max(turns_before, outputs_before), limit);
  while (rows.next()) {
    ++seen;
    position = {rows.integer(1), rows.integer(2)};
    const Milliseconds time = rows.integer(5);
    const bool is_long_output =
        rows.flag(3) && rows.integer(4) > static_cast<std::int64_t>(long_output_bytes);
    if (time < turns_before) {
      finds.turns.push_back(rows.integer(0));
    } else if (time < outputs_before && is_long_output) {
      finds.outputs.push_back(rows.integer(0));
    }
  }
  finds.finished = seen < limit;
  return finds;
}

std::int64_t Retention::remove(std::span<const Id> turns) {
  const std::string ids = json_array(turns);
  uncount_in_sessions_.execute(ids);
  uncount_in_projects_.execute(ids);
  std::int64_t removed = 0;
  Rows rows = remove_.query(ids);
  while (rows.next()) ++removed;
  return removed;
}

std::int64_t Retention::cut(std::span<const Id> turns) {
  std::int64_t count = 0;
  for (const Id turn : turns) count += cut(turn) ? 1 : 0;
  return count;
}

bool Retention::cut(Id turn) {
  std::string shorter;
  {
    Rows rows = output_.query(turn, long_output_bytes);
    if (!rows.next()) return false;
    shorter = cut_output(unpack_text(rows.bytes(0), rows.flag(1)));
  }
  const PackedText packed = pack_text(shorter);
  replace_.execute(turn, Bytes{packed.bytes, packed.compressed}, packed.compressed, shorter.size());
  return true;
}

}  // namespace baton::store
