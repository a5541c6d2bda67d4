#pragma once
// Finds the secrets of one text.

#include <cstddef>
#include <string_view>
#include <vector>

#include "daemon/privacy/rule_set.hpp"

namespace baton::privacy {

/// The bytes [begin, end) are a secret by the rule of that number.
struct Match {
  std::size_t begin;
  std::size_t end;
  std::size_t rule;
};

struct Findings {
  std::vector<Match> secrets;  ///< sorted, none overlapping
  bool has_private = false;    ///< a `<private>` tag was seen
};

/// Looks through a text once. Placeholders in it are no secrets. Of secrets that overlap it makes
/// one, which bears the rule of the longest. On valid UTF-8 no secret cuts a character. Any thread.
Findings find_secrets(const RuleSet& rules, std::string_view text);

}  // namespace baton::privacy
