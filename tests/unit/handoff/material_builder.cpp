#include "tests/unit/handoff/material_builder.hpp"

#include <algorithm>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace baton::handoff {

using store::Role;
using store::ToolKind;
using store::TurnKind;

SessionBuilder::SessionBuilder(std::int64_t number) {
  session_.session.number = number;
  session_.session.agent = "claude-code";
  session_.session.model = "claude-opus-4-5-20251101";
  session_.session.branch = "feature/long-branch-name";
  session_.session.status = "completed";
  session_.session.working_directory = "/home/someone/projects/engine";
  session_.session.started_at = 1767600000000 + number * 86400000;
  session_.session.ended_at = *session_.session.started_at + 3600000;
}

store::Turn& SessionBuilder::add(Role role, TurnKind kind, std::string text) {
  auto& turn = session_.turns.emplace_back();
  turn.ordinal = static_cast<std::int64_t>(session_.turns.size());
  turn.role = role;
  turn.kind = kind;
  turn.text = std::move(text);
  return turn;
}

SessionBuilder& SessionBuilder::user(std::string text) {
  add(Role::user, TurnKind::text, std::move(text));
  return *this;
}

SessionBuilder& SessionBuilder::injected(std::string text) {
  add(Role::user, TurnKind::text, std::move(text)).injected = true;
  return *this;
}

SessionBuilder& SessionBuilder::agent(std::string text) {
  add(Role::assistant, TurnKind::text, std::move(text));
  return *this;
}

SessionBuilder& SessionBuilder::summary(std::string text) {
  add(Role::user, TurnKind::summary, std::move(text)).injected = true;
  return *this;
}

SessionBuilder& SessionBuilder::call(std::string name, ToolKind kind, std::string input) {
  auto& turn = add(Role::assistant, TurnKind::tool_call, std::move(input));
  turn.tool_name = std::move(name);
  turn.tool_kind = kind;
  if (ids_) turn.tool_call_id = "toolu_0123456789abcdef_" + std::to_string(turn.ordinal);
  return *this;
}

SessionBuilder& SessionBuilder::tool(std::string name, ToolKind kind, std::string input,
                                     std::string output, bool is_error) {
  call(std::move(name), kind, std::move(input));
  const auto id = session_.turns.back().tool_call_id;
  auto& turn = add(Role::tool, TurnKind::tool_result, std::move(output));
  turn.tool_call_id = id;
  turn.is_error = is_error;
  return *this;
}

SessionBuilder& SessionBuilder::shell(const std::string& command, std::string output,
                                      bool is_error) {
  const boost::json::object input{{"command", command}};
  return tool("Bash", ToolKind::shell, boost::json::serialize(input), std::move(output), is_error);
}

SessionBuilder& SessionBuilder::edit(const std::string& path, const std::string& before,
                                     const std::string& after) {
  const boost::json::object input{
      {"file_path", path}, {"old_string", before}, {"new_string", after}};
  return tool("Edit", ToolKind::edit, boost::json::serialize(input), "The file has been updated.");
}

SessionBuilder& SessionBuilder::without_ids() {
  ids_ = false;
  return *this;
}

Material material_of(std::vector<SessionTurns> sessions) {
  Material material;
  material.project.name = "engine";
  material.project.path = "/home/someone/projects/engine";
  material.sessions = std::move(sessions);
  return material;
}

std::vector<std::string> lines_in(const Built& built, SectionName name) {
  std::vector<std::string> out;
  for (const auto& section : built.document.sections) {
    if (section.name != name) continue;
    for (const auto& line : section.lines) out.push_back(line.text);
  }
  return out;
}

bool any_holds(const std::vector<std::string>& lines, std::string_view text) {
  return std::any_of(lines.begin(), lines.end(),
                     [&](const std::string& line) { return line.find(text) != std::string::npos; });
}

}  // namespace baton::handoff
