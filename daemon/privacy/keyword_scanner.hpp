#pragma once
// Finds many short words in one pass over a text, so that clean text costs one look at each byte.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace baton::privacy {

/// An Aho-Corasick automaton over bytes. Any thread, once built.
class KeywordScanner {
 public:
  /// @param keywords none of them empty; their positions in the list are their numbers
  explicit KeywordScanner(const std::vector<std::string>& keywords);

  /// Calls `on_hit(number, end)` for each occurrence, in the order of their ends.
  template <typename OnHit>
  void scan(std::string_view text, OnHit&& on_hit) const {
    Position at;
    while (advance(text, at)) {
      for (const std::uint16_t number : found_[(at.state - first_accepting_) / classes_]) {
        on_hit(number, at.end);
      }
    }
  }

 private:
  struct Trie;
  struct Position {
    std::size_t end = 0;
    std::uint32_t state = 0;
  };

  /// Goes on to the next end of a keyword; false when there is none. Apart from the caller's work
  /// on a hit, so that the loop's few variables stay in registers: that doubles its speed.
  bool advance(std::string_view text, Position& at) const;
  void lay_out(const Trie& trie);

  std::array<std::uint8_t, 256> class_of_{};  // 0: a byte that no keyword has
  std::uint32_t classes_ = 1;
  std::vector<std::uint32_t> next_;    // by state plus class; a state is its row's first index
  std::uint32_t first_accepting_ = 0;  // states from here on end at least one keyword
  std::vector<std::vector<std::uint16_t>> found_;  // of the accepting states
};

}  // namespace baton::privacy
