#pragma once
// Which files a tool's result says were touched.

#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "daemon/store/records.hpp"

namespace baton::capture::claude_code {

/// The file that a call of a reading, editing or writing tool is about, from its input; empty for
/// other tools.
std::string path_of_call(store::ToolKind kind, const boost::json::object& input);

/// What a result without an error confirms. `details` is the record's `toolUseResult`, null when it
/// has none or several results share it; `path` is that of the call. Paths are as the log gives
/// them. Edits count the lines of `structuredPatch`, a created file those of its content. Source:
/// transcripts of Claude Code 1.0 to 2.1.
std::vector<store::FileTouch> files_of_result(store::ToolKind kind, std::string_view path,
                                              const boost::json::object* details,
                                              std::string_view result);

}  // namespace baton::capture::claude_code
