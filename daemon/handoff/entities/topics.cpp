// Words of prose.
#include <cstddef>
#include <string>
#include <unordered_set>
#include <vector>

#include "daemon/handoff/entities/entities.hpp"
#include "daemon/handoff/entities/vocabulary.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

constexpr std::size_t shortest_topic = 4;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string_view without_apostrophes(std::string_view word) {
  while (!word.empty() && word.back() == '\'') word.remove_suffix(1);
  return word;
}

/// Words of at least three letters of ASCII and apostrophes, without stop words, each once.
std::vector<std::string> telling_words(std::string_view text, std::size_t shortest) {
  const auto lowered = lower_ascii(text);
  std::vector<std::string> words;
  std::unordered_set<std::string_view> seen;
  for (std::size_t at = 0; at < lowered.size();) {
    const auto start = at;
    if (is_letter(lowered[at])) {
      while (at < lowered.size() && (is_letter(lowered[at]) || lowered[at] == '\'')) ++at;
    } else {
      ++at;
    }
    if (at - start < 3) continue;
    const auto word = without_apostrophes(std::string_view(lowered).substr(start, at - start));
    if (word.size() >= shortest && !is_stop_word(word) && seen.insert(word).second)
      words.emplace_back(word);
  }
  return words;
}

}  // namespace

std::vector<std::string> topic_words(std::string_view text) {
  return telling_words(text, shortest_topic);
}

std::vector<std::string> content_word_list(std::string_view text) {
  return telling_words(text, 1);
}

}  // namespace baton::handoff
