#pragma once
// Single lines of an aider history.

#include <optional>
#include <string>
#include <string_view>

#include "daemon/store/records.hpp"

namespace baton::capture::aider {

/// The time in `# aider chat started at 2025-07-15 11:38:37`, as it stands; empty for other lines.
std::string_view start_of_session(std::string_view line);

/// The instant of a time `2025-07-15 11:38:37`, which aider writes in the local time of its machine
/// and which is taken to be this one's; nothing when it is no time.
std::optional<Milliseconds> parse_local_time(std::string_view time);

/// What stands behind `> `, trimmed; nothing when the line is no quotation.
std::optional<std::string_view> quotation(std::string_view line);

/// Whether aider ended the line: it puts two blanks behind whatever is not a model's, which
/// Markdown takes for a line break.
bool has_line_break(std::string_view line);

/// Tokens of `Tokens: 12k sent, 1.2k cache hit, 69 received. Cost: $0.03 message, $0.28 session.`;
/// the key is left empty. Nothing when the text is no such account.
std::optional<store::Usage> parse_tokens(std::string_view text);

/// Whether the text is a question of aider's own, with the answer behind it.
bool is_question(std::string_view text);

}  // namespace baton::capture::aider
