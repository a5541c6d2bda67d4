#pragma once
// Which candidates stand in the document: first what is essential, then one line of each section
// that a reader misses most, then whatever gives the most value per token. What repeats a chosen
// line is left out.

#include <cstdint>

#include "daemon/handoff/facts/facts.hpp"

namespace baton::handoff {

/// Chooses among candidates. Sections keep the candidates' order. Pure.
Document select(const Candidates& candidates, std::int64_t budget);

}  // namespace baton::handoff
