#pragma once
// What changing a handoff came to, as people read it.

#include "client/context.hpp"
#include "protocol/methods/handoff.hpp"

namespace baton::client {

/// An edit on one line: what was done to which line.
std::string describe(const protocol::HandoffEdit& edit);

/// The version, and what holds from now on and what no longer does.
void print_change(Output& out, const protocol::HandoffChangeResult& change);

}  // namespace baton::client
