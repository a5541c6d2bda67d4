#include "daemon/handoff/project_ledger.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "daemon/handoff/facts/reading.hpp"
#include "daemon/handoff/facts/steps_of_turns.hpp"
#include "daemon/handoff/material.hpp"

namespace baton::handoff {
namespace {

/// What was needed is as a rule no older; and a project that is met for the first time is read
/// within a moment.
constexpr std::int64_t most_remembered = 40;

/// The ordinal of the first call that waits for its result: nobody has said anything after it.
std::optional<std::int64_t> first_waiting(const Turns& turns, const std::vector<ToolUse>& uses) {
  std::int64_t last_message = 0;
  for (const auto& turn : turns) {
    if (!human_text(turn).empty()) last_message = turn.ordinal;
  }
  for (const auto& use : uses) {
    if (use.result == nullptr && use.call->ordinal > last_message) return use.call->ordinal;
  }
  return std::nullopt;
}

}  // namespace

std::shared_ptr<const Needs> ProjectLedger::update(store::Store& store,
                                                   const std::function<bool()>& proceed) {
  auto sessions = store.read_and_wait([this](store::Tables& tables) {
    return tables.sessions.recent_with_requests(project_id_, most_remembered);
  });
  if (sessions.empty()) return nullptr;
  std::ranges::reverse(sessions);
  for (std::size_t at = begin_with(sessions); at < sessions.size() && proceed(); ++at)
    read(store, sessions[at], at + 1 == sessions.size(), proceed);
  if (!proceed()) return nullptr;
  return std::make_shared<const Needs>(ledger_.needs());
}

/// The first session of which there may be something to read. Forgets everything when what was read
/// is not the beginning of what there is.
std::size_t ProjectLedger::begin_with(const std::vector<store::Session>& sessions) {
  // The oldest ones may have fallen out of the window.
  const auto first = std::ranges::find(seen_, sessions.front().id, &Seen::session);
  const auto known = static_cast<std::size_t>(seen_.end() - first);
  bool goes_on = known > 0 && known <= sessions.size();
  for (std::size_t at = 0; goes_on && at < known; ++at) {
    const Seen& seen = *(first + static_cast<std::ptrdiff_t>(at));
    const bool may_have_grown = at + 1 == known;
    goes_on =
        seen.session == sessions[at].id &&
        (may_have_grown ? seen.turns <= sessions[at].turns : seen.turns == sessions[at].turns);
  }
  if (goes_on) return known - 1;
  ledger_ = Ledger();
  seen_.clear();
  return 0;
}

void ProjectLedger::read(store::Store& store, const store::Session& session, bool is_newest,
                         const std::function<bool()>& proceed) {
  constexpr int steps_at_once = 32;
  const bool is_known = !seen_.empty() && seen_.back().session == session.id;
  if (!is_known) {
    seen_.push_back({session.id, 0, 0});
    ledger_.begin_session(session.number);
  }
  Seen& seen = seen_.back();
  const auto loaded = store.read_and_wait(
      [&](store::Tables& tables) { return load_session(tables, session, seen.read_to); });
  const auto uses = tool_uses(loaded.turns);
  const auto waiting = is_newest ? first_waiting(loaded.turns, uses) : std::nullopt;
  int steps = 0;
  for (const Step& step : steps_of(loaded.turns, uses)) {
    if (waiting && step.index >= *waiting) break;
    if (++steps % steps_at_once == 0 && !proceed()) {
      // Half a session is nothing to go on from.
      ledger_ = Ledger();
      seen_.clear();
      return;
    }
    ledger_.add(step);
  }
  seen.turns = session.turns;
  if (!loaded.turns.empty()) seen.read_to = waiting ? *waiting - 1 : loaded.turns.back().ordinal;
}

}  // namespace baton::handoff
