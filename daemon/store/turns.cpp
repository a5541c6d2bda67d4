#include <algorithm>

#include "daemon/base/text.hpp"
#include "daemon/store/connection.hpp"
#include "daemon/store/file_touches.hpp"
#include "daemon/store/names.hpp"
#include "daemon/store/statement.hpp"
#include "daemon/store/tables.hpp"
#include "daemon/store/turn_rows.hpp"
#include "daemon/store/turn_search.hpp"

namespace baton::store {
namespace {

constexpr std::size_t first_request_bytes = 120;
constexpr std::int64_t no_limit = -1;

/// What is known of a turn that is stored already.
struct StoredTurn {
  Id id = 0;
  Id session_id = 0;
  bool withdrawn = false;
};

/// What inserting needs to know of the session.
struct SessionState {
  Id id = 0;
  Id project_id = 0;
  std::int64_t last_ordinal = 0;
  std::int64_t user_turns = 0;
  bool may_reopen = false;
  bool has_first_request = false;
};

/// A live turn of a session, as withdrawing sees it.
struct LiveTurn {
  Id id = 0;
  std::int64_t identity = 0;
  bool typed = false;
};

bool is_typed(const NewTurn& turn) {
  return turn.role == Role::user && turn.kind == TurnKind::text && !turn.injected;
}

std::optional<Milliseconds> known_time(const NewTurn& turn) {
  return turn.created_at > 0 ? std::optional(turn.created_at) : std::nullopt;
}

// In SQL as is_typed() in C++.
const std::string typed_sql = "t.role = 0 AND t.kind = 0 AND t.injected = 0";

constexpr const char* insert_sql =
    "INSERT INTO turns (session_id, project_id, ordinal, created_at, identity, role, kind, injected, is_error, "
    "tool_kind, tool_name_id, tool_call_id, external_id, size, compressed, text) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

// None of the statements run for each turn may have a RETURNING clause or fire a trigger: SQLite then opens a statement
// journal, and at each of these FTS5 writes out what it has gathered, one small segment per turn.
constexpr const char* count_in_session_sql =
    "UPDATE sessions SET last_ordinal = max(last_ordinal, ?2), turns = turns + ?3, user_turns = user_turns + ?4, "
    "started_at = coalesce(min(started_at, ?5), started_at, ?5), "
    "ended_at = coalesce(max(ended_at, ?5), ended_at, ?5) WHERE id = ?1";

constexpr const char* count_in_project_sql =
    "UPDATE projects SET turns = turns + ?2, "
    "last_activity_at = coalesce(max(last_activity_at, ?3), last_activity_at, ?3) WHERE id = ?1";

}  // namespace

struct Turns::Statements {
  explicit Statements(Connection& connection_)
      : connection(connection_),
        names(connection_),
        files(connection_),
        search(connection_),
        find_identity(connection_,
                      "SELECT id, session_id, withdrawn FROM turns WHERE created_at = ? AND identity = ?"),
        session_state(connection_,
                      "SELECT project_id, last_ordinal, user_turns, status = 'completed' AND ended_by <> 'user', "
                      "first_request <> '' OR title <> '' FROM sessions WHERE id = ?"),
        insert(connection_, insert_sql),
        index(connection_, "INSERT INTO turns_index (rowid, text, scope) VALUES (last_insert_rowid(), ?, ?)"),
        count_in_session(connection_, count_in_session_sql),
        count_in_project(connection_, count_in_project_sql),
        set_first_request(connection_, "UPDATE sessions SET first_request = ?2 WHERE id = ?1"),
        reopen(connection_,
               "UPDATE sessions SET status = 'in_progress', ended_by = NULL, completed_at = NULL WHERE id = ?"),
        is_linked(connection_, "SELECT 1 FROM session_turns WHERE turn_id = ? AND session_id = ?"),
        link(connection_, "INSERT INTO session_turns (session_id, ordinal, turn_id) VALUES (?, ?, ?)"),
        unlink(connection_, "DELETE FROM session_turns WHERE session_id = ? AND turn_id = ?"),
        other_session(connection_,
                      "SELECT e.session_id, e.ordinal, s.project_id FROM session_turns e "
                      "JOIN sessions s ON s.id = e.session_id WHERE e.turn_id = ? ORDER BY e.session_id LIMIT 1"),
        move(connection_, "UPDATE turns SET session_id = ?2, project_id = ?3, ordinal = ?4, withdrawn = 0 WHERE id = ?1"),
        set_withdrawn(connection_, "UPDATE turns SET withdrawn = ?2 WHERE id = ?1"),
        live_turns(connection_, "SELECT t.id, t.identity, " + typed_sql +
                                    " FROM turns t WHERE t.session_id = ? AND t.withdrawn = 0"),
        linked_turns(connection_, "SELECT t.id, t.identity, " + typed_sql +
                                      " FROM session_turns e JOIN turns t ON t.id = e.turn_id WHERE e.session_id = ?"),
        list(connection_, select_turns_of_session()) {}

