#include <algorithm>
#include <array>

#include "daemon/handoff/facts/facts.hpp"
#include "daemon/handoff/handoff.hpp"
#include "daemon/handoff/selection.hpp"
#include "daemon/handoff/tokens.hpp"

namespace baton::handoff {
namespace {

using Facts = Candidates (*)(const Readings&);

/// All kinds of facts. Within a section the lines stand in the order of this list.
constexpr std::array<Facts, 13> all_facts{
    provenance, requests, constraints, next_step,    results,     todos, questions,
    decisions,  failures, files,       verification, environment, more};

std::int64_t tokens_of(const Material& material) {
  double weight = 0;
  for (const auto& session : material.sessions) {
    for (const auto& turn : session.turns) weight += token_weight(turn.text);
  }
  return static_cast<std::int64_t>(weight);
}

}  // namespace

Built build(const Material& material, std::int64_t budget) {
  budget = std::clamp(budget, smallest_budget, largest_budget);
  const auto readings = read(material, budget);
  Candidates candidates;
  for (const auto facts : all_facts) {
    auto found = facts(readings);
    std::move(found.begin(), found.end(), std::back_inserter(candidates));
  }
  Built built;
  built.document = select(candidates, budget);
  built.text = render_markdown(built.document);
  built.tokens = estimate_tokens(built.text);
  built.source_tokens = tokens_of(material);
  return built;
}

}  // namespace baton::handoff
