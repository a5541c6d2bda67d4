#include "daemon/handoff/text_safety.hpp"

#include <array>
#include <cstdint>
#include <cstdio>

#include "daemon/base/characters.hpp"
#include "daemon/base/scripts.hpp"
#include "daemon/base/text.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

/// Tags by which agents and Baton mark text that is not the user's. In a log they are quotations.
constexpr std::array<std::string_view, 12> obeyed_tags{"baton-",
                                                       "system-reminder",
                                                       "system>",
                                                       "system_",
                                                       "user-prompt-submit-hook",
                                                       "command-",
                                                       "local-command",
                                                       "task-notification",
                                                       "function_calls",
                                                       "antml:",
                                                       "user_query",
                                                       "environment_details"};

bool opens_obeyed_tag(std::string_view after_bracket) {
  while (!after_bracket.empty() && (after_bracket[0] == '/' || after_bracket[0] == ' '))
    after_bracket.remove_prefix(1);
  for (const auto tag : obeyed_tags) {
    if (starts_with_ignoring_case(after_bracket, tag)) return true;
  }
  return false;
}

bool is_invisible(std::uint32_t c) {
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069) ||
         (c >= 0x200b && c <= 0x200f && c != 0x200d) || c == 0x061c || c == 0x2028 || c == 0x2029 ||
         c == 0xfeff || (c >= 0xe0000 && c <= 0xe007f);
}

/// A non-joiner between two letters is orthography: Persian and the scripts of India tell words
/// apart by it.
bool parts_letters(std::string_view text, std::size_t at, CodePoint point) {
  constexpr std::uint32_t non_joiner = 0x200c;
  constexpr std::uint32_t first_such_letter = 0x600;
  const std::size_t next = at + point.bytes;
  if (point.value != non_joiner || next >= text.size()) return false;
  const std::uint32_t before = character_before(text, at);
  const std::uint32_t after = code_point_at(text, next).value;
  return before >= first_such_letter && after >= first_such_letter && !is_invisible(before) &&
         !is_invisible(after) && is_word_character(before) && is_word_character(after);
}

void append_control_picture(std::string& out, std::uint32_t control) {
  const auto picture = control == 0x7f ? 0x21U : control;  // U+2400 + control; U+2421 for DEL
  out += "\xe2\x90";
  out += static_cast<char>(0x80U + picture);
}

void append_number(std::string& out, std::uint32_t c) {
  std::array<char, 24> buffer{};
  const int length =
      std::snprintf(buffer.data(), buffer.size(), "\xe2\x9f\xa8U+%04X\xe2\x9f\xa9", c);
  out.append(buffer.data(), static_cast<std::size_t>(length));
}

void append_safely(std::string& out, std::string_view text, std::size_t at, CodePoint point) {
  const auto c = point.value;
  if (c == '\r' && at + 1 < text.size() && text[at + 1] == '\n') return;
  if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f) {
    append_control_picture(out, c);
  } else if ((c >= 0x80 && c <= 0x9f) || (is_invisible(c) && !parts_letters(text, at, point))) {
    append_number(out, c);
  } else if (c == '<' && opens_obeyed_tag(text.substr(at + 1))) {
    out += "&lt;";
  } else {
    out.append(text, at, point.bytes);
  }
}

}  // namespace

std::string neutralise(std::string_view raw) {
  const auto text = to_valid_utf8(raw);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    append_safely(out, text, at, point);
    at += point.bytes;
  }
  return out;
}

std::string without_terminal_colours(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\x1b' || at + 1 >= text.size() || text[at + 1] != '[') {
      out += text[at];
      continue;
    }
    at += 2;
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x40) ++at;
  }
  return out;
}

}  // namespace baton::handoff
