#pragma once
// Times for people.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace baton::client {

/// Seconds since the Unix epoch.
using Seconds = std::int64_t;

/// Reads the times of the protocol, RFC 3339 in UTC such as `2026-01-05T14:30:36.152Z`; the
/// fraction is dropped.
std::optional<Seconds> parse_utc(std::string_view text);

/// How long ago: `just now`, `12 min ago`, `3 h ago`, `4 d ago`; for what is older than a week, or
/// in the future, the local date. A text that is not a time comes back as it is.
std::string relative_time(std::string_view utc, Seconds now);

/// The local time to the minute: `2026-01-05 15:30`. A text that is not a time comes back as it is.
std::string local_time(std::string_view utc);

/// A length of time: `45 s`, `12 min`, `3 h 5 min`, `4 d 2 h`.
std::string duration(Seconds seconds);

}  // namespace baton::client
