#pragma once
// Telling a person's words from what the agent's own machinery puts into a user's message.

#include <string_view>
#include <vector>

#include "daemon/capture/sources/injected.hpp"

namespace baton::capture::claude_code {

/// Cuts what a user of Claude Code said as capture::split_user_text() does. Injected are the
/// elements
/// `<system-reminder>`, `<command-name>` and its siblings, `<local-command-stdout>` and its
/// siblings, `<bash-stdout>`,
/// `<bash-stderr>`, `<task-notification>`, `<user-prompt-submit-hook>`, `<ide_opened_file>`,
/// `<ide_selection>` when they begin a line and are closed, `[Request interrupted by user…]`, and
/// whole texts that begin as the caveat about local commands, a skill's body or a compaction's
/// summary do. `<bash-input>` is what a person typed. Source: transcripts of Claude Code 1.0
/// to 2.1.
std::vector<TextPart> split_user_text(std::string_view text);

}  // namespace baton::capture::claude_code
