#include "daemon/privacy/checks.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <cmath>
#include <cstddef>

namespace baton::privacy {
namespace {

// Parts of values that nobody has as a secret, in lower case.
constexpr std::array example_parts = std::to_array<std::string_view>({"xxxx",
                                                                      "****",
                                                                      "....",
                                                                      "\xE2\x80\xA6",
                                                                      "your",
                                                                      "example",
                                                                      "placeholder",
                                                                      "changeme",
                                                                      "change-me",
                                                                      "change_me",
                                                                      "replace",
                                                                      "dummy",
                                                                      "redacted",
                                                                      "not-a-real",
                                                                      "process.env",
                                                                      "os.environ",
                                                                      "getenv",
                                                                      "import.meta",
                                                                      "${",
                                                                      "$(",
                                                                      "{{",
                                                                      "<your",
                                                                      "1234567890abcdef1234",
                                                                      "abcdefghijklmnop",
                                                                      "-here",
                                                                      "_here"});

// Whole values of the same kind.
constexpr std::array example_values = std::to_array<std::string_view>(
    {"password",   "passwd",      "secret",      "token",     "string",    "boolean",
     "number",     "undefined",   "required",    "optional",  "invalid",   "missing",
     "unknown",    "disabled",    "enabled",     "default",   "hidden",    "masked",
     "sensitive",  "private",     "public",      "return",    "function",  "object",
     "nullptr",    "nothing",     "testing",     "sample",    "username",  "credentials",
     "bearer",     "basic",       "apikey",      "api_key",   "api-key",   "access_token",
     "mypassword", "my_password", "my-password", "mysecret",  "my-secret", "my_secret",
     "secretkey",  "secret_key",  "secret-key",  "incorrect", "foobar",    "unset"});

/// How many different bytes there are.
std::size_t variety(std::string_view bytes) {
  std::bitset<256> seen;
  for (const char c : bytes) seen.set(static_cast<unsigned char>(c));
  return seen.count();
}

enum class Kind { symbol, lower, upper, digit };

Kind kind_of(char c) {
  if (is_digit(c)) return Kind::digit;
  if (is_upper(c)) return Kind::upper;
  return is_letter(c) ? Kind::lower : Kind::symbol;
}

/// How often neighbours differ in kind, symbols left out; words change rarely, random characters
/// all the time. A capital before a small letter is one word.
std::size_t kind_changes(std::string_view text) {
  std::size_t changes = 0;
  Kind last = Kind::symbol;
  for (const char c : text) {
    const Kind kind = kind_of(c);
    if (kind == Kind::symbol) continue;
    const bool same_word = last == Kind::upper && kind == Kind::lower;
    if (last != Kind::symbol && kind != last && !same_word) ++changes;
    last = kind;
  }
  return changes;
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), to_lower);
  return result;
}

bool is_example(std::string_view value) {
  if (value.empty() || variety(value) <= 2) return true;
  if (value.front() == '$' && value.size() > 1 && (is_word(value[1]) || value[1] == '{')) {
    // `$TOKEN` is a variable; `$2b$10$N9qo8uLOickgx2ZMRZo` is not.
    if (std::all_of(value.begin() + 1, value.end(), is_word) || value[1] == '{') return true;
  }
  if (value.front() == '<' && value.find('>') != std::string_view::npos) return true;
  if (value.front() == '%' && (value.back() == '%' || value.find("%(") == 0)) return true;
  if (value.front() == '{' && value.find('}') != std::string_view::npos) return true;
  const std::string text = lower_case(value);
  if (std::find(example_values.begin(), example_values.end(), text) != example_values.end())
    return true;
  return std::any_of(example_parts.begin(), example_parts.end(),
                     [&](std::string_view part) { return text.find(part) != std::string::npos; });
}

bool has_digit(std::string_view value) {
  return std::any_of(value.begin(), value.end(), is_digit);
}

bool is_hexadecimal(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  });
}

bool is_uuid(std::string_view value) {
  if (value.size() != 36) return false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash != (value[i] == '-') || (!dash && !is_hexadecimal(value.substr(i, 1)))) return false;
  }
  return true;
}

double entropy(std::string_view bytes) {
  std::array<std::size_t, 256> counts{};
  for (const char c : bytes) ++counts[static_cast<unsigned char>(c)];
  double bits = 0;
  for (const std::size_t count : counts) {
    if (count == 0) continue;
    const double share = static_cast<double>(count) / static_cast<double>(bytes.size());
    bits -= share * std::log2(share);
  }
  return bits;
}

bool looks_random(std::string_view value) {
  if (value.size() < 16 || is_uuid(value) || !has_digit(value)) return false;
  if (!std::any_of(value.begin(), value.end(), is_letter)) return false;
  // Sixteen symbols give at most 4 bits each, so hexadecimal text cannot reach what wider alphabets
  // do.
  if (entropy(value) < (is_hexadecimal(value) ? 2.8 : 3.3)) return false;
  return kind_changes(value) * 4 >= value.size();
}

}  // namespace baton::privacy
