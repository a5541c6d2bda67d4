#include "daemon/handoff/evaluation/turns_of_steps.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <boost/json.hpp>

#include "daemon/base/time.hpp"
#include "daemon/handoff/facts/reading.hpp"
#include "daemon/handoff/facts/steps_of_turns.hpp"
#include "daemon/handoff/facts/tool_use.hpp"

namespace baton::handoff::evaluation {
namespace {

namespace json = boost::json;
using store::Role;
using store::ToolKind;
using store::TurnKind;

constexpr std::array<std::pair<StepKind, ToolKind>, 12> kinds{{
    {StepKind::none, ToolKind::none},
    {StepKind::read, ToolKind::read},
    {StepKind::search, ToolKind::search},
    {StepKind::edit, ToolKind::edit},
    {StepKind::write, ToolKind::write},
    {StepKind::remove, ToolKind::edit},
    {StepKind::shell, ToolKind::shell},
    {StepKind::task, ToolKind::task},
    {StepKind::todo, ToolKind::todo},
    {StepKind::ask, ToolKind::ask},
    {StepKind::web, ToolKind::web},
    {StepKind::other, ToolKind::other},
}};

ToolKind tool_kind_of(StepKind kind) {
  for (const auto& [step, tool] : kinds) {
    if (step == kind) return tool;
  }
  return ToolKind::other;
}

/// The input of tasks is kept as lines `name: value`; these are what their state is told by.
void add_task_members(json::object& input, std::string_view arguments) {
  for (const std::string_view name : {"subject", "taskId", "status"}) {
    const auto mark = std::string(name) + ": ";
    auto at = arguments.find(mark);
    if (at == std::string_view::npos || (at > 0 && arguments[at - 1] != '\n')) continue;
    at += mark.size();
    input[name] = arguments.substr(at, arguments.find('\n', at) - at);
  }
}

std::string input_of(const StepTool& tool) {
  json::object input;
  if (!tool.command.empty()) input["command"] = tool.command;
  if (!tool.path.empty()) input["file_path"] = tool.path;
  if (!tool.paths.empty()) input["paths"] = json::array(tool.paths.begin(), tool.paths.end());
  if (!tool.todos.empty()) {
    json::array& todos = input["todos"].emplace_array();
    for (const auto& todo : tool.todos)
      todos.push_back(json::object{{"content", todo.text}, {"status", todo.status}});
  }
  if (tool.kind == StepKind::todo) add_task_members(input, tool.arguments);
  const bool patch = tool.arguments.find("*** Begin Patch") != std::string::npos;
  if (!tool.arguments.empty()) input[patch ? "input" : "arguments"] = tool.arguments;
  return json::serialize(input);
}

store::Turn& add_turn(MeasuredSession& session, const Step& step, Role role, TurnKind kind,
                      std::string text) {
  auto& turn = session.source.turns.emplace_back();
  turn.ordinal = step.index;
  turn.created_at = parse_time(step.time).value_or(0);
  turn.role = role;
  turn.kind = kind;
  turn.text = std::move(text);
  session.step_of_turn.push_back(static_cast<std::size_t>(&step - session.steps.data()));
  return turn;
}

void add_tool_turns(MeasuredSession& session, const Step& step) {
  const auto id = "step-" + std::to_string(step.index);
  auto& call = add_turn(session, step, Role::assistant, TurnKind::tool_call, input_of(step.tool));
  call.tool_name = step.tool.name;
  call.tool_kind = tool_kind_of(step.tool.kind);
  call.tool_call_id = id;
  auto& result = add_turn(session, step, Role::tool, TurnKind::tool_result, step.tool.output);
  result.tool_name = step.tool.name;
  result.tool_call_id = id;
  result.is_error = step.tool.failed || step.tool.exit_code.value_or(0) != 0;
}

void add_turns_of(MeasuredSession& session, const Step& step) {
  switch (step.role) {
    case StepRole::tool:
      return add_tool_turns(session, step);
    case StepRole::user:
      add_turn(session, step, Role::user, TurnKind::text, step.text);
      return;
    case StepRole::assistant:
      add_turn(session, step, Role::assistant, TurnKind::text, step.text);
      return;
    case StepRole::summary:
      add_turn(session, step, Role::user, TurnKind::summary, step.text).injected = true;
      return;
    case StepRole::note:
      add_turn(session, step, Role::user, TurnKind::text, step.text).injected = true;
      return;
  }
}

}  // namespace

void add_turns(MeasuredSession& session) {
  session.source.turns.clear();
  session.step_of_turn.clear();
  for (const Step& step : session.steps) add_turns_of(session, step);
  session.source.session.turns = static_cast<std::int64_t>(session.source.turns.size());
  session.source.session.user_turns =
      std::count_if(session.steps.begin(), session.steps.end(),
                    [](const Step& step) { return step.role == StepRole::user; });
}

void add_steps(MeasuredSession& session) {
  const auto& turns = session.source.turns;
  const auto uses = tool_uses(turns);
  session.steps = steps_of(turns, uses);
  std::map<std::int64_t, std::size_t> place_of_ordinal;
  for (std::size_t place = 0; place < session.steps.size(); ++place)
    place_of_ordinal[session.steps[place].index] = place;
  // What is no step, such as thinking, belongs to the step after it.
  session.step_of_turn.assign(turns.size(), session.steps.size());
  for (std::size_t at = 0; at < turns.size(); ++at) {
    const auto step = place_of_ordinal.lower_bound(turns[at].ordinal);
    if (step != place_of_ordinal.end()) session.step_of_turn[at] = step->second;
  }
  std::unordered_map<const store::Turn*, std::size_t> step_of_result;
  for (const ToolUse& use : uses) {
    if (use.result != nullptr) step_of_result[use.result] = place_of_ordinal.at(use.call->ordinal);
  }
  for (std::size_t at = 0; at < turns.size(); ++at) {
    const auto result = step_of_result.find(&turns[at]);
    if (result != step_of_result.end()) session.step_of_turn[at] = result->second;
  }
}

}  // namespace baton::handoff::evaluation
