#pragma once
// Baton's own words come back in the agents' logs. They must not be captured: the next handoff
// would quote this one, and grow with every session.

#include <string>
#include <string_view>

namespace baton::capture {

/// The text without every `<baton-handoff …> … </baton-handoff>`. A beginning without an end is
/// left as it is: it may be somebody's words about Baton.
std::string without_handoffs(std::string_view text);

/// A text as it may be stored: without Baton's own words and without NUL; empty when nothing but
/// white space is left.
std::string storable(std::string_view text);

}  // namespace baton::capture
