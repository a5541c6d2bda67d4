#pragma once
// Builds projects of a few steps for the tests of the measure.

#include <string>
#include <utility>
#include <vector>

#include "daemon/handoff/evaluation/boundary.hpp"
#include "daemon/handoff/evaluation/turns_of_steps.hpp"

namespace baton::handoff::evaluation {

inline Step message(StepRole role, std::string text) {
  Step step;
  step.role = role;
  step.text = std::move(text);
  return step;
}

inline Step user(std::string text) {
  return message(StepRole::user, std::move(text));
}

inline Step agent(std::string text) {
  return message(StepRole::assistant, std::move(text));
}

inline Step tool(StepKind kind, std::string path, std::string output = "",
                 std::string arguments = "") {
  Step step;
  step.role = StepRole::tool;
  step.tool.name = "Tool";
  step.tool.kind = kind;
  step.tool.path = std::move(path);
  step.tool.output = std::move(output);
  step.tool.arguments = std::move(arguments);
  return step;
}

inline Step shell(std::string command, std::string output, std::int64_t exit_code = 0) {
  Step step = tool(StepKind::shell, "", std::move(output));
  step.tool.name = "Bash";
  step.tool.command = std::move(command);
  step.tool.exit_code = exit_code;
  return step;
}

/// A project of these sessions, one a day, each step a minute after the one before.
inline MeasuredProject project_of(std::vector<std::vector<Step>> sessions) {
  MeasuredProject project;
  project.name = "garden";
  for (auto& steps : sessions) {
    MeasuredSession& session = project.sessions.emplace_back();
    const auto day = "2026-02-0" + std::to_string(project.sessions.size()) + "T09:";
    session.started_at = day + "00:00.000Z";
    session.ended_at = day + "59:00.000Z";
    session.working_directory = "/home/gardener/garden";
    for (auto& step : steps) {
      step.index = static_cast<std::int64_t>(session.steps.size()) + 1;
      step.time = day + std::to_string(10 + session.steps.size()) + ":00.000Z";
      session.steps.push_back(std::move(step));
    }
    session.source.session.number = static_cast<std::int64_t>(project.sessions.size());
    add_turns(session);
  }
  return project;
}

/// The boundary before the project's last session, with all that it points to.
struct LastBoundary {
  MeasuredProject project;
  KeyedProject keyed;
  Boundary boundary;

  explicit LastBoundary(std::vector<std::vector<Step>> sessions)
      : LastBoundary(project_of(std::move(sessions))) {}
  explicit LastBoundary(MeasuredProject measured)
      : project(std::move(measured)),
        keyed(project, [] { return true; }),
        boundary(keyed, project.sessions.size() - 1) {}
  LastBoundary(const LastBoundary&) = delete;
  LastBoundary& operator=(const LastBoundary&) = delete;

  /// The need of a key; null when it is not needed.
  const NeededKey* need(std::string_view key) const {
    const auto place = boundary.place_in_need(key);
    return place ? &boundary.need()[*place] : nullptr;
  }
};

}  // namespace baton::handoff::evaluation
