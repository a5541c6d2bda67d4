#pragma once
// How much of a budget a text takes.

#include <string_view>

namespace baton::handoff {

/// Estimated tokens, not rounded: of two texts joined at a line end it is the sum of both.
double token_weight(std::string_view text);

}  // namespace baton::handoff
