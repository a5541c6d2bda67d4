#pragma once
// A project's sessions as the measure reads them.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "daemon/handoff/entities/steps.hpp"
#include "daemon/handoff/handoff.hpp"

namespace baton::handoff::evaluation {

/// A session: its steps, and the turns that a generator gets for them.
struct MeasuredSession {
  std::string started_at;  ///< RFC 3339 in UTC; of all sessions in the same form, so that the text
                           ///< compares as the time does
  std::string ended_at;    ///< the same; empty when unknown
  std::string working_directory;
  std::vector<Step> steps;
  SessionTurns source;
  std::vector<std::size_t> step_of_turn;  ///< for each of source.turns the step it is part of
};

/// The sessions of a project in the order in which they began.
struct MeasuredProject {
  std::string name;
  store::Project project;
  std::vector<MeasuredSession> sessions;
};

}  // namespace baton::handoff::evaluation
