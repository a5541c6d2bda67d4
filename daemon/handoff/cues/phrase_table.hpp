#pragma once
// Finds the cues of all languages in one pass over a text.

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "daemon/handoff/cues/cue_file.hpp"

namespace baton::handoff {

/// The cues in the order of their first parts. A dictionary's search: with each character of the
/// text the part of the list that begins like it gets narrower, and mostly it is empty after two or
/// three. An automaton would be no faster over texts as short as sentences, and takes megabytes.
/// Any thread, once built.
class PhraseTable {
 public:
  /// @param cues point into texts that outlive the table
  explicit PhraseTable(const std::vector<Cue>& cues);

  /// Calls `on_hit(cue, begin)` for each cue that stands in the text, as often as it does.
  /// @param folded_text as folded() makes it
  template <typename OnHit>
  void scan(std::string_view folded_text, OnHit&& on_hit) const {
    for (Place place{folded_text, 0, '\n'}; next_beginning(place); advance(place)) {
      for (Span span = beginnings(place); !span.is_empty(); narrow(span, place)) {
        for (; !span.is_empty() && ends_here(span); ++span.first) {
          if (stands(cues_[span.first], place)) on_hit(cues_[span.first], place.at);
        }
      }
    }
  }

 private:
  struct Place {
    std::string_view text;
    std::size_t at;
    std::uint32_t before;  ///< the character that ends at `at`
  };
  /// Cues whose first `length` bytes are those at a place.
  struct Span {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::size_t length = 0;

    bool is_empty() const { return first >= last; }
  };

  void note_beginning(const CuePart& part);
  static void advance(Place& place);
  /// Goes on to where a cue may begin, by its first two bytes; false at the end of the text.
  bool next_beginning(Place& place) const;
  Span beginnings(const Place& place) const;
  bool ends_here(const Span& span) const {
    return cues_[span.first].first.text.size() == span.length;
  }
  void narrow(Span& span, const Place& place) const;
  static bool stands(const Cue& cue, const Place& place);

  std::vector<Cue> cues_;
  std::array<Span, 256> by_first_byte_{};
  std::bitset<65536> beginnings_;    // first two bytes of all
  std::bitset<65536> within_words_;  // first two bytes of those that need not begin a word
};

}  // namespace baton::handoff
