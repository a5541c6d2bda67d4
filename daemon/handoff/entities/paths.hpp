#pragma once
// Paths and file names within prose, output and commands.

#include <string_view>

#include "daemon/base/regex.hpp"

namespace baton::handoff {

/// The pattern of what may be a path; its first group is the path.
const Regex& path_pattern();

/// Whether what the pattern found is a path indeed: no number, no `object.member`, no `and/or`.
bool is_path(std::string_view found);

}  // namespace baton::handoff
