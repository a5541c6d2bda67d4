#include "daemon/store/connection.hpp"
#include "daemon/store/names.hpp"
#include "daemon/store/page_cursor.hpp"
#include "daemon/store/session_rows.hpp"
#include "daemon/store/statement.hpp"
#include "daemon/store/tables.hpp"

namespace baton::store {
namespace {

constexpr const char* insert_sql =
    "INSERT INTO sessions (project_id, number, agent, external_id, title, working_directory, "
    "branch, branch_at_start, "
    "model, agent_version, parent_external_id, relation, started_at, ended_at, created_at, "
    "updated_at) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?14) RETURNING id";

// min() and max() of a NULL are NULL, hence the coalesce() around them.
constexpr const char* merge_sql =
    "UPDATE sessions SET title = coalesce(nullif(?2, ''), title), "
    "working_directory = CASE WHEN working_directory = '' THEN ?3 ELSE working_directory END, "
    "branch = coalesce(nullif(?4, ''), branch), "
    "branch_at_start = CASE WHEN branch_at_start = '' THEN ?4 ELSE branch_at_start END, "
    "model = coalesce(nullif(?5, ''), model), agent_version = coalesce(nullif(?6, ''), "
    "agent_version), "
    "parent_external_id = coalesce(nullif(?7, ''), parent_external_id), "
    "relation = CASE WHEN ?8 = 'none' THEN relation ELSE ?8 END, "
    "started_at = coalesce(min(started_at, ?9), started_at, ?9), "
    "ended_at = coalesce(max(ended_at, ?10), ended_at, ?10), updated_at = ?11 WHERE id = ?1";

constexpr const char* save_usage_sql =
    "INSERT INTO usage (session_id, message_key, model_id, input_tokens, output_tokens, "
    "cache_read_tokens, "
    "cache_write_tokens, cost_micros) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
    "model_id = coalesce(excluded.model_id, model_id), input_tokens = excluded.input_tokens, "
    "output_tokens = excluded.output_tokens, cache_read_tokens = excluded.cache_read_tokens, "
    "cache_write_tokens = excluded.cache_write_tokens, cost_micros = excluded.cost_micros";

// Both orders match an index of the schema word by word; else SQLite would sort.
const std::string newest_start_first =
    " ORDER BY coalesce(s.started_at, 0) DESC, s.id DESC LIMIT ?";
const std::string newest_activity_first =
    " ORDER BY coalesce(s.ended_at, s.started_at, 0) DESC, s.id DESC LIMIT ?";

}  // namespace

struct Sessions::Statements {
  explicit Statements(Connection& connection)
      : names(connection),
        find_id(connection, "SELECT id FROM sessions WHERE agent = ? AND external_id = ?"),
        draw_number(connection,
                    "UPDATE projects SET last_session_number = last_session_number + 1, updated_at "
                    "= ? WHERE id = ? "
                    "RETURNING last_session_number"),
        insert(connection, insert_sql),
        merge(connection, merge_sql),
        link_parent(connection,
                    "UPDATE sessions SET parent_id = (SELECT id FROM sessions WHERE agent = ?2 AND "
                    "external_id = ?3) "
                    "WHERE id = ?1 AND parent_id IS NULL"),
        adopt_children(
            connection,
            "UPDATE sessions SET parent_id = ?1 WHERE agent = ?2 AND parent_external_id = ?3 "
            "AND parent_external_id <> '' AND parent_id IS NULL AND id <> ?1"),
        find(connection, select_sessions("WHERE s.id = ?")),
        find_by_number(connection, select_sessions("WHERE s.project_id = ? AND s.number = ?")),
        find_by_external_id(connection, select_sessions("WHERE s.agent = ? AND s.external_id = ?")),
        list(connection, select_sessions("WHERE (coalesce(s.started_at, 0), s.id) < (?, ?)" +
                                         newest_start_first)),
        list_project(connection,
                     select_sessions(
                         "WHERE s.project_id = ? AND (coalesce(s.started_at, 0), s.id) < (?, ?)" +
                         newest_start_first)),
        recent(connection,
               select_sessions(
                   "WHERE s.project_id = ? AND s.user_turns > 0 AND s.relation <> 'subagent'" +
                   newest_activity_first)),
        find_usage(connection,
                   "SELECT input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, "
                   "coalesce(cost_micros, 0) FROM usage "
                   "WHERE session_id = ? AND message_key = ?"),
        save_usage(connection, save_usage_sql),
        add_tokens(connection,
                   "UPDATE sessions SET input_tokens = input_tokens + ?2 + ?4 + ?5, output_tokens "
                   "= output_tokens + "
                   "?3, cache_read_tokens = cache_read_tokens + ?4, cache_write_tokens = "
                   "cache_write_tokens + ?5, cost_micros = cost_micros + ?6 "
                   "WHERE id = ?1"),
        set_status(connection,
                   "UPDATE sessions SET status = ?2, ended_by = nullif(?3, ''), updated_at = ?4, "
                   "completed_at = CASE "
                   "WHEN ?2 IN ('completed', 'failed') THEN ?4 END WHERE id = ?1"),
        finish(connection,
               "UPDATE sessions SET status = 'completed', ended_by = ?2, completed_at = ?3, "
               "updated_at = ?3 WHERE id = ?1 AND status = 'in_progress'"),
        complete_exited(
            connection,
            "UPDATE sessions SET status = 'completed', ended_by = 'exit', completed_at = ?4, "
            "updated_at = ?4 WHERE status = 'in_progress' AND agent = ?1 AND working_directory = "
            "?2 AND coalesce(ended_at, started_at, created_at) < ?3"),
        complete_silent(
            connection,
            "UPDATE sessions SET status = 'completed', ended_by = 'silence', completed_at = ?2, "
            "updated_at = ?2 WHERE status = 'in_progress' AND "
            "coalesce(ended_at, started_at, created_at) < ?1 RETURNING id") {}

