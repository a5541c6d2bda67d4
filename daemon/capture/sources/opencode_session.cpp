#include "daemon/capture/sources/opencode_session.hpp"

#include "daemon/capture/sources/json_access.hpp"

namespace baton::capture::opencode {

namespace json = boost::json;

namespace {

/// `New session - 2025-11-02T10:00:00.000Z`, until a model has found a better one.
bool is_made_up(std::string_view title) {
  for (const std::string_view beginning : {"New session - ", "Child session - "}) {
    if (title.starts_with(beginning) && title.size() == beginning.size() + 24 &&
        title.ends_with('Z')) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::optional<SessionRecord> session_of(const json::object& info) {
  SessionRecord session;
  session.id = string_member(info, "id");
  if (session.id.empty()) return std::nullopt;
  session.parent = string_member(info, "parentID");
  session.directory = string_member(info, "directory");
  session.title = string_member(info, "title");
  session.version = string_member(info, "version");
  if (const json::object* time = object_member(info, "time")) {
    session.created = number_member(*time, "created");
    session.updated = number_member(*time, "updated");
    session.is_archived = number_member(*time, "archived") > 0;
  }
  return session;
}

store::SessionFacts facts_of(const SessionRecord& session) {
  store::SessionFacts facts;
  facts.agent = "opencode";
  facts.external_id = session.id;
  if (!is_made_up(session.title)) facts.title = session.title;
  facts.working_directory = session.directory;
  facts.agent_version = session.version;
  facts.parent_external_id = session.parent.empty() ? session.fork : session.parent;
  if (!facts.parent_external_id.empty()) {
    facts.relation = session.parent.empty() ? store::Relation::fork : store::Relation::subagent;
  }
  if (session.created > 0) facts.started_at = session.created;
  if (session.updated > 0) facts.ended_at = session.updated;
  facts.finished = session.is_archived;
  return facts;
}

std::string_view model_of(const json::object& info) {
  const std::string_view model = string_member(info, "modelID");
  const json::object* chosen = object_member(info, "model");
  return !model.empty() || chosen == nullptr ? model : string_member(*chosen, "modelID");
}

}  // namespace baton::capture::opencode
