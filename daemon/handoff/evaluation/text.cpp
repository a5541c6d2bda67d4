#include "daemon/handoff/evaluation/text.hpp"

#include <unordered_set>
#include <utility>

#include "daemon/base/characters.hpp"
#include "daemon/base/text.hpp"
#include "daemon/handoff/entities/vocabulary.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff::evaluation {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Runs of three and more letters and apostrophes, without stop words.
std::vector<std::string> words_in(std::string_view lowered) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < lowered.size();) {
    if (!is_letter(lowered[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < lowered.size() && (is_letter(lowered[at]) || lowered[at] == '\'')) ++at;
    if (at - begin < 3) continue;
    const auto word = stripped_of(lowered.substr(begin, at - begin), "'");
    if (!is_stop_word(word)) words.emplace_back(word);
  }
  return words;
}

}  // namespace

std::vector<std::string> all_matches(const Regex& pattern, std::string_view text) {
  const std::string valid = to_valid_utf8(text);
  const RegexSubject subject(valid);
  std::vector<std::string> matches;
  std::size_t from = 0;
  for (auto match = pattern.search(subject); match; match = pattern.search(subject, from)) {
    from = (*match)[0].end;
    matches.push_back(valid.substr((*match)[0].begin, from - (*match)[0].begin));
  }
  return matches;
}

std::optional<std::string> first_group(const Regex& pattern, std::string_view text) {
  const auto match = pattern.search(RegexSubject(text));
  if (!match) return std::nullopt;
  const RegexGroup& group = (*match)[1];
  return std::string(text.substr(group.begin, group.end - group.begin));
}

std::vector<std::string> plain_words(std::string_view text) {
  static const Regex word(R"(\w+)");
  return all_matches(word, to_lower(text));
}

std::vector<std::string> content_words_of(std::string_view text) {
  return words_in(to_lower(text));
}

std::vector<std::string> measured_topics(std::string_view text) {
  constexpr std::size_t shortest = 4;
  std::vector<std::string> topics;
  std::unordered_set<std::string> seen;
  for (auto& word : words_in(lower_ascii(text))) {
    if (word.size() >= shortest && seen.insert(word).second) topics.push_back(std::move(word));
  }
  return topics;
}

std::vector<std::string> fact_words(std::string_view text) {
  static const Regex pattern(R"([A-Za-z_][\w'./-]{2,}|\d{2,})");
  std::vector<std::string> words;
  for (const auto& match : all_matches(pattern, text)) {
    const std::string lowered = to_lower(match);
    const auto word = stripped_of(lowered, "'./-");
    if (count_characters(word) > 1 && !is_stop_word(word)) words.emplace_back(word);
  }
  return words;
}

std::vector<std::string> prose_sentences(std::string_view text) {
  static const Regex ends(R"((?<=[.!?])\s+|\n+)");
  const std::string prose = to_valid_utf8(without_fenced_blocks(text));
  std::vector<std::string> sentences;
  for (const auto piece : ends.split(prose)) {
    const auto sentence = stripped_of(piece, " \t#>*-|");
    if (!sentence.empty()) sentences.emplace_back(sentence);
  }
  return sentences;
}

std::string_view stripped_of(std::string_view text, std::string_view marks) {
  const auto first = text.find_first_not_of(marks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(marks) - first + 1);
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  for (;;) {
    const auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

std::string without_citations(std::string_view line) {
  static const Regex citation(
      R"(\s*\[(?:s\d+(?::t?\d+(?:-\d+)?)?|\d+:\d+)(?:,\s*s?\d*:?t?\d+)*\])");
  return citation.replace(line, "");
}

std::string squeezed_lower(std::string_view text) {
  std::string out;
  bool blank = false;
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t space = space_length(text, at); space > 0) {
      blank = true;
      at += space;
      continue;
    }
    if (blank) out += ' ';
    blank = false;
    out += text[at++];
  }
  if (blank) out += ' ';
  return to_lower(out);
}

}  // namespace baton::handoff::evaluation
