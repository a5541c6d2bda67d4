#pragma once
// How often, how lately and by whom an entity was named.

#include <array>
#include <cstddef>
#include <cstdint>

namespace baton::handoff {

/// The ways in which a step names an entity.
enum class Use : std::uint8_t {
  asked,   ///< by the user
  acted,   ///< to a tool: path, command, pattern
  edited,  ///< in the body of an edit
  shown,   ///< in a tool's output
  said     ///< in prose of the agent
};
inline constexpr std::size_t use_count = 5;

/// What one session did with an entity. Positions are those of steps in the session, -1 for never.
struct Mentions {
  std::array<std::uint32_t, use_count> uses{};
  std::uint32_t changes = 0;  ///< edits of the file that a path names
  bool opened = false;        ///< given within the session's opening
  bool in_first_request = false;
  std::int32_t last = 0;      ///< of all that is not only shown
  std::int32_t request = -1;  ///< the last message of the user
  std::int32_t answer = -1;   ///< the last message of the agent
  std::int32_t named = -1;    ///< the last step that gave or wrote it, topics apart

  std::uint32_t of(Use use) const { return uses[static_cast<std::size_t>(use)]; }
  void add(Use use) { ++uses[static_cast<std::size_t>(use)]; }
  bool is_given() const { return of(Use::asked) + of(Use::acted) > 0; }
  bool is_only_shown() const { return !is_given() && of(Use::edited) + of(Use::said) == 0; }
};

/// What all sessions up to a certain one did with an entity. Sums that fade are those of the
/// session `last`: from one session to the next, uses count for three quarters and openings for
/// four fifths of what they did.
struct History {
  std::array<double, use_count> lately{};
  double changed_lately = 0;
  double opened_lately = 0;
  std::array<std::uint32_t, use_count> ever{};
  std::uint32_t sessions = 0;        ///< that named it
  std::uint32_t sessions_given = 0;  ///< whose user or tools were given it
  std::uint32_t sessions_opened = 0;
  std::uint32_t times_carried = 0;  ///< sessions that opened with it and were not the first
  std::int32_t first = -1;          ///< session
  std::int32_t last = -1;           ///< session
  std::int32_t last_given = -1;     ///< session

  /// Adds what session `session` did; sessions are added in their order, each once.
  void add(const Mentions& mentions, std::int32_t session);

  /// Whether nobody but tools' outputs ever named it.
  bool is_only_shown() const;

  /// Whether it was only shown, seldom and not of late, as seen from session `session`.
  bool has_faded(std::int32_t session) const;
};

/// What is left of a use after so many sessions.
double faded_use(std::int32_t sessions);
/// What is left of an opening after so many sessions.
double faded_opening(std::int32_t sessions);

}  // namespace baton::handoff
