#include "daemon/handoff/word_runs.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "daemon/base/characters.hpp"
#include "daemon/base/scripts.hpp"
#include "daemon/handoff/cues/cues.hpp"

namespace baton::handoff {
namespace {

/// Characters of the longest stop word that is looked for within a stretch.
constexpr std::size_t longest_stop_word = 4;
constexpr std::size_t longest_word = 4;

enum class Part : std::uint8_t { none, divided, undivided };

Part part_of(std::uint32_t character, WordParts parts) {
  if (character < 0x80) {
    const bool is_letter = (character | 0x20U) >= 'a' && (character | 0x20U) <= 'z';
    return is_letter || (parts == WordParts::letters_and_digits && is_word_character(character))
               ? Part::divided
               : Part::none;
  }
  if (!is_word_character(character)) return Part::none;
  return is_unspaced(character) && !is_hangul(character) ? Part::undivided : Part::divided;
}

enum class Writing : std::uint8_t { hiragana, katakana, ideographs, other };

Writing writing_of(std::uint32_t character) {
  if (is_hiragana(character)) return Writing::hiragana;
  if ((character >= 0x30a1 && character <= 0x30ff) || (character >= 0xff66 && character <= 0xff9f))
    return Writing::katakana;
  return is_ideographic(character) ? Writing::ideographs : Writing::other;
}

/// A line feed stands behind the text's end. Most texts are ASCII, which is told at once.
CodePoint character_at(std::string_view text, std::size_t at) {
  if (at == text.size()) return {'\n', 1};
  const auto byte = static_cast<unsigned char>(text[at]);
  return byte < 0x80 ? CodePoint{byte, 1} : code_point_at(text, at);
}

/// The text's first characters, at most `count`, with the marks that follow the last one.
std::string_view first_whole(std::string_view text, std::size_t count) {
  auto end = first_characters(text, count).size();
  while (end < text.size() && is_combining(code_point_at(text, end).value))
    end += code_point_at(text, end).bytes;
  return text.substr(0, end);
}

/// Bytes of the stop word with which the text begins; 0 without one.
std::size_t stop_word_length(std::string_view text) {
  for (std::size_t count = longest_stop_word; count > 0; --count) {
    const auto word = first_characters(text, count);
    if (cues().is_stop_word(word)) return word.size();
  }
  return 0;
}

void add_piece(std::string_view piece, Writing writing, std::vector<std::string_view>& words) {
  if (piece.empty() || writing == Writing::hiragana) return;
  if (writing == Writing::katakana || count_characters(piece) <= longest_word) {
    words.push_back(piece);
    return;
  }
  const std::size_t taken = writing == Writing::ideographs ? 2 : longest_word;
  const std::size_t step = writing == Writing::ideographs ? 1 : longest_word;
  for (; count_characters(piece) >= taken; piece.remove_prefix(first_whole(piece, step).size()))
    words.push_back(first_whole(piece, taken));
}

}  // namespace

std::vector<WordRun> word_runs(std::string_view text, WordParts parts) {
  constexpr std::size_t bytes_of_a_word = 6;
  std::vector<WordRun> runs;
  runs.reserve(text.size() / bytes_of_a_word + 1);
  Part open = Part::none;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= text.size();) {
    const CodePoint point = character_at(text, at);
    // A mark belongs to the letter before it, in whatever script.
    const Part part = point.bytes > 1 && open != Part::none && is_combining(point.value)
                          ? open
                          : part_of(point.value, parts);
    if (part != open) {
      if (open != Part::none)
        runs.push_back({text.substr(begin, at - begin), open == Part::divided});
      open = part;
      begin = at;
    }
    at += point.bytes;
  }
  return runs;
}

std::size_t letters_of(std::string_view word) {
  if (is_ascii(word)) return word.size();
  std::size_t letters = 0;
  for (std::size_t at = 0; at < word.size();) {
    const CodePoint point = code_point_at(word, at);
    if (is_hangul(point.value) || is_ideographic(point.value)) ++letters;
    if (!is_combining(point.value)) ++letters;
    at += point.bytes;
  }
  return letters;
}

std::vector<std::string_view> words_of_stretch(std::string_view stretch) {
  std::vector<std::string_view> words;
  std::size_t begin = 0;
  Writing open = Writing::hiragana;
  for (std::size_t at = 0; at < stretch.size();) {
    const CodePoint point = code_point_at(stretch, at);
    const Writing writing = is_combining(point.value) ? open : writing_of(point.value);
    const std::size_t stop = stop_word_length(stretch.substr(at));
    if (stop > 0 || writing != open) {
      add_piece(stretch.substr(begin, at - begin), open, words);
      begin = at;
      open = writing;
    }
    at += stop > 0 ? stop : point.bytes;
    if (stop > 0) begin = at;
  }
  add_piece(stretch.substr(std::min(begin, stretch.size())), open, words);
  return words;
}

}  // namespace baton::handoff
