#include "daemon/base/text.hpp"

#include <cstdint>

#include "daemon/base/scripts.hpp"

namespace baton {
namespace {

constexpr std::string_view white_space = " \t\r\n\f\v";

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// Length of the well-formed UTF-8 sequence at the front of `bytes`, 0 when it is ill-formed
/// (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF).
std::size_t sequence_length(std::string_view bytes) {
  const auto lead = static_cast<unsigned char>(bytes.front());
  if (lead < 0x80U) return 1;
  const std::size_t length = lead >= 0xC2U && lead <= 0xDFU   ? 2
                             : lead >= 0xE0U && lead <= 0xEFU ? 3
                             : lead >= 0xF0U && lead <= 0xF4U ? 4
                                                              : 0;
  if (length == 0 || bytes.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(bytes[i])) return 0;
  }
  const auto second = static_cast<unsigned char>(bytes[1]);
  const bool out_of_range = (lead == 0xE0U && second < 0xA0U) ||
                            (lead == 0xEDU && second > 0x9FU) ||
                            (lead == 0xF0U && second < 0x90U) || (lead == 0xF4U && second > 0x8FU);
  return out_of_range ? 0 : length;
}

}  // namespace

std::string_view utf8_prefix(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  std::size_t end = max_bytes;
  while (end > 0 && is_continuation(text[end])) --end;
  return text.substr(0, end);
}

bool is_valid_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t length = sequence_length(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

std::string to_valid_utf8(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) {
    const std::size_t length = sequence_length(bytes);
    if (length == 0) {
      text += "\xEF\xBF\xBD";
      bytes.remove_prefix(1);
    } else if (bytes.front() == '\0') {
      text += "\xE2\x90\x80";
      bytes.remove_prefix(1);
    } else {
      text.append(bytes.substr(0, length));
      bytes.remove_prefix(length);
    }
  }
  return text;
}

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(white_space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(white_space) - first + 1);
}

std::string first_line(std::string_view text, std::size_t max_bytes) {
  const std::string_view trimmed = trim(text);
  const std::string_view line = trim(trimmed.substr(0, trimmed.find('\n')));
  if (line.size() <= max_bytes) return std::string(line);
  return std::string(trim(whole_prefix(line, max_bytes))) + "…";
}

std::string squeeze_spaces(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const char c : trim(text)) {
    const bool is_space = white_space.find(c) != std::string_view::npos;
    if (!is_space) {
      result += c;
    } else if (result.back() != ' ') {
      result += ' ';
    }
  }
  return result;
}

}  // namespace baton
