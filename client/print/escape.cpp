#include "client/print/escape.hpp"

#include <array>
#include <cstdio>

#include "client/print/utf8.hpp"

namespace baton::client {

namespace {

constexpr std::string_view mark_begin = "\u2068";
constexpr std::string_view mark_end = "\u2069";
constexpr std::string_view replacement = "\uFFFD";

bool is_bidi_control(char32_t code) {
  return code == 0x061C || code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
         (code >= 0x2066 && code <= 0x2069);
}

// U+2400 SYMBOL FOR NULL and those after it, in the order of C0.
void append_symbol(std::string& out, char32_t code) {
  const char32_t symbol = code == 0x7F ? 0x21 : code;
  out += "\xE2\x90";
  out += static_cast<char>(0x80 + symbol);
}

void append_visible(std::string& out, char32_t code) {
  if (code < 0x20 || code == 0x7F) return append_symbol(out, code);
  std::array<char, 16> name{};
  const int size = std::snprintf(name.data(), name.size(), "<U+%04X>", static_cast<unsigned>(code));
  out.append(name.data(), static_cast<std::size_t>(size));
}

}  // namespace

bool is_hostile(char32_t code) {
  if (code < 0x20) return code != '\n' && code != '\t';
  if (code < 0x7F) return false;
  return code <= 0x9F || is_bidi_control(code) || code == 0x2028 || code == 0x2029 ||
         (code >= 0xE0000 && code <= 0xE007F);
}

std::string escape_controls(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Character character = first_character(text);
    const bool ends_line = text.starts_with("\r\n");
    if (!character.valid) {
      out += replacement;
    } else if (is_hostile(character.code)) {
      if (!ends_line) append_visible(out, character.code);
    } else {
      out.append(text.substr(0, character.bytes));
    }
    text.remove_prefix(character.bytes);
  }
  return out;
}

std::string escape_to_line(std::string_view text) {
  std::string out;
  for (const char byte : escape_controls(text)) {
    const bool blank = byte == ' ' || byte == '\n' || byte == '\t';
    if (!blank) {
      out += byte;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string escape_snippet(std::string_view snippet, std::string_view begin, std::string_view end) {
  std::string plain;
  bool inside = false;
  std::string out;
  const auto flush = [&] {
    // Between two letters, so that blanks beside a mark are kept.
    std::string part = escape_to_line("x" + plain + "x");
    part = part.substr(1, part.size() - 2);
    out += inside && !part.empty() ? std::string(begin) + part + std::string(end) : part;
    plain.clear();
  };
  while (!snippet.empty()) {
    const bool opens = snippet.starts_with(mark_begin);
    const bool closes = snippet.starts_with(mark_end);
    if (opens || closes) {
      flush();
      inside = opens;
      snippet.remove_prefix(mark_begin.size());
    } else {
      plain += snippet.front();
      snippet.remove_prefix(1);
    }
  }
  flush();
  const std::size_t first = out.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return out.substr(first, out.find_last_not_of(' ') - first + 1);
}

}  // namespace baton::client
