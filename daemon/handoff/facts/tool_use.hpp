#pragma once
// A tool call together with its result.

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <boost/json/object.hpp>

#include "daemon/handoff/facts/outcome.hpp"
#include "daemon/handoff/facts/shell.hpp"
#include "daemon/handoff/handoff.hpp"

namespace baton::handoff {

/// A tool call and what came of it. Points into the turns it was made from.
struct ToolUse {
  const store::Turn* call = nullptr;
  const store::Turn* result = nullptr;  ///< null when the log holds none
  boost::json::object input;            ///< empty when the call's text is no JSON object
  Outcome outcome = Outcome::unknown;
  CommandLine command;  ///< of shell tools

  /// The output, or nothing.
  std::string_view output() const {
    return result == nullptr ? std::string_view{} : std::string_view(result->text);
  }
  /// The first of these members of the input that is a non-empty string.
  std::string_view input_text(std::initializer_list<std::string_view> names) const;
  /// The file that the input names; empty when it names none.
  std::string_view path() const;
  /// The shell's command line; empty for other tools.
  std::string command_text() const;
};

/// Finds the tool uses of a session, turn by turn: its calls in order, each with the result of the
/// same tool_call_id, or with the result that follows directly when the log has no ids.
class ToolUseReader {
 public:
  /// Takes the session's next turn, which must outlive the uses.
  void read(const store::Turn& turn, std::vector<ToolUse>& uses);

 private:
  std::unordered_map<std::string_view, std::size_t> by_id_;  // index of the use
};

/// All tool uses of the turns.
std::vector<ToolUse> tool_uses(const Turns& turns);

}  // namespace baton::handoff
