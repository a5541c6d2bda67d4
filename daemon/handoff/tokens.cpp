// A stand-in for the vocabulary of a byte-pair encoder: the text is split into words (at the humps
// of camelCase too), numbers, blanks and runs of punctuation, and each piece has a price. The
// prices of English and code were fitted to a real tokeniser (o200k_base), and they are those of
// the measure. Letters of other scripts have a price each, which lies between what cl100k_base and
// o200k_base make of the one sentence that their maker published in twenty languages; the two
// differ by up to three times, so that no price can be right for both.
#include "daemon/handoff/tokens.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "daemon/base/characters.hpp"
#include "daemon/base/scripts.hpp"
#include "daemon/handoff/handoff.hpp"

namespace baton::handoff {
namespace {

enum class Kind : std::uint8_t { punctuation, lower, upper, digit, newline, blank, skipped, wide };

constexpr std::array<Kind, 256> make_kinds() {
  std::array<Kind, 256> kinds{};
  for (std::size_t c = 'a'; c <= 'z'; ++c) kinds[c] = Kind::lower;
  for (std::size_t c = 'A'; c <= 'Z'; ++c) kinds[c] = Kind::upper;
  for (std::size_t c = '0'; c <= '9'; ++c) kinds[c] = Kind::digit;
  for (std::size_t c = 0x80; c <= 0xff; ++c) kinds[c] = Kind::wide;
  for (std::size_t c = 0x1c; c <= 0x1f; ++c) kinds[c] = Kind::skipped;  // white space, yet no blank
  kinds['\v'] = kinds['\f'] = kinds['\r'] = Kind::skipped;
  kinds[' '] = kinds['\t'] = Kind::blank;
  kinds['\n'] = Kind::newline;
  return kinds;
}

constexpr auto kinds = make_kinds();

Kind kind_at(std::string_view text, std::size_t at) {
  return kinds[static_cast<unsigned char>(text[at])];
}

std::size_t end_of_run(std::string_view text, std::size_t at, Kind kind) {
  while (at < text.size() && kind_at(text, at) == kind) ++at;
  return at;
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
}

std::size_t end_of_wide(std::string_view text, std::size_t at) {
  ++at;
  while (at < text.size() && is_continuation(text[at])) ++at;
  return at;
}

/// Accented Latin letters, which stand within words of ASCII letters.
bool is_accented(std::uint32_t c) {
  return (c >= 0xc0 && c <= 0x24f && c != 0xd7 && c != 0xf7) || (c >= 0x1e00 && c <= 0x1eff);
}

/// What a letter of a script other than Latin costs; 0 for anything else.
double letter_price(std::uint32_t c) {
  constexpr double ideograph = 0.85;
  constexpr double korean = 0.8;
  constexpr double greek_and_cyrillic = 0.4;
  constexpr double arabic_and_hebrew = 0.65;
  constexpr double indic_and_thai = 0.7;
  if (is_ideographic(c)) return ideograph;
  if (is_hangul(c)) return korean;
  if (c >= 0x370 && c <= 0x52f) return greek_and_cyrillic;
  if (c >= 0x530 && c <= 0x8ff) return arabic_and_hebrew;
  if ((c >= 0x900 && c <= 0x109f) || (c >= 0x1780 && c <= 0x17ff)) return indic_and_thai;
  return 0;
}

bool is_wide_letter(std::uint32_t c) {
  return is_accented(c) || letter_price(c) > 0;
}

/// A run that began with ASCII punctuation takes other characters along, but for letters.
std::size_t end_of_punctuation(std::string_view text, std::size_t at, std::size_t& characters) {
  while (at < text.size()) {
    const auto kind = kind_at(text, at);
    if (kind == Kind::punctuation) {
      ++at;
    } else if (kind == Kind::wide && wide_space_length(text, at) == 0 &&
               !is_wide_letter(code_point_at(text, at).value)) {
      at = end_of_wide(text, at);
    } else {
      break;
    }
    ++characters;
  }
  return at;
}

/// The end of the word at `at`: `Server` as one, `HTTP` before it as another.
std::size_t end_of_word(std::string_view text, std::size_t at) {
  if (kind_at(text, at) == Kind::lower) return end_of_run(text, at, Kind::lower);
  const auto end = end_of_run(text, at, Kind::upper);
  const bool lower_follows = end < text.size() && kind_at(text, end) == Kind::lower;
  if (!lower_follows) return end;
  return end - at == 1 ? end_of_run(text, end, Kind::lower) : end - 1;
}

/// Goes on to the end of a word whose next letter may be an accented one.
std::size_t end_of_accented(std::string_view text, std::size_t at, std::size_t& accents) {
  while (at < text.size()) {
    const auto kind = kind_at(text, at);
    if (kind == Kind::wide && is_accented(code_point_at(text, at).value)) {
      at = end_of_wide(text, at);
      ++accents;
    } else if (kind == Kind::lower && accents > 0) {
      at = end_of_run(text, at, kind);
    } else {
      break;
    }
  }
  return at;
}

double word_weight(std::size_t letters) {
  return 1.04 + (letters > 6 ? 0.05 * static_cast<double>(letters - 6) : 0.0);
}

double number_weight(std::size_t digits) {
  const std::size_t groups_of_three = (digits + 2) / 3;
  return 1.27 * static_cast<double>(groups_of_three);
}

/// Of a word that begins at `start` and goes on with accented letters from `at`, which is moved to
/// its end.
double accented_weight(std::string_view text, std::size_t start, std::size_t& at) {
  constexpr double accent = 0.9;
  std::size_t accents = 0;
  at = end_of_accented(text, at, accents);
  return word_weight(at - start - accents) + accent * static_cast<double>(accents);
}

/// Of a character beyond ASCII, or of the word that it begins; moves `at` behind it.
double wide_weight(std::string_view text, std::size_t& at) {
  constexpr double other = 1.2;
  const std::uint32_t character = code_point_at(text, at).value;
  if (is_accented(character)) {
    const std::size_t start = at;
    return accented_weight(text, start, at);
  }
  at = end_of_wide(text, at);
  const double letter = letter_price(character);
  return letter > 0 ? letter : other;
}

}  // namespace

double token_weight(std::string_view text) {
  double weight = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto start = at;
    switch (const auto kind = kind_at(text, at); kind) {
      case Kind::lower:
      case Kind::upper:
        at = end_of_word(text, at);
        weight += accented_weight(text, start, at);
        break;
      case Kind::digit:
        at = end_of_run(text, at, kind);
        weight += number_weight(at - start);
        break;
      case Kind::newline:
        at = end_of_run(text, at, kind);
        weight += 0.5;
        break;
      case Kind::blank:
        at = end_of_run(text, at, kind);
        weight += at - start > 1 ? 1.34 : 0.0;
        break;
      case Kind::skipped:
        ++at;
        break;
      case Kind::wide:
        weight += wide_weight(text, at);
        break;
      case Kind::punctuation: {
        std::size_t characters = 0;
        at = end_of_punctuation(text, at, characters);
        weight += 0.75 + 0.25 * static_cast<double>(characters - 1);
        break;
      }
    }
  }
  return weight;
}

std::int64_t estimate_tokens(std::string_view text) {
  return static_cast<std::int64_t>(std::ceil(token_weight(text)));
}

}  // namespace baton::handoff
