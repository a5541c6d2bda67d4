#pragma once
// Which candidates stand in the document: first what is essential, then the state of the work by
// value per token, up to its share of the budget; then what names the most of what the next session
// may need; then whatever there is room for. What repeats a chosen line is left out.

#include <cstdint>

#include "daemon/handoff/cover.hpp"
#include "daemon/handoff/facts/facts.hpp"

namespace baton::handoff {

/// Chooses among candidates. Sections keep the candidates' order. Pure.
Document select(const Candidates& candidates, const CoverMaterial& names, std::int64_t budget);

}  // namespace baton::handoff
