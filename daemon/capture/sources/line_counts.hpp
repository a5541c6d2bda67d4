#pragma once
// How many lines a change adds and removes.

#include <cstdint>
#include <string_view>

#include "daemon/store/records.hpp"

namespace baton::capture {

/// Lines of a text; a last line without its end counts.
std::int64_t count_lines(std::string_view text);

/// Adds the lines that a unified diff of one file, or the SEARCH/REPLACE blocks of an edit, put in
/// and take out to the touch's.
void count_diff(std::string_view diff, store::FileTouch& touch);

}  // namespace baton::capture
