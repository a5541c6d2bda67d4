#pragma once
// Which files a call of a tool touches, by what it is given.

#include <cstdint>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "daemon/store/records.hpp"

namespace baton::capture {

/// Lines of a text; the last one counts without a line end, too.
std::int64_t count_lines(std::string_view text);

/// Adds the lines that a unified diff, or the SEARCH/REPLACE blocks of an edit, put in and take
/// out.
void count_diff(std::string_view diff, store::FileTouch& touch);

/// The files that a tool of that name touches when called with `input`, by the members that agents
/// name paths and texts with (`path`, `file_path`, `old_string`, `content`, …) and the file heads
/// of an apply-patch text. Paths are as the log gives them. None for tools that touch no files.
std::vector<store::FileTouch> files_of_call(std::string_view tool,
                                            const boost::json::object& input);

}  // namespace baton::capture
