#pragma once
// The entities that the next session may need, and how much each would be missed.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "daemon/handoff/memory/traces.hpp"

namespace baton::handoff {

struct NeededEntity {
  std::string key;         ///< resolved: `p:base`, or `p:parent/base` where the base is ambiguous
  double probability = 0;  ///< that the next session needs it
  double specificity = 0;  ///< of the key, as `specificity` gives it
  double weight = 0;       ///< how much it would be missed: the two, and less for a topic word
  std::shared_ptr<const Trace> trace;  ///< never null
};

/// At most so many names, and so many topic words, of a line count.
inline constexpr std::size_t names_per_line = 8;
inline constexpr std::size_t topics_per_line = 12;

/// What a line states something about, in the order of their places.
struct StatedKeys {
  std::vector<std::string> names;   ///< not resolved
  std::vector<std::string> topics;  ///< words, without `t:`
};

/// What the line names, if it has three content words besides; nothing otherwise. Pure.
StatedKeys stated_keys(std::string_view line);

/// What a project's next session may need, as seen at one moment. A value; const, so any thread.
class Needs {
 public:
  /// What there is to know.
  struct Content {
    std::vector<NeededEntity> entities;
    std::unordered_set<std::string> ambiguous;  ///< base names of several paths, in lower case
    std::vector<WorkCycle> cycles;              ///< that the traces' parts refer to
    std::deque<StatedRule> rules;               ///< the newest, oldest first
    std::int64_t last_session = 0;              ///< number of the newest session
  };

  explicit Needs(Content content);

  /// The same when it is known what the next session is to do: what the goal names, and what had a
  /// part in the same work, counts for more. @param goal in the user's words
  Needs towards(std::string_view goal) const;

  const std::vector<NeededEntity>& entities() const { return content_.entities; }
  const std::vector<WorkCycle>& cycles() const { return content_.cycles; }
  const std::deque<StatedRule>& rules() const { return content_.rules; }
  std::int64_t last_session() const { return content_.last_session; }
  /// @param base a file's name in lower case
  bool is_ambiguous(const std::string& base) const { return content_.ambiguous.contains(base); }

  /// Indexes of the entities that a line states something about: at most the first eight names and
  /// twelve topic words of a line that has three content words besides the names; none otherwise.
  std::vector<std::size_t> stated_by(std::string_view line) const;

  /// The resolved keys of a text's entities, in the order of their places, each once.
  std::vector<std::string> keys_in(std::string_view text) const;

 private:
  std::string resolve(const std::string& key) const;
  void weigh();

  Content content_;
  std::unordered_map<std::string, std::size_t> places_;  // of entities, by key
};

}  // namespace baton::handoff
