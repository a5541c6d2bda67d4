#pragma once
// Which earlier sessions the newest one resembles, and what they and their followers were about.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "daemon/handoff/memory/key_table.hpp"

namespace baton::handoff {

/// What one session was about, by keys as they were named, each once. Those of past sessions are
/// sorted.
struct SessionTopics {
  std::vector<KeyId> given;   ///< to the user's or a tool's words; no topic words
  std::vector<KeyId> asked;   ///< by the user
  std::vector<KeyId> opened;  ///< given within the session's opening
  double weight = 0;          ///< sum of the squared weights of `given`
};

/// How much a key belongs to the sessions that resemble the newest one.
struct Resemblance {
  double given = 0;  ///< in such a session
  double next = 0;   ///< in the opening of the session after it
  double asked = 0;  ///< by the user in such a session
};

/// The last forty sessions. Two sessions resemble each other by the cosine of what was given in
/// them, each key weighted by how much it says. What the newest one shares with each other is kept
/// up to date with each key, so that asking is cheap at any moment.
class SimilarSessions {
 public:
  /// The newest session becomes a past one; the oldest is forgotten.
  void begin_session();

  /// Each key once per session.
  void add_given(KeyId id, double weight);
  void add_asked(KeyId id) { newest_.asked.push_back(id); }
  void add_opened(KeyId id) { newest_.opened.push_back(id); }

  /// By key, for keys below `key_count`, which is more than any key that was added.
  std::vector<Resemblance> resemblances(std::size_t key_count) const;

  /// Gives the keys of past sessions new numbers, by the old ones; those without one are forgotten.
  /// To be called before the newest session has any. No number is UINT32_MAX.
  void renumber(const std::vector<KeyId>& new_ids);

  /// For saving: the past sessions from the oldest on, and the newest.
  const std::deque<SessionTopics>& past() const { return past_; }
  const SessionTopics& newest() const { return newest_; }

  /// Takes a session that has ended; its lists are sorted.
  void restore_past(SessionTopics session);

 private:
  std::deque<SessionTopics> past_;
  std::deque<double> common_;  // of each past session and the newest: squared weights of both
  SessionTopics newest_;
};

}  // namespace baton::handoff
