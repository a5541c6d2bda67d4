#pragma once
// Tells secrets from what only stands in their place: examples, variables, words, paths, hashes.

#include <string>
#include <string_view>

namespace baton::privacy {

/// A matched secret with what surrounds it.
struct Candidate {
  std::string_view head;  ///< the match up to the secret
  std::string_view secret;
  char follows = '\0';  ///< the byte after the secret, NUL at the end of the text
};

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || is_upper(c);
}
constexpr bool is_word(char c) {
  return is_letter(c) || is_digit(c) || c == '_';
}
constexpr char to_lower(char c) {
  return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}
constexpr char to_upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// With A-Z turned into a-z; other bytes stay.
std::string lower_case(std::string_view text);

/// True for what documentation and code write where a secret belongs: `xxxx`, `your-api-key`,
/// `<token>`, `$TOKEN`,
/// `${TOKEN}`, `{{token}}`, `process.env.TOKEN`, `changeme`, and Baton's own placeholders.
bool is_example(std::string_view value);

/// True when the characters look drawn at random: at least 16, letters and digits mixed, high
/// entropy. Words, identifiers, UUIDs, dates and paths are not; hexadecimal hashes are.
bool looks_random(std::string_view value);

bool has_digit(std::string_view value);
bool is_hexadecimal(std::string_view value);

/// 8-4-4-4-12 hexadecimal digits.
bool is_uuid(std::string_view value);

/// Shannon entropy of the bytes' frequencies, in bits per byte.
double entropy(std::string_view bytes);

/// Decides on a value assigned to a name (`head` is `name = "` or the like): how telling the name
/// is, how the value is written and what it is made of. Any thread.
bool judge_assignment(const Candidate& candidate);

}  // namespace baton::privacy
