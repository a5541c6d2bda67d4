#pragma once
// A tool use as SpecStory renders it, taken apart again.

#include <string>
#include <string_view>
#include <vector>

#include "daemon/store/records.hpp"

namespace baton::capture::specstory {

struct ToolUse {
  std::string name;
  store::ToolKind kind = store::ToolKind::other;
  std::string input;  ///< the command, the parameters or what the summary says; the name when there
                      ///< is nothing
  std::string output;  ///< empty when the file tells none
  bool is_error = false;
  std::vector<store::FileTouch> files;
};

/// Takes the markup of one tool use apart. The input is the command in the summary's backticks or
/// in a shell code block, the JSON below `Parameters:`, or else whatever stands above the output.
/// The output begins behind `Result:`, at `Additional data:`, at `Status:` or at the first code
/// block without a language. When there is none of these, and the summary tells the input, all of
/// the body is output, except for tools that write. `output_below` is a code block that follows the
/// markup.
ToolUse parse_tool_use(std::string_view markup, std::string_view output_below);

/// The text within `<think>…</think>`, without the markup around it.
std::string_view text_of_thinking(std::string_view markup);

}  // namespace baton::capture::specstory
