#pragma once
// Which files a tool call is about, from its input.

#include <cstdint>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/store/records.hpp"

namespace baton::capture {

/// Lines of a text; a last one without a line end counts.
std::int64_t count_lines(std::string_view text);

/// Counts the lines of a unified diff that begin with `+` or `-`, without its `+++` and `---`.
void count_diff(std::string_view diff, store::FileTouch& touch);

/// The files that a call of a reading, editing or writing tool touches if it succeeds, with the
/// lines it adds and removes as far as the input tells; nothing for other tools. Knows the names
/// that the agents give to paths and texts (`file_path`, `old_string`, `file_text`, `patch`, …).
std::vector<store::FileTouch> files_of_input(std::string_view tool,
                                             const boost::json::object& input);

/// The same of a call whose input is a text: JSON, a patch, or a script that holds patches.
/// @param reader parses the JSON; what it parsed before is gone then
std::vector<store::FileTouch> files_of_input_text(std::string_view tool, std::string_view input,
                                                  JsonReader& reader);

}  // namespace baton::capture