  Connection& connection;
  Names names;
  FileTouches files;
  TurnSearch search;
  Statement find_identity, session_state, insert, index, count_in_session, count_in_project;
  Statement set_first_request, reopen, is_linked, link, unlink, other_session, move, set_withdrawn;
  Statement live_turns, linked_turns, list;

  std::optional<StoredTurn> find_stored(const NewTurn& turn);
  SessionState state_of(Id session_id);
  void insert_row(const SessionState& session, const NewTurn& turn);
  void count(const SessionState& session, const NewTurn& turn, std::int64_t ordinal, bool in_project);
  void add(const SessionState& session, const NewTurn& turn);
  void link_to(const SessionState& session, const NewTurn& turn, Id turn_id);
  void revive(const SessionState& session, const NewTurn& turn, const StoredTurn& stored);
  std::vector<LiveTurn> missing(Statement& turns, Id session_id, std::span<const std::int64_t> kept);
  void withdraw(const SessionState& session, const LiveTurn& turn);
};

std::optional<StoredTurn> Turns::Statements::find_stored(const NewTurn& turn) {
  Rows rows = find_identity.query(turn.created_at, turn.identity);
  if (!rows.next()) return std::nullopt;
  return StoredTurn{rows.integer(0), rows.integer(1), rows.flag(2)};
}

SessionState Turns::Statements::state_of(Id session_id) {
  Rows rows = session_state.query(session_id);
  if (!rows.next()) throw StoreError(StoreFault::other, "there is no session " + std::to_string(session_id));
  return {session_id, rows.integer(0), rows.integer(1), rows.integer(2), rows.flag(3), rows.flag(4)};
}

void Turns::Statements::insert_row(const SessionState& session, const NewTurn& turn) {
  const std::optional<std::string> uuid = pack_uuid(turn.external_id);
  std::optional<Bytes> external_id;
  if (uuid) {
    external_id = Bytes{*uuid, true};
  } else if (!turn.external_id.empty()) {
    external_id = Bytes{turn.external_id, false};
  }
  const std::optional<std::string_view> tool_call_id =
      turn.tool_call_id.empty() ? std::nullopt : std::optional<std::string_view>(turn.tool_call_id);
  const std::optional<Id> tool_name_id = names.id_of(turn.tool_name);
  insert.execute(session.id, session.project_id, session.last_ordinal + 1, turn.created_at, turn.identity, turn.role,
                 turn.kind, turn.injected, turn.is_error, turn.tool_kind, tool_name_id, tool_call_id, external_id,
                 turn.size, turn.text.compressed, Bytes{turn.text.bytes, turn.text.compressed});
}

void Turns::Statements::count(const SessionState& session, const NewTurn& turn, std::int64_t ordinal,
                              bool in_project) {
  // A linked turn is the parent's history: its time says nothing about when this session ran.
  const std::optional<Milliseconds> time = in_project ? known_time(turn) : std::nullopt;
  count_in_session.execute(session.id, ordinal, 1, is_typed(turn), time);
  if (in_project) count_in_project.execute(session.project_id, 1, time);
  if (is_typed(turn) && !session.has_first_request) {
    set_first_request.execute(session.id, first_line(turn.index_text, first_request_bytes));
  }
}

void Turns::Statements::add(const SessionState& session, const NewTurn& turn) {
  insert_row(session, turn);
  index.execute(turn.index_text, scope_token(session.project_id));
  count(session, turn, session.last_ordinal + 1, true);
  if (!turn.files.empty()) files.add(session.id, session.last_ordinal + 1, turn);
  if (session.may_reopen) reopen.execute(session.id);
}

void Turns::Statements::link_to(const SessionState& session, const NewTurn& turn, Id turn_id) {
  {
    Rows rows = is_linked.query(turn_id, session.id);
    if (rows.next()) return;
  }
  link.execute(session.id, session.last_ordinal + 1, turn_id);
  count(session, turn, session.last_ordinal + 1, false);
}

void Turns::Statements::revive(const SessionState& session, const NewTurn& turn, const StoredTurn& stored) {
  // In its own session it takes its old place again; in another it becomes that one's.
  std::int64_t ordinal = 0;
  if (stored.session_id == session.id) {
    set_withdrawn.execute(stored.id, false);
  } else {
    ordinal = session.last_ordinal + 1;
    move.execute(stored.id, session.id, session.project_id, ordinal);
  }
  count(session, turn, ordinal, true);
}

std::vector<LiveTurn> Turns::Statements::missing(Statement& turns, Id session_id,
                                                 std::span<const std::int64_t> kept) {
  std::vector<LiveTurn> result;
  Rows rows = turns.query(session_id);
  while (rows.next()) {
    const LiveTurn turn{rows.integer(0), rows.integer(1), rows.flag(2)};
    if (!std::binary_search(kept.begin(), kept.end(), turn.identity)) result.push_back(turn);
  }
  return result;
}

void Turns::Statements::withdraw(const SessionState& session, const LiveTurn& turn) {
  Id heir = 0;
  std::int64_t ordinal = 0;
  Id heir_project = 0;
  {
    Rows rows = other_session.query(turn.id);
    if (rows.next()) {
      heir = rows.integer(0);
      ordinal = rows.integer(1);
      heir_project = rows.integer(2);
    }
  }
  count_in_session.execute(session.id, 0, -1, turn.typed ? -1 : 0, std::nullopt);
  count_in_project.execute(session.project_id, -1, std::nullopt);
  if (heir == 0) {
    set_withdrawn.execute(turn.id, true);
    return;
  }
  // A fork still has it: it becomes the fork's own, which counts it already.
  unlink.execute(heir, turn.id);
  move.execute(turn.id, heir, heir_project, ordinal);
  count_in_project.execute(heir_project, 1, std::nullopt);
}

Turns::Turns(Connection& connection) : statements_(std::make_unique<Statements>(connection)) {}
Turns::~Turns() = default;
Turns::Turns(Turns&&) noexcept = default;

bool Turns::insert(Id /*project_id*/, Id session_id, const NewTurn& turn) {
  const std::optional<StoredTurn> stored = statements_->find_stored(turn);
  if (stored && !stored->withdrawn && stored->session_id == session_id) return false;
  const SessionState session = statements_->state_of(session_id);
  if (!stored) {
    statements_->add(session, turn);
  } else if (stored->withdrawn) {
    statements_->revive(session, turn, *stored);
  } else {
    statements_->link_to(session, turn, stored->id);
  }
  return !stored;
}

std::int64_t Turns::withdraw_missing(Id session_id, std::span<const std::int64_t> kept) {
  const SessionState session = statements_->state_of(session_id);
  const std::vector<LiveTurn> own = statements_->missing(statements_->live_turns, session_id, kept);
  const std::vector<LiveTurn> linked = statements_->missing(statements_->linked_turns, session_id, kept);
  for (const LiveTurn& turn : own) statements_->withdraw(session, turn);
  for (const LiveTurn& turn : linked) {
    statements_->unlink.execute(session_id, turn.id);
    statements_->count_in_session.execute(session_id, 0, -1, turn.typed ? -1 : 0, std::nullopt);
  }
  return static_cast<std::int64_t>(own.size() + linked.size());
}

std::vector<Turn> Turns::list(Id session_id, std::int64_t after, std::int64_t limit) {
  std::vector<Turn> turns;
  Rows rows = statements_->list.query(session_id, after, limit);
  while (rows.next()) turns.push_back(read_turn(rows));
  return turns;
}

void Turns::visit_each(Id session_id, std::int64_t after, const std::function<bool(Turn&)>& visit) {
  // A statement of its own, so that the visitor may look at other turns, or other sessions, meanwhile.
  Statement statement(statements_->connection, select_turns_of_session());
  Rows rows = statement.query(session_id, after, no_limit);
  while (rows.next()) {
    Turn turn = read_turn(rows);
    if (!visit(turn)) return;
  }
}

std::optional<Turn> Turns::find(Id session_id, std::int64_t ordinal) {
  std::vector<Turn> turns = list(session_id, ordinal - 1, 1);
  if (turns.empty() || turns.front().ordinal != ordinal) return std::nullopt;
  return std::move(turns.front());
}

std::vector<SearchHit> Turns::search(std::string_view query, std::optional<Id> project_id, std::int64_t limit) {
  return statements_->search.run(query, project_id, limit);
}

}  // namespace baton::store
