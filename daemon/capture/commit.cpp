#include "daemon/capture/commit.hpp"

#include <algorithm>

namespace baton::capture {
namespace {

using store::Id;
using store::Tables;

const std::string& directory_of(const CommitPlan& plan, const store::SessionFacts& facts) {
  return facts.working_directory.empty() ? plan.fallback_directory : facts.working_directory;
}

/// A session keeps the project it was found in; a new one without a directory of its own joins its
/// parent.
Id project_of(const store::SessionFacts& facts, const store::ProjectKey& key, Milliseconds now,
              Tables& tables) {
  if (const auto known = tables.sessions.find_by_external_id(facts.agent, facts.external_id)) {
    return known->project_id;
  }
  if (facts.working_directory.empty() && !facts.parent_external_id.empty()) {
    const auto parent = tables.sessions.find_by_external_id(facts.agent, facts.parent_external_id);
    if (parent) return parent->project_id;
  }
  return tables.projects.ensure(key, now);
}

bool is_known(const store::SessionFacts& facts, Tables& tables) {
  return tables.sessions.find_by_external_id(facts.agent, facts.external_id).has_value();
}

/// Nothing when its project is ignored.
std::optional<TurnsStored> apply_session(const CommitPlan& plan, const SessionBatch& session,
                                         Tables& tables) {
  const store::ProjectKey& key = plan.projects.at(directory_of(plan, session.facts));
  const auto place = ensure_session(session.facts, key, plan.cursor.read_at, tables);
  if (!place) return std::nullopt;
  TurnsStored stored;
  stored.project_id = place->project_id;
  stored.session_id = place->session_id;
  for (const store::NewTurn& turn : session.turns)
    stored.newest_at = std::max(stored.newest_at, turn.created_at);
  const auto inserted = tables.turns.insert(stored.project_id, stored.session_id, session.turns);
  stored.turns = inserted.all();
  stored.rewritten = inserted.changed > 0;
  for (const store::Usage& usage : session.usage)
    tables.sessions.record_usage(stored.session_id, usage);
  if (session.facts.finished)
    tables.sessions.finish(stored.session_id, "signal", plan.cursor.read_at);
  return stored;
}

/// Withdraws what the file held when it was read before, and what now neither it nor a copy holds.
void withdraw_missing(const CommitPlan& plan, Tables& tables) {
  for (const Id session_id : tables.capture_files.sessions_of(plan.cursor.path)) {
    const auto session = tables.sessions.find(session_id);
    if (!session) continue;
    std::vector<std::int64_t> kept;
    const auto found = plan.all_identities->find(session->external_id);
    if (found != plan.all_identities->end()) kept = found->second;
    std::sort(kept.begin(), kept.end());
    tables.turns.withdraw_missing(session_id, kept);
  }
}

void save_cursor(const CommitPlan& plan, Tables& tables) {
  const store::Cursor& cursor = plan.cursor;
  tables.capture_files.save(cursor);
  if (plan.read_anew) {
    tables.capture_files.clear_unparsed(cursor.path);
  } else {
    tables.capture_files.clear_faults(cursor.path);
  }
}

}  // namespace

void collect_identities(const std::vector<SessionBatch>& sessions, Identities& identities) {
  for (const SessionBatch& session : sessions) {
    std::vector<std::int64_t>& all = identities[session.facts.external_id];
    for (const store::NewTurn& turn : session.turns) all.push_back(turn.identity);
  }
}

std::optional<SessionPlace> ensure_session(const store::SessionFacts& facts,
                                           const store::ProjectKey& key, Milliseconds now,
                                           Tables& tables) {
  const Id project_id = project_of(facts, key, now, tables);
  const auto project = tables.projects.find(project_id);
  if (project && project->ignored) return std::nullopt;
  return SessionPlace{project_id, tables.sessions.upsert(project_id, facts, now)};
}

void find_projects(CommitPlan& plan, ProjectFinder& finder) {
  for (const SessionBatch& session : plan.sessions) {
    const std::string& directory = directory_of(plan, session.facts);
    plan.projects.emplace(directory, finder.find(directory));
  }
}

std::vector<TurnsStored> apply(const CommitPlan& plan, Tables& tables) {
  std::vector<TurnsStored> result;
  std::vector<Id> sessions;
  for (const SessionBatch& session : plan.sessions) {
    // A session is worth a number only once it has a turn.
    if (session.turns.empty() && !is_known(session.facts, tables)) continue;
    const std::optional<TurnsStored> stored = apply_session(plan, session, tables);
    if (!stored) continue;
    sessions.push_back(stored->session_id);
    if (stored->turns > 0) result.push_back(*stored);
  }
  if (plan.save_cursor) {
    save_cursor(plan, tables);
    for (const Id session_id : sessions) {
      tables.capture_files.link_session(plan.cursor.path, session_id);
    }
    for (const store::UnparsedRecord& record : plan.unparsed) {
      tables.capture_files.add_unparsed(plan.cursor.path, plan.cursor.parser_version, record,
                                        plan.cursor.read_at);
    }
    if (plan.all_identities) withdraw_missing(plan, tables);
  }
  return result;
}

}  // namespace baton::capture
