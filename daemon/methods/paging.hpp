#pragma once
// What all lists share, and small conversions between rows and wire types.

#include <cstdint>
#include <optional>
#include <string>

#include "daemon/base/time.hpp"

namespace baton::methods {

/// The limit a client asked for, or the default. @throws protocol::RpcError invalid_params when out
/// of range
std::int64_t page_limit(const std::optional<std::int64_t>& asked, std::int64_t default_limit,
                        std::int64_t largest);

/// A cursor or name as an optional: empty is absent.
std::optional<std::string> optional_text(const std::string& text);

/// RFC 3339, absent for nothing and for 0, which stands for an unknown time.
std::optional<std::string> optional_time(const std::optional<Milliseconds>& time);

}  // namespace baton::methods
