#pragma once
// Which files a tool call is about, from its input.

#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/store/records.hpp"

namespace baton::capture {

/// The files that a call of a reading, editing or writing tool touches if it succeeds, with the
/// lines it adds and removes as far as the input tells; nothing for other tools. Knows the names
/// that the agents give to paths and texts (`file_path`, `old_string`, `file_text`, `patch`, …).
/// Paths are as the log gives them, addresses (`file://…`) as paths. A file counts as created only
/// when the tool or its input says so.
std::vector<store::FileTouch> files_of_input(std::string_view tool,
                                             const boost::json::object& input);

/// The same of a call whose input is a text: JSON, a patch, or a script that holds patches.
/// @param reader parses the JSON; what it parsed before is gone then
std::vector<store::FileTouch> files_of_input_text(std::string_view tool, std::string_view input,
                                                  JsonReader& reader);

}  // namespace baton::capture
