#include "daemon/handoff/cues/phrase_table.hpp"

#include <algorithm>

#include "daemon/base/characters.hpp"
#include "daemon/base/scripts.hpp"

namespace baton::handoff {
namespace {

unsigned char byte_of(char c) {
  return static_cast<unsigned char>(c);
}

/// The number of two bytes that follow each other.
std::size_t pair_of(char first, std::size_t second) {
  return std::size_t{byte_of(first)} * 256 + second;
}

/// Most texts are ASCII, which is told at once.
CodePoint character_at(std::string_view text, std::size_t at) {
  const unsigned char byte = byte_of(text[at]);
  return byte < 0x80 ? CodePoint{byte, 1} : code_point_at(text, at);
}

/// As is_word_boundary().
bool divides(std::uint32_t before, std::uint32_t after) {
  const auto is_small_letter = [](std::uint32_t c) { return c >= 'a' && c <= 'z'; };
  if (is_small_letter(after) && (before == ' ' || is_small_letter(before))) return before == ' ';
  return is_word_boundary(before, after);
}

/// Whether the part stands in the text at `at`, as whole words where it has to.
bool stands_at(const CuePart& part, std::string_view text, std::size_t at, std::uint32_t before) {
  const std::size_t end = at + part.text.size();
  if (part.begins_word && !is_word_boundary(before, code_point_at(text, at).value)) return false;
  return !part.ends_word || end == text.size() ||
         is_word_boundary(character_before(text, end), code_point_at(text, end).value);
}

bool stands_behind(const CuePart& part, std::string_view text, std::size_t from) {
  for (auto at = text.find(part.text, from); at != std::string_view::npos;
       at = text.find(part.text, at + 1)) {
    if (stands_at(part, text, at, character_before(text, at))) return true;
  }
  return false;
}

}  // namespace

PhraseTable::PhraseTable(const std::vector<Cue>& cues) : cues_(cues) {
  std::sort(cues_.begin(), cues_.end(),
            [](const Cue& one, const Cue& other) { return one.first.text < other.first.text; });
  for (std::uint32_t at = 0; at < cues_.size(); ++at) {
    const CuePart& part = cues_[at].first;
    Span& span = by_first_byte_[byte_of(part.text.front())];
    if (span.length == 0) span = {at, at, 1};
    span.last = at + 1;
    note_beginning(part);
  }
}

void PhraseTable::note_beginning(const CuePart& part) {
  const std::size_t first = pair_of(part.text.front(), 0);
  const bool is_one_byte = part.text.size() == 1;  // then any may be the second
  for (std::size_t second = is_one_byte ? 0 : byte_of(part.text[1]); second < 256; ++second) {
    beginnings_.set(first + second);
    if (!part.begins_word) within_words_.set(first + second);
    if (!is_one_byte) break;
  }
}

void PhraseTable::advance(Place& place) {
  const CodePoint here = character_at(place.text, place.at);
  place.at += here.bytes;
  place.before = here.value;
}

bool PhraseTable::next_beginning(Place& place) const {
  for (; place.at < place.text.size(); advance(place)) {
    const std::size_t second =
        place.at + 1 < place.text.size() ? byte_of(place.text[place.at + 1]) : 0;
    const std::size_t pair = pair_of(place.text[place.at], second);
    if (!beginnings_[pair]) continue;
    if (within_words_[pair] || divides(place.before, character_at(place.text, place.at).value))
      return true;
  }
  return false;
}

PhraseTable::Span PhraseTable::beginnings(const Place& place) const {
  return by_first_byte_[byte_of(place.text[place.at])];
}

void PhraseTable::narrow(Span& span, const Place& place) const {
  const std::size_t next = place.at + span.length;
  if (next >= place.text.size()) {
    span.first = span.last;
    return;
  }
  const unsigned char wanted = byte_of(place.text[next]);
  const auto byte_at = [length = span.length](const Cue& cue) {
    return byte_of(cue.first.text[length]);
  };
  const auto first = cues_.begin() + span.first;
  const auto last = cues_.begin() + span.last;
  const auto begin =
      std::partition_point(first, last, [&](const Cue& cue) { return byte_at(cue) < wanted; });
  const auto end =
      std::partition_point(begin, last, [&](const Cue& cue) { return byte_at(cue) == wanted; });
  span = {static_cast<std::uint32_t>(begin - cues_.begin()),
          static_cast<std::uint32_t>(end - cues_.begin()), span.length + 1};
}

bool PhraseTable::stands(const Cue& cue, const Place& place) {
  return stands_at(cue.first, place.text, place.at, place.before) &&
         (cue.second.text.empty() ||
          stands_behind(cue.second, place.text, place.at + cue.first.text.size()));
}

}  // namespace baton::handoff
