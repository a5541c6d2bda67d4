#pragma once
// The rules made ready for use: patterns compiled, keywords in one automaton.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <re2/re2.h>

#include "daemon/privacy/keyword_scanner.hpp"
#include "daemon/privacy/rule.hpp"

namespace baton::privacy {

inline constexpr std::string_view placeholder_start = "[redacted:";
inline constexpr std::string_view private_open = "<private>";
inline constexpr std::string_view private_close = "</private>";
inline constexpr std::string_view private_placeholder = "[private]";
inline constexpr std::size_t placeholder_digits = 12;

struct CompiledRule {
  Rule rule;
  std::unique_ptr<RE2> pattern;
};

/// Immutable once built, so any thread may use it.
class RuleSet {
 public:
  /// What a keyword stands for when it is seen.
  struct Keyword {
    std::string text;
    std::vector<std::size_t> rules;  ///< to be tried here
    bool opens_placeholder = false;
    bool opens_private = false;
  };

  explicit RuleSet(std::vector<Rule> rules);

  const std::vector<CompiledRule>& rules() const { return rules_; }

  /// Calls `on_keyword(keyword, end)` for each keyword in the text, in the order of their ends.
  template <typename OnKeyword>
  void scan(std::string_view text, OnKeyword&& on_keyword) const {
    scanner_->scan(
        text, [&](std::size_t number, std::size_t end) { on_keyword(keywords_[number], end); });
  }

 private:
  Keyword& keyword(const std::string& text);
  void add(Rule rule);

  std::vector<CompiledRule> rules_;
  std::vector<Keyword> keywords_;
  std::optional<KeywordScanner> scanner_;
};

}  // namespace baton::privacy
