#pragma once
// From the turns of the store to steps.

#include <vector>

#include "daemon/handoff/entities/steps.hpp"
#include "daemon/handoff/facts/tool_use.hpp"

namespace baton::handoff {

/// The steps of a session: calls with their results, what people typed, what agents said. Thinking
/// is none; what agents put into a user's mouth is a note. A step's index is its turn's ordinal.
/// Pure.
/// @param uses tool_uses() of the same turns
std::vector<Step> steps_of(const Turns& turns, const std::vector<ToolUse>& uses);

}  // namespace baton::handoff
