#include "daemon/privacy/keyword_scanner.hpp"

namespace baton::privacy {

/// The automaton while it is built, with one row of `classes` transitions per state.
struct KeywordScanner::Trie {
  std::uint32_t classes;
  std::vector<std::uint32_t> next;
  std::vector<std::vector<std::uint16_t>> found;

  explicit Trie(std::uint32_t class_count) : classes(class_count) { add_state(); }

  std::uint32_t add_state() {
    next.resize(next.size() + classes, 0);
    found.emplace_back();
    return static_cast<std::uint32_t>(found.size() - 1);
  }

  std::uint32_t& edge(std::uint32_t state, std::uint32_t byte_class) {
    return next[std::size_t{state} * classes + byte_class];
  }

  /// Turns missing edges into those of the longest suffix that is also in the trie, breadth first.
  void add_fallbacks() {
    std::vector<std::uint32_t> fallback(found.size(), 0);
    std::vector<std::uint32_t> queue{0};
    for (std::size_t head = 0; head < queue.size(); ++head) {
      const std::uint32_t state = queue[head];
      for (std::uint32_t c = 0; c < classes; ++c) {
        const std::uint32_t target = edge(state, c);
        const std::uint32_t shorter = state == 0 ? 0 : edge(fallback[state], c);
        if (target == 0) {
          edge(state, c) = shorter;
          continue;
        }
        fallback[target] = shorter;
        found[target].insert(found[target].end(), found[shorter].begin(), found[shorter].end());
        queue.push_back(target);
      }
    }
  }
};

KeywordScanner::KeywordScanner(const std::vector<std::string>& keywords) {
  for (const std::string& keyword : keywords) {
    for (const char c : keyword) {
      auto& byte_class = class_of_[static_cast<unsigned char>(c)];
      if (byte_class == 0) byte_class = static_cast<std::uint8_t>(classes_++);
    }
  }
  Trie trie(classes_);
  for (std::size_t number = 0; number < keywords.size(); ++number) {
    std::uint32_t state = 0;
    for (const char c : keywords[number]) {
      const std::uint32_t byte_class = class_of_[static_cast<unsigned char>(c)];
      std::uint32_t target = trie.edge(state, byte_class);
      if (target == 0) {
        target = trie.add_state();
        trie.edge(state, byte_class) = target;
      }
      state = target;
    }
    trie.found[state].push_back(static_cast<std::uint16_t>(number));
  }
  trie.add_fallbacks();
  lay_out(trie);
}

bool KeywordScanner::advance(std::string_view text, Position& at) const {
  const std::uint32_t* const next = next_.data();
  const std::uint8_t* const class_of = class_of_.data();
  const std::uint32_t first_accepting = first_accepting_;
  std::uint32_t state = at.state;
  for (std::size_t i = at.end; i < text.size(); ++i) {
    state = next[state + class_of[static_cast<unsigned char>(text[i])]];
    if (state < first_accepting) continue;
    at = {i + 1, state};
    return true;
  }
  return false;
}

// Accepting states get the highest numbers, so that the scanning loop needs one comparison to know
// them.
void KeywordScanner::lay_out(const Trie& trie) {
  std::vector<std::uint32_t> row(trie.found.size());
  std::uint32_t rows = 0;
  for (const bool accepting : {false, true}) {
    if (accepting) first_accepting_ = rows * classes_;
    for (std::size_t state = 0; state < row.size(); ++state) {
      if (trie.found[state].empty() == accepting) continue;
      row[state] = rows++ * classes_;
      if (accepting) found_.push_back(trie.found[state]);
    }
  }
  next_.resize(trie.next.size());
  for (std::size_t state = 0; state < row.size(); ++state) {
    for (std::uint32_t c = 0; c < classes_; ++c) {
      next_[row[state] + c] = row[trie.next[state * classes_ + c]];
    }
  }
}

}  // namespace baton::privacy
