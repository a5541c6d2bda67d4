// The table of generators: a new one is a function and a row here.

#include <array>

#include "daemon/handoff/evaluation/generator.hpp"

namespace baton::handoff::evaluation {
namespace {

constexpr std::array generators{
    NamedGenerator{"baton", "the handoff that Baton gives out", own, true},
    NamedGenerator{"seed5", "the last five messages, 100 characters of each", last_five},
    NamedGenerator{"last20", "the last twenty messages and tool calls, cut to the budget",
                   last_twenty},
    NamedGenerator{"lexrank", "the most central sentences of the last three sessions", lexrank},
    NamedGenerator{"entlist", "the names met most often, and the last twenty messages",
                   entity_list},
};

}  // namespace

std::span<const NamedGenerator> all_generators() {
  return generators;
}

Generated own(const History& history, std::int64_t budget) {
  Built built = build(history.material, budget);
  Generated made;
  made.text = std::move(built.text);
  for (auto& section : built.document.sections) {
    // Made from the session's record and the work tree, not from turns.
    if (section.name == SectionName::provenance) continue;
    for (auto& line : section.lines) made.lines.push_back(std::move(line));
  }
  return made;
}

}  // namespace baton::handoff::evaluation
