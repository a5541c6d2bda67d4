#include "daemon/capture/session_ends.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace baton::capture {
namespace {

/// A process that ended a moment ago may still be followed by the last lines of its log.
constexpr std::chrono::seconds last_words{10};

}  // namespace

void SessionEnds::look(bool all_is_read) {
  std::set<AgentProcess> running = agent_processes();
  end_exited(running);
  seen_running_ = std::move(running);
  if (!all_is_read) return;
  const Milliseconds now = now_milliseconds();
  const Milliseconds silent_since =
      now - std::chrono::duration_cast<std::chrono::milliseconds>(silence_).count();
  store_.write_and_wait(
      [&](store::Tables& tables) { tables.sessions.complete_silent(silent_since, now); });
}

/// A session is its process's when no other process of that agent is left in its directory.
void SessionEnds::end_exited(const std::set<AgentProcess>& running) {
  std::vector<AgentProcess> ended;
  std::ranges::set_difference(seen_running_, running, std::back_inserter(ended));
  if (ended.empty()) return;
  const Milliseconds now = now_milliseconds();
  const Milliseconds before =
      now - std::chrono::duration_cast<std::chrono::milliseconds>(last_words).count();
  store_.write_and_wait([&](store::Tables& tables) {
    for (const auto& [agent, directory] : ended)
      tables.sessions.complete_exited(agent, directory.native(), before, now);
  });
}

}  // namespace baton::capture
