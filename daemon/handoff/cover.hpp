#pragma once
// Which names stand in the document: the most of what the next session may need, by value per
// token.

#include <cstdint>
#include <functional>
#include <vector>

#include "daemon/handoff/index_lines.hpp"
#include "daemon/handoff/prose.hpp"

namespace baton::handoff {

/// What there is to choose from.
struct CoverMaterial {
  const Needs* needs = nullptr;
  Index index;
  std::vector<ProseLine> prose;
  std::int64_t session = 0;  ///< that is handed on: its turns are cited without it
};

struct ChosenLine {
  SectionName section = SectionName::files;
  Line line;
};

/// Chooses lines greedily: an entity is worth half its weight when it is named for the first time,
/// and the other half when a line states something about it for the first time (lazy evaluation of
/// a submodular cover: Minoux 1978). Pure.
/// @param stated indexes of entities that the document states already
/// @param budget tokens left, headings included
/// @param heading_cost tokens of a section's heading; 0 when it stands already
std::vector<ChosenLine> cover(const CoverMaterial& material, const std::vector<std::size_t>& stated,
                              double budget,
                              const std::function<double(SectionName)>& heading_cost);

}  // namespace baton::handoff
