#pragma once
// Texts by their Unicode characters. All functions are pure and may be called by any thread; bytes
// that are no UTF-8 count as one character each.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace baton {

struct CodePoint {
  std::uint32_t value = 0;  ///< U+FFFD for a byte that is no UTF-8
  std::size_t bytes = 1;
};

/// The character at byte `at`, which is less than the text's size.
CodePoint code_point_at(std::string_view text, std::size_t at);

/// True when no byte is above 0x7f.
bool is_ascii(std::string_view text);

/// The number of characters.
std::size_t count_characters(std::string_view text);

/// At most the first `count` characters.
std::string_view first_characters(std::string_view text, std::size_t count);

/// Letters of every script in lower case, each by its simple mapping, as far as the C library knows
/// them.
std::string to_lower(std::string_view text);

/// Bytes of the white space beyond ASCII that stands at `at`; 0 when there is none.
std::size_t wide_space_length(std::string_view text, std::size_t at);

/// Bytes of the white space of any kind that stands at `at`, separators of information (0x1c to
/// 0x1f) included; 0 when there is none.
std::size_t space_length(std::string_view text, std::size_t at);

/// Without white space of any kind at either end.
std::string_view trim_spaces(std::string_view text);

}  // namespace baton
