#pragma once
// The name that somebody who mistyped one probably meant.

#include <optional>
#include <span>
#include <string_view>

namespace baton::protocol {

/// The known name nearest to `given` by edits (insert, delete, replace, swap neighbours), when no
/// more than about a third of it had to be edited.
///
/// @return nothing when none is near enough or `given` is longer than 64 bytes. Any thread.
std::optional<std::string_view> nearest_name(std::string_view given,
                                             std::span<const std::string_view> known);

}  // namespace baton::protocol
