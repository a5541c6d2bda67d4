#pragma once
// What one redaction rule is. Rules are data: adding one is one more row in rules.cpp.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace baton::privacy {

/// Where a rule's pattern is tried once one of its keywords was seen. It must match from there on.
enum class Anchor : std::uint8_t {
  token,  ///< at the keyword, which must begin a word; `\n`, `%3D` and the like may stand before it
  anywhere,       ///< at the keyword, whatever stands before it
  word,           ///< at the start of the word around the keyword: letters, digits and `_.+-$`
  assigned_name,  ///< the same, provided that `=` or `:` follows the word
};

/// What a matched secret must fulfil besides the pattern. None of them lets a placeholder pass.
enum class Check : std::uint8_t {
  pattern_only,  ///< nothing more: a private key, whatever is in it
  not_example,   ///< no `xxxx`, `your-key`, `<token>`, `${TOKEN}`, …
  has_digit,     ///< the same, and a digit in it: prose has none
  random,        ///< looks like random characters, not like words
  assignment,    ///< what `judge_assignment` says about the name, the value and how it is written
};

struct Rule {
  std::string name;  ///< as shown in the placeholder: a-z, 0-9 and `-`
  std::vector<std::string>
      keywords;         ///< the text must hold one of them for the pattern to be tried
  std::string pattern;  ///< RE2 syntax over bytes (Latin-1)
  int group = 0;        ///< the group that is the secret; 0 is the whole match
  Check check = Check::not_example;
  Anchor anchor = Anchor::token;
  bool ignore_case = false;  ///< in the pattern; keywords also count in capitals and Capitalised
  std::size_t reach = 2048;  ///< bytes from the anchor that the pattern may look at
};

/// The rules Baton comes with. Where two match the same bytes, the earlier one names the
/// placeholder.
std::vector<Rule> built_in_rules();

}  // namespace baton::privacy
