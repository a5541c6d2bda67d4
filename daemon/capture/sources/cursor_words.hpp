#pragma once
// What a person said to Cursor, and what Cursor put around it.

#include <string_view>

#include "daemon/capture/sources/message_teller.hpp"

namespace baton::capture::cursor {

/// Tells a user's message: what stands in `<user_query>` is the person's, and all around it is not;
/// without such an element what the known elements hold (`<user_info>`, `<open_files>`, …) is not.
/// Takes three part numbers.
void tell_user(std::string_view text, MessageTeller& teller);

/// A text without the `[REDACTED]` that stands for what a model thought.
std::string_view without_redaction(std::string_view text);

}  // namespace baton::capture::cursor
