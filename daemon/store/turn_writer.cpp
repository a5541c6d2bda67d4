#include "daemon/store/turn_writer.hpp"

#include <algorithm>

#include "daemon/base/text.hpp"
#include "daemon/store/connection.hpp"
#include "daemon/store/turn_rows.hpp"
#include "daemon/store/turn_search.hpp"

namespace baton::store {
namespace {

constexpr std::size_t first_request_bytes = 120;

bool is_typed(const NewTurn& turn) {
  return turn.role == Role::user && turn.kind == TurnKind::text && !turn.injected;
}

// None of the statements run for each turn may have a RETURNING clause or fire a trigger: SQLite
// then opens a statement journal, and at each of these FTS5 writes out what it has gathered, one
// small segment per turn.
constexpr const char* insert_sql =
    "INSERT INTO turns (session_id, project_id, ordinal, created_at, identity, role, kind, "
    "injected, is_error, "
    "tool_kind, tool_name_id, tool_call_id, external_id, size, compressed, text) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

constexpr const char* target_sql =
    "SELECT project_id, last_ordinal, status = 'completed' AND ended_by <> 'user', first_request "
    "<> '' OR title <> '' "
    "FROM sessions WHERE id = ?";

constexpr const char* count_in_session_sql =
    "UPDATE sessions SET last_ordinal = max(last_ordinal, ?2), turns = turns + ?3, user_turns = "
    "user_turns + ?4, "
    "started_at = coalesce(min(started_at, ?5), started_at, ?5), "
    "ended_at = coalesce(max(ended_at, ?6), ended_at, ?6) WHERE id = ?1";

constexpr const char* count_in_project_sql =
    "UPDATE projects SET turns = turns + ?2, "
    "last_activity_at = coalesce(max(last_activity_at, ?3), last_activity_at, ?3) WHERE id = ?1";

// The last column says in SQL what is_typed() says in C++.
constexpr const char* live_turns_sql =
    "SELECT id, identity, role = 0 AND kind = 0 AND injected = 0 FROM turns WHERE session_id = ? "
    "AND withdrawn = 0";
constexpr const char* linked_turns_sql =
    "SELECT t.id, t.identity, t.role = 0 AND t.kind = 0 AND t.injected = 0 "
    "FROM session_turns e JOIN turns t ON t.id = e.turn_id WHERE e.session_id = ?";

}  // namespace

TurnWriter::TurnWriter(Connection& connection)
    : names_(connection),
      files_(connection),
      find_identity_(
          connection,
          "SELECT id, session_id, withdrawn FROM turns WHERE created_at = ? AND identity = ?"),
      target_(connection, target_sql),
      insert_(connection, insert_sql),
      index_(connection,
             "INSERT INTO turns_index (rowid, text, scope) VALUES (last_insert_rowid(), ?, ?)"),
      count_in_session_(connection, count_in_session_sql),
      count_in_project_(connection, count_in_project_sql),
      set_first_request_(connection, "UPDATE sessions SET first_request = ?2 WHERE id = ?1"),
      reopen_(connection,
              "UPDATE sessions SET status = 'in_progress', ended_by = NULL, completed_at = NULL "
              "WHERE id = ?"),
      is_taken_(connection,
                "SELECT 1 FROM turns WHERE session_id = ?1 AND ordinal = ?2 UNION ALL "
                "SELECT 1 FROM session_turns WHERE session_id = ?1 AND ordinal = ?2"),
      is_linked_(connection, "SELECT 1 FROM session_turns WHERE turn_id = ? AND session_id = ?"),
      link_(connection,
            "INSERT INTO session_turns (session_id, ordinal, turn_id) VALUES (?, ?, ?)"),
      unlink_(connection, "DELETE FROM session_turns WHERE session_id = ? AND turn_id = ?"),
      other_session_(connection,
                     "SELECT e.session_id, e.ordinal, s.project_id FROM session_turns e "
                     "JOIN sessions s ON s.id = e.session_id WHERE e.turn_id = ? ORDER BY "
                     "e.session_id LIMIT 1"),
      move_(connection,
            "UPDATE turns SET session_id = ?2, project_id = ?3, ordinal = ?4, withdrawn = 0 WHERE "
            "id = ?1"),
      content_(connection, "SELECT text, is_error FROM turns WHERE id = ?"),
      change_(
          connection,
          "UPDATE turns SET is_error = ?2, size = ?3, compressed = ?4, text = ?5 WHERE id = ?1"),
      set_withdrawn_(connection, "UPDATE turns SET withdrawn = ?2 WHERE id = ?1"),
      live_turns_(connection, live_turns_sql),
      linked_turns_(connection, linked_turns_sql) {}

InsertedTurns TurnWriter::insert(Id session_id, std::span<const NewTurn> turns) {
  std::optional<Target> target;
  for (const NewTurn& turn : turns) {
    const std::optional<StoredTurn> stored = find_stored(turn);
    const bool is_here = stored && !stored->withdrawn && stored->session_id == session_id;
    if (stored && stays_as_it_is(turn, *stored, session_id)) continue;
    if (!target) target = target_of(session_id);
    is_here ? change(*target, turn, stored->id) : put(*target, turn, stored);
  }
  if (!target) return {};
  save_counts(*target);
  return {target->added, target->changed};
}

/// Imported history never changes what is here: neither the text, which may have been cut there,
/// nor that the log does not hold the turn any more.
bool TurnWriter::stays_as_it_is(const NewTurn& turn, const StoredTurn& stored, Id session_id) {
  if (stored.session_id != session_id) return false;
  if (turn.imported) return true;
  return !stored.withdrawn && !differs(turn, stored.id);
}

/// The highest ordinal ever drawn is remembered, so that whatever lies above it is free.
std::int64_t TurnWriter::draw_ordinal(Target& target, const NewTurn& turn) {
  if (turn.ordinal > target.last_ordinal) return target.last_ordinal = turn.ordinal;
  if (turn.ordinal > 0) {
    Rows rows = is_taken_.query(target.id, turn.ordinal);
    if (!rows.next()) return turn.ordinal;
  }
  return ++target.last_ordinal;
}

std::optional<TurnWriter::StoredTurn> TurnWriter::find_stored(const NewTurn& turn) {
  Rows rows = find_identity_.query(turn.created_at, turn.identity);
  if (!rows.next()) return std::nullopt;
  return StoredTurn{rows.integer(0), rows.integer(1), rows.flag(2)};
}

TurnWriter::Target TurnWriter::target_of(Id session_id) {
  Rows rows = target_.query(session_id);
  if (!rows.next())
    throw StoreError(StoreFault::other, "there is no session " + std::to_string(session_id));
  Target target;
  target.id = session_id;
  target.project_id = rows.integer(0);
  target.last_ordinal = rows.integer(1);
  target.may_reopen = rows.flag(2);
  target.has_first_request = rows.flag(3);
  return target;
}

bool TurnWriter::differs(const NewTurn& turn, Id turn_id) {
  Rows rows = content_.query(turn_id);
  return rows.next() && (rows.bytes(0) != turn.text.bytes || rows.flag(1) != turn.is_error);
}

/// A message that its agent has completed keeps its place. Its files are those it was stored with.
void TurnWriter::change(Target& target, const NewTurn& turn, Id turn_id) {
  change_.execute(turn_id, turn.is_error, turn.size, turn.text.compressed,
                  Bytes{turn.text.bytes, turn.text.compressed});
  ++target.changed;
}

void TurnWriter::put(Target& target, const NewTurn& turn, const std::optional<StoredTurn>& stored) {
  if (!stored) {
    add(target, turn);
  } else if (stored->withdrawn) {
    revive(target, turn, *stored);
  } else {
    link(target, turn, stored->id);
  }
}

void TurnWriter::add(Target& target, const NewTurn& turn) {
  const std::int64_t ordinal = draw_ordinal(target, turn);
  ++target.added;
  if (!turn.imported) target.goes_on = true;
  insert_row(target, turn, ordinal);
  index_.execute(turn.index_text, scope_token(target.project_id));
  if (!turn.files.empty()) files_.add(target.id, ordinal, turn);
  count(target, turn, true);
}

void TurnWriter::insert_row(const Target& target, const NewTurn& turn, std::int64_t ordinal) {
  const std::optional<std::string> uuid = pack_uuid(turn.external_id);
  std::optional<Bytes> external_id;
  if (uuid) {
    external_id = Bytes{*uuid, true};
  } else if (!turn.external_id.empty()) {
    external_id = Bytes{turn.external_id, false};
  }
  const std::optional<std::string_view> tool_call_id =
      turn.tool_call_id.empty() ? std::nullopt : std::optional<std::string_view>(turn.tool_call_id);
  const std::optional<Id> tool_name_id = names_.id_of(turn.tool_name);
  insert_.execute(target.id, target.project_id, ordinal, turn.created_at, turn.identity, turn.role,
                  turn.kind, turn.injected, turn.is_error, turn.tool_kind, tool_name_id,
                  tool_call_id, external_id, turn.size, turn.text.compressed,
                  Bytes{turn.text.bytes, turn.text.compressed});
}

void TurnWriter::link(Target& target, const NewTurn& turn, Id turn_id) {
  {
    Rows rows = is_linked_.query(turn_id, target.id);
    if (rows.next()) return;
  }
  link_.execute(target.id, draw_ordinal(target, turn), turn_id);
  count(target, turn, false);
}

void TurnWriter::revive(Target& target, const NewTurn& turn, const StoredTurn& stored) {
  // In its own session it takes its old place again; in another it becomes that one's.
  if (stored.session_id == target.id) {
    set_withdrawn_.execute(stored.id, false);
  } else {
    move_.execute(stored.id, target.id, target.project_id, draw_ordinal(target, turn));
  }
  count(target, turn, true);
}

void TurnWriter::count(Target& target, const NewTurn& turn, bool own) {
  ++target.turns;
  if (is_typed(turn)) {
    ++target.user_turns;
    if (!target.has_first_request)
      set_first_request_.execute(target.id, first_line(turn.index_text, first_request_bytes));
    target.has_first_request = true;
  }
  // A linked turn is the parent's history: its time says nothing about when this session ran.
  if (!own) return;
  ++target.project_turns;
  if (turn.created_at <= 0 || turn.imported) return;
  target.first_at = std::min(target.first_at.value_or(turn.created_at), turn.created_at);
  target.last_at = std::max(target.last_at.value_or(turn.created_at), turn.created_at);
}

void TurnWriter::save_counts(const Target& target) {
  if (target.turns == 0) return;
  count_in_session_.execute(target.id, target.last_ordinal, target.turns, target.user_turns,
                            target.first_at, target.last_at);
  if (target.project_turns > 0)
    count_in_project_.execute(target.project_id, target.project_turns, target.last_at);
  if (target.goes_on && target.may_reopen) reopen_.execute(target.id);
}

std::int64_t TurnWriter::withdraw_missing(Id session_id, std::span<const std::int64_t> kept) {
  const Target target = target_of(session_id);
  const std::vector<LiveTurn> own = missing(live_turns_, session_id, kept);
  const std::vector<LiveTurn> linked = missing(linked_turns_, session_id, kept);
  std::int64_t typed = 0;
  for (const LiveTurn& turn : own) {
    withdraw(turn);
    typed += turn.typed ? 1 : 0;
  }
  for (const LiveTurn& turn : linked) {
    unlink_.execute(session_id, turn.id);
    typed += turn.typed ? 1 : 0;
  }
  const auto count = static_cast<std::int64_t>(own.size() + linked.size());
  if (count == 0) return 0;
  count_in_session_.execute(session_id, 0, -count, -typed, std::nullopt, std::nullopt);
  count_in_project_.execute(target.project_id, -static_cast<std::int64_t>(own.size()),
                            std::nullopt);
  return count;
}

std::vector<TurnWriter::LiveTurn> TurnWriter::missing(Statement& turns, Id session_id,
                                                      std::span<const std::int64_t> kept) {
  std::vector<LiveTurn> result;
  Rows rows = turns.query(session_id);
  while (rows.next()) {
    const LiveTurn turn{rows.integer(0), rows.integer(1), rows.flag(2)};
    if (!std::binary_search(kept.begin(), kept.end(), turn.identity)) result.push_back(turn);
  }
  return result;
}

void TurnWriter::withdraw(const LiveTurn& turn) {
  Id heir = 0;
  std::int64_t ordinal = 0;
  Id heir_project = 0;
  {
    Rows rows = other_session_.query(turn.id);
    if (rows.next()) {
      heir = rows.integer(0);
      ordinal = rows.integer(1);
      heir_project = rows.integer(2);
    }
  }
  if (heir == 0) {
    set_withdrawn_.execute(turn.id, true);
    return;
  }
  // A fork still has it: it becomes the fork's own, which counts it already.
  unlink_.execute(heir, turn.id);
  move_.execute(turn.id, heir, heir_project, ordinal);
  count_in_project_.execute(heir_project, 1, std::nullopt);
}

}  // namespace baton::store
