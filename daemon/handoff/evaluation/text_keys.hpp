#pragma once
// What a handoff names, line by line.

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "daemon/handoff/entities/entities.hpp"

namespace baton::handoff::evaluation {

/// One line, without its citations.
struct LineKeys {
  std::vector<std::string> entities;  ///< resolved, in the order of their first place
  std::vector<std::string> topics;    ///< words, in the order of their first place
  std::vector<std::string> words;     ///< content words besides the entities, each once
  bool says_something = false;        ///< has three and more of these words
};

/// A handoff as the scores see it.
struct TextKeys {
  std::vector<LineKeys> lines;
  std::unordered_set<std::string> entities;  ///< of all lines
  std::unordered_set<std::string> topics;    ///< as keys, `t:word`
  /// Entities and topics of lines that say something, of each line only the first: 8 entities and
  /// 12 topics.
  std::unordered_set<std::string> labelled;
  std::string lowered;  ///< the text in lower case, with single spaces

  /// Whether the text names the key anywhere; a command also by its words alone.
  bool names(const std::string& resolved_key) const;
};

/// How many entities and topics of one line count.
inline constexpr std::size_t counted_entities = 8;
inline constexpr std::size_t counted_topics = 12;

/// Reads a handoff's text. Pure.
TextKeys read_text(std::string_view text, const NameResolver& names);

}  // namespace baton::handoff::evaluation
