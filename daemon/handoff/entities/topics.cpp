// Words of prose.
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "daemon/base/characters.hpp"
#include "daemon/handoff/cues/cues.hpp"
#include "daemon/handoff/entities/entities.hpp"
#include "daemon/handoff/word_runs.hpp"

namespace baton::handoff {
namespace {

constexpr std::size_t shortest_topic = 4;
constexpr std::size_t shortest_word = 3;

/// Takes apart what is written with an apostrophe: `don't` stays whole, of `l'importateur` and
/// `d'accord` the article falls off.
std::string_view without_article(std::string_view word) {
  constexpr std::size_t longest_article = 2;
  const auto apostrophe = word.find('\'');
  const bool has_article = apostrophe != std::string_view::npos && apostrophe <= longest_article &&
                           letters_of(word.substr(apostrophe + 1)) >= shortest_word;
  return has_article ? word.substr(apostrophe + 1) : word;
}

/// Collects words in lower case, without stop words of any language, each once.
class TellingWords {
 public:
  explicit TellingWords(std::size_t shortest) : shortest_(shortest) {}

  void add(std::string_view word) {
    while (!word.empty() && word.back() == '\'') word.remove_suffix(1);
    if (letters_of(word) < shortest_ || cues().is_stop_word(word)) return;
    if (seen_.insert(word).second) words_.emplace_back(word);
  }

  std::vector<std::string> take() { return std::move(words_); }

 private:
  std::size_t shortest_;
  std::unordered_set<std::string_view> seen_;
  std::vector<std::string> words_;
};

/// Words of at least three letters and apostrophes that begin with a letter.
std::vector<std::string> telling_words(std::string_view text, std::size_t shortest) {
  const auto lowered = to_lower(text);
  const auto runs = word_runs(lowered, WordParts::letters);
  TellingWords words(shortest);
  for (std::size_t at = 0; at < runs.size(); ++at) {
    if (!runs[at].is_divided) {
      for (const auto word : words_of_stretch(runs[at].text)) words.add(word);
      continue;
    }
    const char* const begin = runs[at].text.data();
    const char* end = begin + runs[at].text.size();
    const char* const last = lowered.data() + lowered.size();
    while (end != last && *end == '\'') {
      ++end;
      const bool goes_on =
          at + 1 < runs.size() && runs[at + 1].is_divided && runs[at + 1].text.data() == end;
      if (goes_on) end += runs[++at].text.size();
    }
    const std::string_view word(begin, static_cast<std::size_t>(end - begin));
    if (word.size() >= shortest_word) words.add(without_article(word));
  }
  return words.take();
}

}  // namespace

std::vector<std::string> topic_words(std::string_view text) {
  return telling_words(text, shortest_topic);
}

std::vector<std::string> content_word_list(std::string_view text) {
  return telling_words(text, 1);
}

}  // namespace baton::handoff
