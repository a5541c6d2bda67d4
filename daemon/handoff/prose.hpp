#pragma once
// Sentences of the sessions that may stand in the document because of what they name.

#include <cstddef>
#include <string>
#include <vector>

#include "daemon/handoff/facts/reading.hpp"
#include "daemon/handoff/needs.hpp"

namespace baton::handoff {

struct ProseLine {
  Line line;
  std::vector<std::size_t> entities;  ///< indexes into Needs::entities() of what it states
  double cost = 0;                    ///< tokens of the rendered line
};

/// Sentences and clauses of what user and agent said, what commands were described to do, and lines
/// of commit messages; newest first, each once, the most valuable 2500.
/// @param readings keep what the turns were found to say
std::vector<ProseLine> prose_of(Readings& readings, const Needs& needs, const LookUp& look_up);

}  // namespace baton::handoff
