#pragma once
// Which files a tool use in a SpecStory file touched.

#include <string_view>
#include <vector>

#include "daemon/store/records.hpp"

namespace baton::capture::specstory {

/// From the summary's note (`Edit file: <path>`, `Read file: <path>`, `Delete file: <path>`) and
/// the lines of the body
/// (`**Update: `<path>`**` above a diff, or a path in backticks alone on its line). Paths are as
/// the file gives them.
std::vector<store::FileTouch> files_of_tool_use(store::ToolKind kind, std::string_view note,
                                                std::string_view body);

}  // namespace baton::capture::specstory
