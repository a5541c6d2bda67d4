#pragma once
// What is remembered of a project's sessions, all of them: of each entity how often, how lately and
// by whom it was named, how it is written and what became of it. Each turn adds to it.

#include <cstdint>

#include "daemon/handoff/entities/steps.hpp"
#include "daemon/handoff/memory/project_memory.hpp"
#include "daemon/handoff/memory/traces.hpp"
#include "daemon/handoff/needs.hpp"

namespace baton::handoff {

/// Not for several threads at once.
class Ledger {
 public:
  /// Steps that follow are of this session, whose number is greater than those before.
  void begin_session(std::int64_t number);
  void add(const Step& step);
  /// The same when it is known what the step names.
  void add(const Step& step, const StepNames& names);

  std::int64_t last_session() const { return last_session_; }

  /// What the session after the newest one may need, as seen now.
  Needs needs();

 private:
  std::int64_t last_session_ = 0;
  ProjectMemory memory_;
  Traces traces_;
};

}  // namespace baton::handoff
