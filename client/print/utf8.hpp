#pragma once
// UTF-8 one character at a time, for printing.

#include <cstddef>
#include <string_view>

namespace baton::client {

/// One character at the beginning of a text.
struct Character {
  char32_t code = 0;      ///< U+FFFD when the byte is not part of a well-formed character
  std::size_t bytes = 0;  ///< how many bytes it takes; at least 1
  bool valid = false;     ///< false for a stray byte
};

/// Decodes the first character of `text`, which must not be empty. Overlong forms, surrogates and
/// code points above U+10FFFF are not well-formed.
Character first_character(std::string_view text);

/// Terminal columns that a character takes: 0 for combining ones, 2 for wide ones (East Asian and
/// emoji), else
/// 1. Characters that a terminal acts upon instead of showing must be escaped before.
int character_width(char32_t code);

/// Terminal columns that a text takes.
std::size_t display_width(std::string_view text);

/// The longest prefix of `text` that takes at most `columns` columns and cuts no character.
std::string_view fitting_prefix(std::string_view text, std::size_t columns);

}  // namespace baton::client
