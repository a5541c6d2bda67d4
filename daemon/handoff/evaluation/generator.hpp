#pragma once
// What makes handoffs that are measured, and what it gets to make them from.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/handoff/evaluation/keyed_project.hpp"
#include "daemon/handoff/handoff.hpp"

namespace baton::handoff::evaluation {

/// An earlier session as far as it lies before the boundary.
struct VisibleSession {
  std::span<const Step> steps;
  std::span<const KeyedStep> keyed;
};

/// All that a generator may know. Views into the project that is measured.
struct History {
  const Numbering* keys = nullptr;       ///< of the keyed steps
  std::vector<VisibleSession> sessions;  ///< oldest first, at least one
  Material material;                     ///< as Baton takes it, for generators that use it
  std::string goal;                      ///< what the next session is to do; empty when not told
};

/// What a generator has made.
struct Generated {
  std::string text;
  std::vector<Line> lines;  ///< the lines that cite turns; empty when the generator cites none
};

/// Makes a handoff of at most `budget` tokens. @throws std::exception when it cannot
using Generator = Generated (*)(const History& history, std::int64_t budget);

/// A generator under the name that people choose it by.
struct NamedGenerator {
  std::string_view name;
  std::string_view summary;  ///< in a few words
  Generator generate;
  bool uses_material = false;  ///< else nothing is put into History::material
};

/// `baton`, and the simple ways to compare it with. Any thread.
std::span<const NamedGenerator> all_generators();

/// The last five messages, 100 characters of each, whatever the budget is.
Generated last_five(const History& history, std::int64_t budget);
/// The last twenty messages and tool calls, each cut to its share of the budget.
Generated last_twenty(const History& history, std::int64_t budget);
/// The sentences that most other sentences of the last three sessions resemble: LexRank.
Generated lexrank(const History& history, std::int64_t budget);
/// The names met most often, recent sessions counting more, then the last twenty messages.
Generated entity_list(const History& history, std::int64_t budget);
/// Baton's own.
Generated own(const History& history, std::int64_t budget);

}  // namespace baton::handoff::evaluation
