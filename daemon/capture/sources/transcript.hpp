#pragma once
// Conversations that somebody pasted or saved as text.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/store/records.hpp"

namespace baton::capture {

/// What one speaker says at a stretch, or one tool call or result of an agent's.
struct TranscriptPart {
  store::Role role = store::Role::user;
  store::TurnKind kind = store::TurnKind::text;
  std::string tool;  ///< of a call or result; its name as the text gives it
  std::string text;  ///< trimmed, never empty
};

/// A conversation as found in a text.
struct Transcript {
  std::vector<TranscriptPart> parts;
  std::size_t switches = 0;  ///< how often the speaker changes between user and assistant
};

/// Cuts a text at its speakers' marks. They stand at the beginning of a line, outside of code
/// blocks: `User:` or `Assistant:` (also `Human:`, `You:`, `Me:`, `Q:`, `AI:`, `Claude:`,
/// `ChatGPT:`, …), `**User**`, `### User`, `You said:`, or those of Claude Code's `/export`: `>` or
/// `❯` before a prompt, `⏺` or `●` before an answer or a tool call, `⎿` before a result.
/// Only marks of the kind that the text uses most count. What stands before the first mark is left
/// out. Linear in the text.
Transcript read_transcript(std::string_view text);

/// A text with fewer switches is not a conversation but a note.
constexpr std::size_t least_switches = 2;

}  // namespace baton::capture
