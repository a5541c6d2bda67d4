#include "daemon/handoff/evaluation/turns_of_steps.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <boost/json.hpp>

#include "daemon/base/time.hpp"
#include "daemon/handoff/facts/reading.hpp"
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

StepKind step_kind_of(ToolKind kind) {
  for (const auto& [step, tool] : kinds) {
    if (tool == kind) return step;
  }
  return StepKind::other;
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

std::string text_of(const json::value& value) {
  const auto* text = value.if_string();
  return text == nullptr ? json::serialize(value) : std::string(text->data(), text->size());
}

bool is_told_apart(std::string_view member) {
  constexpr std::array names{"command", "cmd",   "file_path", "notebook_path",
                             "path",    "paths", "filePath",  "target_file",
                             "todos",   "plan",  "items",     "absolute_path"};
  return std::find(names.begin(), names.end(), member) != names.end();
}

void add_todos(StepTool& tool, const json::object& input) {
  for (const auto* name : {"todos", "plan", "items"}) {
    const auto* list = input.if_contains(name);
    if (list == nullptr || !list->is_array()) continue;
    for (const auto& entry : list->get_array()) {
      const auto* todo = entry.if_object();
      if (todo == nullptr) continue;
      StepTodo& added = tool.todos.emplace_back();
      for (const auto* text : {"content", "step", "text", "title"}) {
        if (const auto* found = todo->if_contains(text); found != nullptr && added.text.empty())
          added.text = text_of(*found);
      }
      if (const auto* status = todo->if_contains("status")) added.status = text_of(*status);
    }
    return;
  }
}

StepTool tool_of(const ToolUse& use) {
  StepTool tool;
  tool.name = use.call->tool_name;
  tool.kind = step_kind_of(use.call->tool_kind);
  tool.path = use.path();
  tool.command = use.command_text();
  if (const auto* paths = use.input.if_contains("paths"); paths != nullptr && paths->is_array()) {
    for (const auto& path : paths->get_array()) tool.paths.push_back(text_of(path));
  }
  add_todos(tool, use.input);
  for (const auto& member : use.input) {
    const std::string_view name = member.key();
    if (is_told_apart(name)) continue;
    if (!tool.arguments.empty()) tool.arguments += '\n';
    tool.arguments += std::string(name) + ": " + text_of(member.value());
  }
  if (use.input.empty() && tool.command.empty()) tool.arguments = use.call->text;
  if (use.result != nullptr) {
    tool.output = use.result->text;
    tool.failed = use.result->is_error;
  }
  return tool;
}

/// The step of a message; nothing when it is none.
std::optional<Step> message_of(const store::Turn& turn) {
  Step step;
  step.text = turn.text;
  if (turn.kind == TurnKind::summary) {
    step.role = StepRole::summary;
  } else if (turn.kind != TurnKind::text) {
    return std::nullopt;
  } else if (turn.role == Role::assistant) {
    step.role = StepRole::assistant;
  } else if (auto typed = human_text(turn); !typed.empty()) {
    step.text = std::move(typed);
  } else {
    step.role = StepRole::note;
  }
  return step;
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
  session.steps.clear();
  session.step_of_turn.assign(turns.size(), 0);
  const auto uses = tool_uses(turns);
  auto use = uses.begin();
  const auto place_of = [&](const store::Turn* turn) {
    return static_cast<std::size_t>(turn - turns.data());
  };
  for (const auto& turn : turns) {
    std::optional<Step> step;
    if (turn.kind == TurnKind::tool_call) {
      step.emplace();
      step->role = StepRole::tool;
      step->tool = tool_of(*use);
      if (use->result != nullptr)
        session.step_of_turn[place_of(use->result)] = session.steps.size();
      ++use;
    } else {
      step = message_of(turn);
    }
    if (turn.kind != TurnKind::tool_result)
      session.step_of_turn[place_of(&turn)] = session.steps.size();
    if (!step) continue;
    step->index = turn.ordinal;
    if (turn.created_at > 0) step->time = format_time(turn.created_at);
    session.steps.push_back(std::move(*step));
  }
}

}  // namespace baton::handoff::evaluation
