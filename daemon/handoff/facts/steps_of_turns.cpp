#include "daemon/handoff/facts/steps_of_turns.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <boost/json.hpp>

#include "daemon/base/time.hpp"
#include "daemon/handoff/facts/reading.hpp"

namespace baton::handoff {
namespace {

namespace json = boost::json;
using store::Role;
using store::ToolKind;
using store::TurnKind;

StepKind step_kind_of(ToolKind kind) {
  switch (kind) {
    case ToolKind::none:
      return StepKind::none;
    case ToolKind::read:
      return StepKind::read;
    case ToolKind::search:
      return StepKind::search;
    case ToolKind::edit:
      return StepKind::edit;
    case ToolKind::write:
      return StepKind::write;
    case ToolKind::shell:
      return StepKind::shell;
    case ToolKind::task:
      return StepKind::task;
    case ToolKind::todo:
      return StepKind::todo;
    case ToolKind::ask:
      return StepKind::ask;
    case ToolKind::web:
      return StepKind::web;
    default:
      return StepKind::other;
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

std::vector<Step> steps_of(const Turns& turns, const std::vector<ToolUse>& uses) {
  std::vector<Step> steps;
  auto use = uses.begin();
  for (const auto& turn : turns) {
    std::optional<Step> step;
    if (turn.kind == TurnKind::tool_call) {
      step.emplace();
      step->role = StepRole::tool;
      step->tool = tool_of(*use++);
    } else {
      step = message_of(turn);
    }
    if (!step) continue;
    step->index = turn.ordinal;
    if (turn.created_at > 0) step->time = format_time(turn.created_at);
    steps.push_back(std::move(*step));
  }
  return steps;
}

}  // namespace baton::handoff
