#include "daemon/base/characters.hpp"

#include <algorithm>
#include <cstring>

#include <locale.h>
#include <wctype.h>

namespace baton {
namespace {

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U;
}

std::size_t announced_length(unsigned char lead) {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  return 1;
}

std::uint32_t mapped_to_lower(std::uint32_t character) {
  // The process's own locale says nothing of the logs', so the mapping is asked of UTF-8's by name.
  static const locale_t unicode = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  if (unicode == nullptr) return character;
  return static_cast<std::uint32_t>(towlower_l(static_cast<wint_t>(character), unicode));
}

void append_utf8(std::string& out, std::uint32_t c) {
  const auto byte = [](std::uint32_t value) { return static_cast<char>(value); };
  if (c < 0x80) {
    out += byte(c);
  } else if (c < 0x800) {
    out += {byte(0xc0U | c >> 6U), byte(0x80U | (c & 0x3fU))};
  } else if (c < 0x10000) {
    out += {byte(0xe0U | c >> 12U), byte(0x80U | (c >> 6U & 0x3fU)), byte(0x80U | (c & 0x3fU))};
  } else {
    out += {byte(0xf0U | c >> 18U), byte(0x80U | (c >> 12U & 0x3fU)),
            byte(0x80U | (c >> 6U & 0x3fU)), byte(0x80U | (c & 0x3fU))};
  }
}

bool is_ascii_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || (c >= '\x1c' && c <= '\x1f');
}

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return {lead, 1};
  const auto length = announced_length(lead);
  if (length == 1 || text.size() - at < length) return {0xfffd, 1};
  std::uint32_t value = lead & (0xffU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(text[at + i])) return {0xfffd, 1};
    value = value << 6U | (static_cast<unsigned char>(text[at + i]) & 0x3fU);
  }
  return {value, length};
}

bool is_ascii(std::string_view text) {
  std::size_t at = 0;
  for (; at + sizeof(std::uint64_t) <= text.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    if ((word & 0x8080808080808080U) != 0) return false;
  }
  for (; at < text.size(); ++at) {
    if (static_cast<unsigned char>(text[at]) >= 0x80) return false;
  }
  return true;
}

std::size_t count_characters(std::string_view text) {
  if (is_ascii(text)) return text.size();
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += code_point_at(text, at).bytes) ++count;
  return count;
}

std::string_view first_characters(std::string_view text, std::size_t count) {
  if (text.size() <= count) return text;
  if (is_ascii(text.substr(0, count))) return text.substr(0, count);
  std::size_t at = 0;
  for (std::size_t seen = 0; seen < count && at < text.size(); ++seen) {
    at += code_point_at(text, at).bytes;
  }
  return text.substr(0, at);
}

std::string to_lower(std::string_view text) {
  std::string out;
  if (is_ascii(text)) {
    out = text;
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
  }
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    if (point.bytes == 1) {
      const char c = text[at];
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    } else {
      append_utf8(out, mapped_to_lower(point.value));
    }
    at += point.bytes;
  }
  return out;
}

std::size_t wide_space_length(std::string_view text, std::size_t at) {
  const auto two = text.substr(at, 2);
  if (two == "\xc2\x85" || two == "\xc2\xa0") return 2;
  const auto three = text.substr(at, 3);
  if (three == "\xe1\x9a\x80" || three == "\xe2\x80\xa8" || three == "\xe2\x80\xa9" ||
      three == "\xe2\x80\xaf" || three == "\xe2\x81\x9f" || three == "\xe3\x80\x80") {
    return 3;
  }
  if (three.size() == 3 && three.substr(0, 2) == "\xe2\x80" &&
      static_cast<unsigned char>(three[2]) >= 0x80 && static_cast<unsigned char>(three[2]) <= 0x8a)
    return 3;
  return 0;
}

std::size_t space_length(std::string_view text, std::size_t at) {
  if (static_cast<unsigned char>(text[at]) < 0x80) return is_ascii_space(text[at]) ? 1 : 0;
  return wide_space_length(text, at);
}

std::string_view trim_spaces(std::string_view text) {
  while (!text.empty()) {
    const auto length = space_length(text, 0);
    if (length == 0) break;
    text.remove_prefix(length);
  }
  while (!text.empty()) {
    auto last = text.size() - 1;
    while (last > 0 && is_continuation(text[last]) && text.size() - last < 4) --last;
    const auto length = space_length(text, last);
    if (length == 0 || last + length != text.size()) break;
    text.remove_suffix(length);
  }
  return text;
}

}  // namespace baton