  Names names;
  Statement find_id, draw_number, insert, merge, link_parent, adopt_children;
  Statement find, find_by_number, find_by_external_id, list, list_project, recent;
  Statement find_usage, save_usage, add_tokens, set_status, finish, complete_exited,
      complete_silent;

  /// Inserts a session that is not stored yet.
  Id add(Id project_id, const SessionFacts& facts, Milliseconds now);
};

Id Sessions::Statements::add(Id project_id, const SessionFacts& facts, Milliseconds now) {
  std::int64_t number = 0;
  {
    Rows rows = draw_number.query(now, project_id);
    if (!rows.next()) {
      throw StoreError(StoreFault::other, "there is no project " + std::to_string(project_id));
    }
    number = rows.integer(0);
  }
  Rows rows = insert.query(project_id, number, facts.agent, facts.external_id, facts.title,
                           facts.working_directory, facts.branch, facts.model, facts.agent_version,
                           facts.parent_external_id, to_string(facts.relation), facts.started_at,
                           facts.ended_at, now);
  rows.next();
  const Id id = rows.integer(0);
  // The children's logs may have been read before their parent's.
  adopt_children.execute(id, facts.agent, facts.external_id);
  return id;
}

Sessions::Sessions(Connection& connection)
    : statements_(std::make_unique<Statements>(connection)) {}
Sessions::~Sessions() = default;
Sessions::Sessions(Sessions&&) noexcept = default;

Id Sessions::upsert(Id project_id, const SessionFacts& facts, Milliseconds now) {
  Id id = 0;
  {
    Rows rows = statements_->find_id.query(facts.agent, facts.external_id);
    if (rows.next()) id = rows.integer(0);
  }
  if (id == 0) {
    id = statements_->add(project_id, facts, now);
  } else {
    statements_->merge.execute(id, facts.title, facts.working_directory, facts.branch, facts.model,
                               facts.agent_version, facts.parent_external_id,
                               to_string(facts.relation), facts.started_at, facts.ended_at, now);
  }
  if (!facts.parent_external_id.empty() && facts.parent_external_id != facts.external_id) {
    statements_->link_parent.execute(id, facts.agent, facts.parent_external_id);
  }
  return id;
}

std::optional<Session> Sessions::find(Id id) {
  return read_one_session(statements_->find.query(id));
}

std::optional<Session> Sessions::find_by_number(Id project_id, std::int64_t number) {
  return read_one_session(statements_->find_by_number.query(project_id, number));
}

std::optional<Session> Sessions::find_by_external_id(std::string_view agent,
                                                     std::string_view external_id) {
  return read_one_session(statements_->find_by_external_id.query(agent, external_id));
}

std::vector<Session> Sessions::list(std::optional<Id> project_id, std::int64_t limit,
                                    std::string_view after, std::string& next) {
  const PageCursor cursor = PageCursor::parse(after);
  std::vector<Session> sessions;
  {
    Rows rows = project_id ? statements_->list_project.query(*project_id, cursor.order, cursor.id,
                                                             limit + 1)
                           : statements_->list.query(cursor.order, cursor.id, limit + 1);
    while (rows.next()) sessions.push_back(read_session(rows));
  }
  next = cut_page(sessions, limit, [](const Session& session) {
    return PageCursor{session.started_at.value_or(0), session.id};
  });
  return sessions;
}

std::vector<Session> Sessions::recent_with_requests(Id project_id, std::int64_t limit) {
  std::vector<Session> sessions;
  Rows rows = statements_->recent.query(project_id, limit);
  while (rows.next()) sessions.push_back(read_session(rows));
  return sessions;
}

void Sessions::record_usage(Id session_id, const Usage& usage) {
  Usage before;
  {
    Rows rows = statements_->find_usage.query(session_id, usage.message_key);
    if (rows.next()) {
      before.input_tokens = rows.integer(0);
      before.output_tokens = rows.integer(1);
      before.cache_read_tokens = rows.integer(2);
      before.cache_write_tokens = rows.integer(3);
      before.cost_micros = rows.integer(4);
    }
  }
  statements_->save_usage.execute(
      session_id, usage.message_key, statements_->names.id_of(usage.model), usage.input_tokens,
      usage.output_tokens, usage.cache_read_tokens, usage.cache_write_tokens, usage.cost_micros);
  statements_->add_tokens.execute(session_id, usage.input_tokens - before.input_tokens,
                                  usage.output_tokens - before.output_tokens,
                                  usage.cache_read_tokens - before.cache_read_tokens,
                                  usage.cache_write_tokens - before.cache_write_tokens,
                                  usage.cost_micros - before.cost_micros);
}

void Sessions::set_status(Id id, std::string_view status, std::string_view ended_by,
                          Milliseconds now) {
  statements_->set_status.execute(id, status, ended_by, now);
}

void Sessions::finish(Id id, std::string_view ended_by, Milliseconds now) {
  statements_->finish.execute(id, ended_by, now);
}

void Sessions::complete_exited(std::string_view agent, std::string_view working_directory,
                               Milliseconds silent_since, Milliseconds now) {
  statements_->complete_exited.execute(agent, working_directory, silent_since, now);
}

std::vector<Id> Sessions::complete_silent(Milliseconds silent_since, Milliseconds now) {
  std::vector<Id> ids;
  Rows rows = statements_->complete_silent.query(silent_since, now);
  while (rows.next()) ids.push_back(rows.integer(0));
  return ids;
}

}  // namespace baton::store
