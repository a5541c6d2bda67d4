#pragma once
// The sessions as the facts read them: tool uses paired, the user's own words told from injected
// ones.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/handoff/facts/tool_use.hpp"
#include "daemon/handoff/handoff.hpp"
#include "daemon/handoff/prose_piece.hpp"

namespace baton::handoff {

/// Something that the user typed.
struct Request {
  const store::Turn* turn = nullptr;
  std::size_t place = 0;  ///< index among the session's turns
  std::string text;       ///< without the blocks that agents put into messages
  const store::Turn* answer =
      nullptr;             ///< the agent's last text before the next request; null without one
  bool worked_on = false;  ///< the agent did or said anything after it
};

/// A session as far as it was read. Points into the material.
struct Reading {
  const SessionTurns* source = nullptr;
  std::uint64_t loading = 0;  ///< of the turns that were read
  std::size_t turns = 0;      ///< how many were read
  double tokens = 0;          ///< of their texts
  std::string_view project_path;
  std::vector<ToolUse> uses;
  std::vector<Request> requests;
  const store::Turn* last_text = nullptr;  ///< the agent's last text
  const store::Turn* last_turn = nullptr;  ///< the last that is neither thinking nor injected
  int age = 0;  ///< sessions of substance since; 0 for the newest of them and for what follows it
  double weight = 1;  ///< of its facts against those of the newest session
  ToolUseReader use_reader;
  std::vector<TurnProse> prose;  ///< of each turn, as far as prose_of() has looked at it

  std::int64_t number() const { return source->session.number; }
  Citation cite(const store::Turn& turn) const { return {number(), turn.ordinal}; }
  /// A path as the document shows it: relative to the project or the session's working directory
  /// when it is inside.
  std::string shown_path(std::string_view path) const;
};

/// All sessions, newest first.
struct Readings {
  const Material* material = nullptr;
  std::vector<Reading> sessions;
  ProseKeys prose_keys;  ///< of what the sessions' prose names
  std::int64_t budget = default_budget;
  const Needs* needs = nullptr;  ///< what all sessions tell; set once the sessions are read

  /// The number of the session that is handed on; 0 when there is none.
  std::int64_t newest_session() const { return sessions.empty() ? 0 : sessions.front().number(); }
  /// The newest session in which the user said something; null when there is none.
  const Reading* with_requests() const;
  /// Bytes that one quotation may have: more room in a larger document.
  std::size_t quotation_bytes() const;
};

/// Called now and then by what takes long: it may throw to end that.
using LookUp = std::function<void()>;

/// Reads the sessions; of one whose turns have only grown since, what is new.
/// @param readings as they were left for an earlier state of the same material, or empty ones
void read(Readings& readings, const Material& material, std::int64_t budget, const LookUp& look_up);

/// What the user typed in a turn: empty for injected text, marks of interruption and other roles.
std::string human_text(const store::Turn& turn);

/// True for the mark that an agent leaves when the user stops it.
bool is_interruption(const store::Turn& turn);

/// `2026-01-05`, or nothing without a time.
std::string day_of(std::optional<Milliseconds> time);

/// `session 2, 2026-01-05`.
std::string session_label(const Reading& reading);

}  // namespace baton::handoff
