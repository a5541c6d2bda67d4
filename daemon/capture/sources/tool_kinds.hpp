#pragma once
// What a tool does, whatever the agent calls it.

#include <string_view>

#include "daemon/store/records.hpp"

namespace baton::capture {

/// The kind of a tool by its name, in any case and with or without a version suffix
/// (`read_file_v2`). `mcp` for `mcp__server__tool`, `other` for a name that is not known, `none`
/// for an empty one.
store::ToolKind tool_kind_of(std::string_view name);

}  // namespace baton::capture
