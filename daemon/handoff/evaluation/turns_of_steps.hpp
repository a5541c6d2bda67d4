#pragma once
// Between the turns of the store and the steps of the measure.

#include <string>

#include "daemon/handoff/evaluation/session.hpp"

namespace baton::handoff::evaluation {

/// Makes the turns that a generator gets from the session's steps: a tool's step becomes a call
/// whose text is JSON in the members that agents use, and a result. Both bear the step's index as
/// their ordinal, so that a citation leads back to the step. Pure.
void add_turns(MeasuredSession& session);

/// Makes the steps from the turns of a session of the store: calls with their results, what people
/// typed, what agents said. Thinking, and what agents put into a user's mouth, is none. Pure.
void add_steps(MeasuredSession& session);

}  // namespace baton::handoff::evaluation
