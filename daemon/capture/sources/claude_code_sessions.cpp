#include "daemon/capture/sources/claude_code_sessions.hpp"

#include <algorithm>

#include "daemon/capture/sources/json_access.hpp"

namespace baton::capture::claude_code {

namespace json = boost::json;

namespace {

/// Sets a text that is there; tells whether it differs from what was known.
bool replace(std::string& known, std::string_view text) {
  if (text.empty() || known == text) return false;
  known = text;
  return true;
}

std::string fork_parent(const json::object& record) {
  const json::object* origin = object_member(record, "forkedFrom");
  return std::string(origin != nullptr ? string_member(*origin, "sessionId")
                                       : string_member(record, "forkedFrom"));
}

}  // namespace

LogPlace place_of(const std::filesystem::path& path) {
  LogPlace place;
  place.session = path.stem().string();
  constexpr std::string_view prefix = "agent-";
  if (!place.session.starts_with(prefix)) return place;
  place.agent = place.session.substr(prefix.size());
  // Workflows nest: <session>/subagents/workflows/<name>/agent-<id>.jsonl.
  for (auto directory = path.parent_path(); directory.has_relative_path();
       directory = directory.parent_path()) {
    if (directory.filename() != "subagents") continue;
    place.below_subagents = true;
    place.session = directory.parent_path().filename().string();
    break;
  }
  return place;
}

std::string Sessions::session_of(const json::object& record) {
  std::string_view session = string_member(record, "sessionId");
  if (session.empty()) session = string_member(record, "session_id");
  if (!session.empty()) {
    memory_.session = session;
  } else if (memory_.session.empty()) {
    memory_.session = place_.session;
  }
  return memory_.session;
}

std::string Sessions::agent_of(const json::object& record) {
  const json::value* flag = record.if_contains("isSidechain");
  const bool is_sidechain = flag_member(record, "isSidechain");
  const std::string_view agent = string_member(record, "agentId");
  if (!place_.agent.empty() && (place_.below_subagents || is_sidechain || flag == nullptr)) {
    return agent.empty() ? place_.agent : std::string(agent);
  }
  if (!is_sidechain) return {};
  if (!agent.empty()) return std::string(agent);
  return memory_.sidechain_root(string_member(record, "uuid"), string_member(record, "parentUuid"));
}

Sessions::Known& Sessions::known(const std::string& session, const std::string& agent) {
  const std::string id = agent.empty() ? session : session + "/agent-" + agent;
  const auto [found, is_new] = sessions_.try_emplace(id);
  if (is_new) {
    store::SessionFacts& facts = found->second.facts;
    facts.agent = "claude-code";
    facts.external_id = id;
    facts.title = memory_.title_of(id);
    if (!agent.empty()) {
      facts.parent_external_id = session;
      facts.relation = store::Relation::subagent;
    }
  }
  return found->second;
}

void Sessions::learn(Known& session, const json::object& record, Milliseconds time) {
  store::SessionFacts& facts = session.facts;
  bool changed = facts.working_directory.empty() &&
                 replace(facts.working_directory, string_member(record, "cwd"));
  changed |= replace(facts.branch, string_member(record, "gitBranch"));
  changed |= replace(facts.agent_version, string_member(record, "version"));
  const json::object* message = object_member(record, "message");
  const std::string_view model = message == nullptr ? "" : string_member(*message, "model");
  if (model != "<synthetic>") changed |= replace(facts.model, model);
  if (time != 0 && (!facts.started_at || time < *facts.started_at)) {
    facts.started_at = time;
    changed = true;
  }
  if (time != 0 && (!facts.ended_at || time > *facts.ended_at)) {
    facts.ended_at = time;
    changed = true;
  }
  if (facts.relation == store::Relation::none) {
    const std::string parent = fork_parent(record);
    if (!parent.empty() && parent != facts.external_id) {
      facts.parent_external_id = parent;
      facts.relation = store::Relation::fork;
      changed = true;
    }
  }
  session.changed |= changed;
}

void Sessions::enter(const json::object& record, Milliseconds time) {
  const std::string session = session_of(record);
  current_ = &known(session, agent_of(record));
  learn(*current_, record, time);
}

bool Sessions::in_subagent() const {
  return current_ != nullptr && current_->facts.relation == store::Relation::subagent;
}

void Sessions::announce(EventSink& sink) {
  if (current_ == announced_) return;
  announced_ = current_;
  current_->changed = false;
  sink.on_session(current_->facts);
}

void Sessions::add_title(const json::object& record, TitleRank rank, std::string_view title) {
  const std::string session = session_of(record);
  const std::string id = place_.agent.empty() ? session : session + "/agent-" + place_.agent;
  if (!memory_.set_title(id, rank, title)) return;
  Known& of = known(session, place_.agent);
  of.facts.title = memory_.title_of(id);
  of.changed = true;
}

void Sessions::finish_reading(EventSink& sink) {
  for (auto& [id, session] : sessions_) {
    if (!session.changed) continue;
    session.changed = false;
    announced_ = &session;
    sink.on_session(session.facts);
  }
}

}  // namespace baton::capture::claude_code
