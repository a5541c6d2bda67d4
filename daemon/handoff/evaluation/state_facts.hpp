#pragma once
// What a session leaves behind that whoever goes on has to know: the state facts.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/handoff/evaluation/boundary.hpp"
#include "daemon/handoff/evaluation/figures.hpp"
#include "daemon/handoff/evaluation/text_keys.hpp"

namespace baton::handoff::evaluation {

/// A fact by its words.
using FactWords = std::vector<std::string>;

/// The last check that was run.
struct CheckFact {
  std::string command;  ///< without `c:`
  bool passed = false;
};

/// The state at the end of the session before a boundary. Only rules are of earlier sessions too.
struct StateFacts {
  std::vector<std::string> files;  ///< keys of the files changed most often, at most 15
  std::optional<CheckFact> check;
  std::vector<FactWords> errors;     ///< of the last two commands that failed for good
  std::vector<FactWords> todos;      ///< that are open
  std::vector<FactWords> requests;   ///< the last and the first
  std::vector<FactWords> outcomes;   ///< sentences of the agent's last message
  std::vector<FactWords> rules;      ///< the newest ten
  std::vector<FactWords> decisions;  ///< the newest eight, or somewhat more
  std::optional<FactWords> commit;   ///< the last commit's message
  std::string pull_request;          ///< its number; empty without one
};

/// The facts at a boundary. Pure.
StateFacts extract_state(const Boundary& boundary);

/// Sets the share of each class of facts that the handoff holds, and `state`, their mean.
/// @param keys the text read with `names`
void score_state(const StateFacts& facts, std::string_view text, const TextKeys& keys,
                 const NameResolver& names, Figures& figures);

}  // namespace baton::handoff::evaluation
