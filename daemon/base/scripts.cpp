#include "daemon/base/scripts.hpp"

#include <algorithm>
#include <iterator>

#include <locale.h>
#include <wctype.h>

#include "daemon/base/characters.hpp"
#include "daemon/base/text.hpp"

namespace baton {
namespace {

constexpr std::uint32_t joiner = 0x200d;

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

template <std::size_t size>
bool lies_in(const Range (&ranges)[size], std::uint32_t character) {
  const auto* range = std::upper_bound(
      std::begin(ranges), std::end(ranges), character,
      [](std::uint32_t value, const Range& candidate) { return value < candidate.first; });
  return range != std::begin(ranges) && character <= std::prev(range)->last;
}

/// Marks of the scripts in use today, by blocks rather than one by one.
constexpr Range combining[] = {
    {0x0300, 0x036f},   {0x0483, 0x0489},   {0x0591, 0x05bd},   {0x05bf, 0x05bf}, {0x05c1, 0x05c2},
    {0x05c4, 0x05c5},   {0x0610, 0x061a},   {0x064b, 0x065f},   {0x0670, 0x0670}, {0x06d6, 0x06dc},
    {0x06df, 0x06e4},   {0x0900, 0x0903},   {0x093a, 0x093c},   {0x093e, 0x094f}, {0x0951, 0x0957},
    {0x0962, 0x0963},   {0x0981, 0x0983},   {0x09bc, 0x09bc},   {0x09be, 0x09cd}, {0x0a01, 0x0a03},
    {0x0a3c, 0x0a51},   {0x0a81, 0x0a83},   {0x0abc, 0x0abc},   {0x0abe, 0x0acd}, {0x0b01, 0x0b03},
    {0x0b3c, 0x0b3c},   {0x0b3e, 0x0b57},   {0x0b82, 0x0b82},   {0x0bbe, 0x0bcd}, {0x0c00, 0x0c04},
    {0x0c3e, 0x0c56},   {0x0c81, 0x0c83},   {0x0cbc, 0x0cbc},   {0x0cbe, 0x0cd6}, {0x0d00, 0x0d03},
    {0x0d3b, 0x0d3c},   {0x0d3e, 0x0d4d},   {0x0dca, 0x0ddf},   {0x0e31, 0x0e31}, {0x0e34, 0x0e3a},
    {0x0e47, 0x0e4e},   {0x0eb1, 0x0eb1},   {0x0eb4, 0x0ebc},   {0x0ec8, 0x0ece}, {0x102b, 0x103e},
    {0x1056, 0x1059},   {0x17b4, 0x17d3},   {0x1ab0, 0x1aff},   {0x1dc0, 0x1dff}, {0x200c, 0x200d},
    {0x20d0, 0x20ff},   {0x302a, 0x302f},   {0x3099, 0x309a},   {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f},
    {0x1f3fb, 0x1f3ff}, {0xe0020, 0xe007f}, {0xe0100, 0xe01ef},
};

constexpr Range ideographic[] = {
    {0x3005, 0x3007}, {0x3041, 0x3096},   {0x309d, 0x309f},   {0x30a1, 0x30fa}, {0x30fc, 0x30ff},
    {0x3105, 0x312f}, {0x31f0, 0x31ff},   {0x3400, 0x4dbf},   {0x4e00, 0x9fff}, {0xf900, 0xfaff},
    {0xff66, 0xff9f}, {0x1b000, 0x1b16f}, {0x20000, 0x323af},
};

constexpr Range hangul[] = {
    {0x1100, 0x11ff}, {0x3131, 0x318e}, {0xa960, 0xa97c}, {0xac00, 0xd7a3}, {0xd7b0, 0xd7fb}};

constexpr Range unspaced_letters[] = {
    {0x0e01, 0x0e4e},  // Thai
    {0x0e81, 0x0ece},  // Lao
    {0x1000, 0x109f},  // Burmese
    {0x1780, 0x17d3},  // Khmer
};

bool is_regional_indicator(std::uint32_t character) {
  return character >= 0x1f1e6 && character <= 0x1f1ff;
}

/// Two regional indicators make a flag: whether an odd number of them stands before `at`.
bool is_within_flag(std::string_view text, std::size_t at) {
  constexpr std::size_t bytes = 4;
  bool within = false;
  while (at >= bytes && is_regional_indicator(character_before(text, at))) {
    within = !within;
    at -= bytes;
  }
  return within;
}

bool may_cut_at(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  const std::uint32_t after = code_point_at(text, at).value;
  return !is_combining(after) && character_before(text, at) != joiner &&
         !(is_regional_indicator(after) && is_within_flag(text, at));
}

}  // namespace

bool is_word_character(std::uint32_t character) {
  if (character < 0x80) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || character == '_';
  }
  // The process's own locale says nothing of the logs', so UTF-8's is asked by name.
  static const locale_t unicode = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  if (unicode == nullptr) return true;
  return iswalnum_l(static_cast<wint_t>(character), unicode) != 0 || is_combining(character);
}

bool is_combining(std::uint32_t character) {
  return character >= 0x300 && lies_in(combining, character);
}

bool is_unspaced(std::uint32_t character) {
  return is_ideographic(character) || is_hangul(character) || lies_in(unspaced_letters, character);
}

bool is_ideographic(std::uint32_t character) {
  return character >= 0x3005 && lies_in(ideographic, character);
}

bool is_hangul(std::uint32_t character) {
  return character >= 0x1100 && lies_in(hangul, character);
}

bool is_hiragana(std::uint32_t character) {
  return character >= 0x3041 && character <= 0x309f;
}

bool is_word_boundary(std::uint32_t before, std::uint32_t after) {
  if (!is_word_character(before) || !is_word_character(after)) return true;
  return (is_unspaced(before) || is_unspaced(after)) && !is_combining(after);
}

std::uint32_t character_before(std::string_view text, std::size_t at) {
  if (at == 0) return '\n';
  std::size_t begin = at - 1;
  while (begin > 0 && at - begin < 4 && (static_cast<unsigned char>(text[begin]) & 0xc0U) == 0x80U)
    --begin;
  return code_point_at(text, begin).value;
}

std::string_view whole_prefix(std::string_view text, std::size_t bytes) {
  // A longer run of marks is no writing; cutting it loses nothing.
  constexpr std::size_t longest_character = 64;
  if (text.size() <= bytes) return text;
  const std::size_t longest = utf8_prefix(text, bytes).size();
  for (std::size_t end = longest; end > 0 && longest - end < longest_character;
       end = utf8_prefix(text, end - 1).size()) {
    if (may_cut_at(text, end)) return text.substr(0, end);
  }
  return text.substr(0, longest);
}

}  // namespace baton
