#pragma once
// Recognising a Claude Code log by how it begins.

#include <string_view>

namespace baton::capture::claude_code {

/// Whether one of the first lines is a record of Claude Code: Qwen Code, whose records look alike,
/// keeps a message's text in `parts`. The last line may be cut. Linear, without recursion.
bool looks_like_claude_code(std::string_view head);

}  // namespace baton::capture::claude_code
