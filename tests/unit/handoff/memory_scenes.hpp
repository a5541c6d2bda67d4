#pragma once
// Sessions for tests of the memory.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "daemon/handoff/entities/steps.hpp"
#include "daemon/handoff/memory/project_memory.hpp"

namespace baton::handoff {

inline Step request(std::string text) {
  Step step;
  step.text = std::move(text);
  return step;
}

inline Step answer(std::string text) {
  Step step = request(std::move(text));
  step.role = StepRole::assistant;
  return step;
}

inline Step used(StepTool tool) {
  Step step;
  step.role = StepRole::tool;
  step.tool = std::move(tool);
  return step;
}

inline Step reading(std::string path, std::string output) {
  StepTool tool;
  tool.kind = StepKind::read;
  tool.path = std::move(path);
  tool.output = std::move(output);
  return used(std::move(tool));
}

inline Step editing(std::string path, std::string body) {
  StepTool tool;
  tool.kind = StepKind::edit;
  tool.path = std::move(path);
  tool.arguments = std::move(body);
  return used(std::move(tool));
}

inline Step running(std::string command, std::string output) {
  StepTool tool;
  tool.kind = StepKind::shell;
  tool.command = std::move(command);
  tool.output = std::move(output);
  return used(std::move(tool));
}

inline void add(ProjectMemory& memory, const Step& step) {
  memory.add_step(step, keys_of(step));
}

inline std::vector<std::vector<Step>> sessions_about_http() {
  return {
      {request("Make parseHeader in src/http.cpp faster"),
       reading("src/http.cpp", "include/http.hpp readBody"),
       editing("src/http.cpp", "parseHeader scanLine"), answer("parseHeader now uses scanLine")},
      {request("Run the tests of src/http.cpp"),
       running("make check", "tests/http_test.cpp: 1 failed"),
       answer("The test of parseHeader failed")}};
}

inline ProjectMemory two_sessions_about_http() {
  ProjectMemory memory;
  for (const auto& session : sessions_about_http()) {
    memory.begin_session();
    for (const auto& step : session) add(memory, step);
  }
  return memory;
}

/// The probabilities by key.
inline std::map<std::string, double> needs_of(ProjectMemory& memory) {
  std::map<std::string, double> needs;
  for (const auto& need : memory.needs()) needs[std::string(need.key)] = need.probability;
  return needs;
}

}  // namespace baton::handoff
