#pragma once
// Ending sessions that no signal of their agent ends.

#include <chrono>
#include <set>
#include <vector>

#include "daemon/capture/agent_processes.hpp"
#include "daemon/store/store.hpp"

namespace baton::capture {

/// Remembers which agents ran where, from one look to the next. One thread; blocking.
class SessionEnds {
 public:
  SessionEnds(store::Store& store, std::chrono::minutes silence)
      : store_(store), silence_(silence) {}

  /// Completes the sessions in progress whose process has ended since the last look, and those that
  /// were silent for too long. They open again when more comes.
  /// @param all_is_read false while logs wait to be read, whose sessions have not fallen silent
  /// @throws store::StoreError
  void look(bool all_is_read);

 private:
  void end_exited(const std::set<AgentProcess>& running);

  store::Store& store_;
  const std::chrono::minutes silence_;
  std::set<AgentProcess> seen_running_;
};

}  // namespace baton::capture
