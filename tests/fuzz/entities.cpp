// Any bytes: what a text names lies within it, and reading it as a step of any role does not crash.

#include "daemon/handoff/entities/entities.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "daemon/handoff/entities/steps.hpp"

namespace {

using namespace baton::handoff;

void read_as_steps(const std::string& text) {
  Step step;
  step.text = text;
  step.tool.kind = StepKind::edit;
  step.tool.path = step.tool.command = step.tool.arguments = text;
  for (const auto role : {StepRole::user, StepRole::tool}) {
    step.role = role;
    keys_of(step);
  }
  StepTool said;
  said.output = text;
  outcome_of(said);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  NameResolver names;
  for (const auto& entity : find_entities(text)) {
    if (entity.begin >= entity.end || entity.end > size || entity.key.size() < 2) std::abort();
    names.add(entity.key);
    if (specificity(names.resolve(entity.key)) <= 0) std::abort();
  }
  read_as_steps(text);
  return 0;
}
