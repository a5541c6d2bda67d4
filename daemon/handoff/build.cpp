#include <algorithm>
#include <array>
#include <memory>

#include "daemon/handoff/builder.hpp"
#include "daemon/handoff/edits.hpp"
#include "daemon/handoff/facts/facts.hpp"
#include "daemon/handoff/facts/steps_of_turns.hpp"
#include "daemon/handoff/handoff.hpp"
#include "daemon/handoff/memory/ledger.hpp"
#include "daemon/handoff/selection.hpp"
#include "daemon/handoff/staleness/snapshot.hpp"

namespace baton::handoff {
namespace {

using Facts = Candidates (*)(const Readings&);

/// All kinds of facts. Within a section the lines stand in the order of this list.
constexpr std::array<Facts, 13> all_facts{
    provenance, requests, constraints, next_step,    results,     todos, questions,
    decisions,  failures, files,       verification, environment, more};

std::int64_t tokens_of(const Readings& readings) {
  double tokens = 0;
  for (const auto& reading : readings.sessions) tokens += reading.tokens;
  return static_cast<std::int64_t>(tokens);
}

/// What the sessions at hand tell of the next one's needs.
Needs needs_of(const Readings& readings) {
  Ledger ledger;
  for (auto reading = readings.sessions.rbegin(); reading != readings.sessions.rend(); ++reading) {
    ledger.begin_session(reading->number());
    for (const Step& step : steps_of(reading->source->turns, reading->uses)) ledger.add(step);
  }
  return ledger.needs();
}

/// The material's needs, towards its goal if it has one.
std::shared_ptr<const Needs> needs_of(const Material& material, const Readings& readings) {
  auto needs = material.needs ? material.needs : std::make_shared<const Needs>(needs_of(readings));
  if (material.goal.empty()) return needs;
  return std::make_shared<const Needs>(needs->towards(material.goal));
}

}  // namespace

Built Builder::build(const Material& material, std::int64_t budget, const LookUp& look_up) {
  budget = std::clamp(budget, smallest_budget, largest_budget);
  read(readings_, material, budget, look_up);
  const auto needs = needs_of(material, readings_);
  readings_.needs = needs.get();
  Candidates candidates;
  for (const auto facts : all_facts) {
    look_up();
    auto found = facts(readings_);
    std::move(found.begin(), found.end(), std::back_inserter(candidates));
  }
  CoverMaterial names{needs.get(), make_index(*needs, shown_), prose_of(readings_, *needs, look_up),
                      readings_.newest_session()};
  const Edits edits(material.edits);
  edits.apply(candidates);
  if (!edits.empty()) {
    std::erase_if(names.prose,
                  [&](const ProseLine& prose) { return edits.forbids(prose.line.text); });
  }
  look_up();
  Built built;
  built.document = select(candidates, names, budget);
  edits.take_out_forbidden(built.document);
  built.document.work_tree = material.work_tree;
  if (built.document.work_tree)
    built.document.work_tree->files = named_files(readings_, built.document);
  built.text = render_markdown(built.document);
  built.tokens = estimate_tokens(built.text);
  built.source_tokens = tokens_of(readings_);
  return built;
}

Built build(const Material& material, std::int64_t budget) {
  return Builder().build(material, budget);
}

}  // namespace baton::handoff
