#include "daemon/store/archive_writer.hpp"

#include "daemon/store/connection.hpp"
#include "daemon/store/packing.hpp"
#include "daemon/store/tables.hpp"

namespace baton::store {
namespace {

constexpr const char* insert_project_sql =
    "INSERT INTO projects (key, name, path, origin_url, description, status, ignored, created_at, "
    "updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)";

// All that Sessions::upsert() does not know; it fills in the rest.
constexpr const char* insert_session_sql =
    "INSERT INTO sessions (project_id, number, agent, external_id, first_request, type, status, "
    "ended_by, branch_at_start, head_at_start, head_at_end, account_name, objectives, "
    "accomplishments, blockers, notes, credits_used, completed_at, created_at, updated_at) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, nullif(?8, ''), ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, "
    "?17, ?18, ?19, ?19) RETURNING id";

constexpr const char* complete_session_sql =
    "UPDATE sessions SET title = coalesce(nullif(title, ''), ?2), "
    "branch = coalesce(nullif(branch, ''), ?3), model = coalesce(nullif(model, ''), ?4), "
    "agent_version = coalesce(nullif(agent_version, ''), ?5), "
    "working_directory = coalesce(nullif(working_directory, ''), ?6), "
    "objectives = coalesce(nullif(objectives, ''), ?7), "
    "accomplishments = coalesce(nullif(accomplishments, ''), ?8), "
    "blockers = coalesce(nullif(blockers, ''), ?9), notes = coalesce(nullif(notes, ''), ?10), "
    "started_at = coalesce(min(started_at, ?11), started_at, ?11), "
    "ended_at = coalesce(max(ended_at, ?12), ended_at, ?12) WHERE id = ?1";

constexpr const char* insert_file_sql =
    "INSERT INTO project_files (session_id, path, operation, lines_added, lines_removed, touches, "
    "first_ordinal, last_ordinal, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT DO NOTHING RETURNING 1";

constexpr const char* insert_handoff_sql =
    "INSERT INTO handoffs (project_id, version, session_id, generator, model, tokens, "
    "source_tokens, compression_ratio, preservation, times_loaded, pinned, imported, created_at, "
    "updated_at, text, compressed, document) VALUES (?1, ?2, nullif(?3, 0), ?4, ?5, ?6, ?7, "
    "CASE WHEN ?7 > 0 THEN CAST(?6 AS REAL) / ?7 END, ?8, ?9, ?10, '{\"export\":1}', ?11, ?12, "
    "?13, ?14, ?15)";

}  // namespace

ArchiveWriter::ArchiveWriter(Connection& connection, Tables& tables)
    : tables_(tables),
      find_project_(connection, "SELECT id, ignored FROM projects WHERE key = ?"),
      insert_project_(connection, insert_project_sql),
      find_session_(connection,
                    "SELECT id, project_id FROM sessions WHERE agent = ? AND external_id = ?"),
      is_ignored_(connection, "SELECT ignored FROM projects WHERE id = ?"),
      number_taken_(connection, "SELECT 1 FROM sessions WHERE project_id = ? AND number = ?"),
      keep_number_(connection,
                   "UPDATE projects SET last_session_number = max(last_session_number, ?2) "
                   "WHERE id = ?1"),
      next_number_(connection,
                   "UPDATE projects SET last_session_number = last_session_number + 1 "
                   "WHERE id = ? RETURNING last_session_number"),
      insert_session_(connection, insert_session_sql),
      complete_session_(connection, complete_session_sql),
      note_activity_(connection,
                     "UPDATE projects SET last_activity_at = "
                     "coalesce(max(last_activity_at, ?2), last_activity_at, ?2) WHERE id = ?1"),
      adopt_children_(
          connection,
          "UPDATE sessions SET parent_id = ?1 WHERE agent = ?2 AND parent_external_id = ?3 "
          "AND parent_external_id <> '' AND parent_id IS NULL AND id <> ?1"),
      has_usage_(connection, "SELECT 1 FROM usage WHERE session_id = ? AND message_key = ?"),
      insert_file_(connection, insert_file_sql),
      newest_handoff_(
          connection,
          "SELECT coalesce(max(version), 0), coalesce(max(updated_at), 0) FROM handoffs "
          "WHERE project_id = ?"),
      has_handoff_(connection,
                   "SELECT 1 FROM handoffs WHERE project_id = ? AND version = ? AND created_at = "
                   "? AND generator = ?"),
      insert_handoff_(connection, insert_handoff_sql),
      keep_version_(connection,
                    "UPDATE projects SET last_handoff_version = max(last_handoff_version, ?2) "
                    "WHERE id = ?1"),
      made_here_(connection,
                 "SELECT imported IS NULL FROM handoffs WHERE project_id = ? "
                 "ORDER BY version DESC LIMIT 1"),
      without_handoff_(
          connection,
          "SELECT DISTINCT s.project_id FROM sessions s WHERE s.user_turns > 0 AND s.relation <> "
          "'subagent' AND NOT EXISTS (SELECT 1 FROM handoffs h WHERE h.project_id = "
          "s.project_id)") {}

std::optional<ArchiveWriter::Owner> ArchiveWriter::find_project(const std::string& key) {
  Rows rows = find_project_.query(key);
  if (!rows.next()) return std::nullopt;
  return Owner{rows.integer(0), rows.flag(1)};
}

std::optional<ArchiveWriter::Place> ArchiveWriter::find_session(const SessionKey& key) {
  Rows rows = find_session_.query(key.agent, key.external_id);
  if (!rows.next()) return std::nullopt;
  return Place{rows.integer(0), rows.integer(1)};
}

bool ArchiveWriter::is_ignored(Id project_id) {
  Rows rows = is_ignored_.query(project_id);
  return rows.next() && rows.flag(0);
}

Arrival ArchiveWriter::add(const ArchivedProject& project, Milliseconds now) {
  if (find_project(project.key)) return Arrival::known;
  insert_project_.execute(project.key, project.name, project.path, project.origin_url,
                          project.description, project.status, project.ignored, now);
  return Arrival::added;
}

Arrival ArchiveWriter::add(const ArchivedSession& session) {
  const SessionFacts& facts = session.facts;
  if (const auto known = find_session({facts.agent, facts.external_id})) {
    if (is_ignored(known->project_id)) return Arrival::left_out;
    complete_session_.execute(known->id, facts.title, facts.branch, facts.model,
                              facts.agent_version, facts.working_directory, session.objectives,
                              session.accomplishments, session.blockers, session.notes,
                              facts.started_at, facts.ended_at);
    return Arrival::known;
  }
  const auto project = find_project(session.project_key);
  if (!project) return Arrival::unknown_project;
  if (project->ignored) return Arrival::left_out;
  insert_session(project->id, session);
  return Arrival::added;
}

std::int64_t ArchiveWriter::draw_number(Id project_id, std::int64_t wanted) {
  bool taken = false;
  {
    Rows rows = number_taken_.query(project_id, wanted);
    taken = rows.next();
  }
  if (!taken) {
    keep_number_.execute(project_id, wanted);
    return wanted;
  }
  Rows rows = next_number_.query(project_id);
  rows.next();
  return rows.integer(0);
}

void ArchiveWriter::insert_session(Id project_id, const ArchivedSession& session) {
  const SessionFacts& facts = session.facts;
  const std::int64_t number = draw_number(project_id, session.number);
  Id id = 0;
  {
    Rows rows = insert_session_.query(
        project_id, number, facts.agent, facts.external_id, session.first_request, session.type,
        session.status, session.ended_by, session.branch_at_start, session.head_at_start,
        session.head_at_end, session.account_name, session.objectives, session.accomplishments,
        session.blockers, session.notes, session.credits_used, session.completed_at,
        session.updated_at);
    rows.next();
    id = rows.integer(0);
  }
  tables_.sessions.upsert(project_id, facts, session.updated_at);
  adopt_children_.execute(id, facts.agent, facts.external_id);
  note_activity_.execute(project_id, facts.ended_at ? facts.ended_at : facts.started_at);
}

TurnsArrived ArchiveWriter::add(const SessionKey& session, std::span<const NewTurn> turns) {
  const auto place = find_session(session);
  TurnsArrived arrived;
  if (!place) {
    arrived.arrival = Arrival::unknown_session;
    return arrived;
  }
  arrived.project_id = place->project_id;
  if (is_ignored(place->project_id)) {
    arrived.arrival = Arrival::left_out;
    return arrived;
  }
  arrived.added = tables_.turns.insert(place->project_id, place->id, turns).all();
  if (arrived.added > 0) {
    arrived.arrival = Arrival::added;
    Rows rows = made_here_.query(place->project_id);
    arrived.outdates_handoff = rows.next() && rows.flag(0);
  }
  return arrived;
}

Arrival ArchiveWriter::add(const ArchivedUsage& usage) {
  const auto place = find_session(usage.session);
  if (!place) return Arrival::unknown_session;
  if (is_ignored(place->project_id)) return Arrival::left_out;
  {
    Rows rows = has_usage_.query(place->id, usage.usage.message_key);
    if (rows.next()) return Arrival::known;
  }
  tables_.sessions.record_usage(place->id, usage.usage);
  return Arrival::added;
}

Arrival ArchiveWriter::add(const ArchivedFile& file) {
  const auto place = find_session(file.session);
  if (!place) return Arrival::unknown_session;
  if (is_ignored(place->project_id)) return Arrival::left_out;
  Rows rows =
      insert_file_.query(place->id, file.file.path, to_string(file.file.operation),
                         file.file.lines_added, file.file.lines_removed, file.touches,
                         file.first_ordinal, file.last_ordinal, file.created_at, file.updated_at);
  return rows.next() ? Arrival::added : Arrival::known;
}

Arrival ArchiveWriter::add(const ArchivedHandoff& record) {
  const auto project = find_project(record.project_key);
  if (!project) return Arrival::unknown_project;
  if (project->ignored) return Arrival::left_out;
  const Handoff& handoff = record.handoff;
  {
    Rows rows =
        has_handoff_.query(project->id, handoff.version, handoff.created_at, handoff.generator);
    if (rows.next()) return Arrival::known;
  }
  {
    Rows rows = newest_handoff_.query(project->id);
    rows.next();
    if (rows.integer(0) >= handoff.version || rows.integer(1) > handoff.updated_at)
      return Arrival::left_out;
  }
  const auto session = find_session(record.session);
  const PackedText document = pack_text(handoff.document);
  insert_handoff_.execute(project->id, handoff.version, session ? session->id : 0,
                          handoff.generator, handoff.model, handoff.tokens, handoff.source_tokens,
                          handoff.preservation, handoff.times_loaded, record.pinned,
                          handoff.created_at, handoff.updated_at, handoff.text, document.compressed,
                          Bytes{document.bytes, document.compressed});
  keep_version_.execute(project->id, handoff.version);
  return Arrival::added;
}

std::vector<Id> ArchiveWriter::projects_without_handoff() {
  std::vector<Id> projects;
  Rows rows = without_handoff_.query();
  while (rows.next()) projects.push_back(rows.integer(0));
  return projects;
}

}  // namespace baton::store
