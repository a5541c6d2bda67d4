#pragma once
// Times as the store keeps them: milliseconds since the Unix epoch, UTC.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace baton {

/// Milliseconds since 1970-01-01T00:00:00Z.
using Milliseconds = std::int64_t;

/// The wall clock now. Any thread.
Milliseconds now_milliseconds();

/// Formats as RFC 3339 in UTC with milliseconds: `2026-01-05T14:30:36.152Z`. A time outside of the
/// years 0000 to 9999 becomes the nearest inside. Any thread.
std::string format_time(Milliseconds time);

/// Parses an RFC 3339 time (`T` or a space between date and time; fraction of any length; `Z`,
/// `+01:00` or nothing, which means UTC; seconds may be absent). Returns nothing when the text is
/// not such a time. Any thread. Source: RFC 3339 section 5.6, relaxed by what the agents' logs
/// contain.
std::optional<Milliseconds> parse_time(std::string_view text);

}  // namespace baton
