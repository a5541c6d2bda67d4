#include <optional>
#include <string_view>

#include "daemon/base/characters.hpp"
#include "daemon/base/regex.hpp"
#include "daemon/handoff/entities/steps.hpp"

namespace baton::handoff {

std::optional<bool> outcome_of(const StepTool& tool) {
  static const Regex failure(
      R"(\b[1-9]\d* (?:failed|failing|errors?)\b|\bFAIL(?:ED)?\b|BUILD FAILED|npm ERR!)"
      R"(|error\[E\d+|error TS\d+|Traceback \(most recent)");
  static const Regex success(
      R"(\b\d+ (?:passed|passing)\b|\bPASS\b|\bok\b[\s\x1c-\x1f]|BUILD SUCCESS|0 errors)"
      R"(|Finished|Successfully|Build succeeded|Done in)");
  if (tool.exit_code) return *tool.exit_code == 0;
  if (tool.failed) return false;
  if (trim_spaces(tool.output).empty()) return std::nullopt;
  if (failure.matches(tool.output)) return false;
  if (success.matches(tool.output)) return true;
  return std::nullopt;
}

}  // namespace baton::handoff
