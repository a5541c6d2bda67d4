#pragma once
// What Claude Code's `/export` writes: the conversation as it stood in the terminal.

#include <string_view>

#include "daemon/capture/sources/transcript.hpp"

namespace baton::capture {

/// Reads such a text: a prompt begins with `>` or `❯`, an answer and a tool call with `⏺` or
/// `●`, a result with `⎿`, what the model thought with `✻`; further lines of each are indented. No
/// parts when no line begins with `⏺` or `●`: `>` alone is a quotation. Source: exports of
/// Claude Code 2.
Transcript read_export(std::string_view text);

}  // namespace baton::capture
