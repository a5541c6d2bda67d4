#pragma once
// UTF-8 at the border: file names and logs may hold any bytes, JSON may not.

#include <cstddef>
#include <string>
#include <string_view>

namespace baton::protocol {

/// The number of bytes at the beginning of `text` that are whole, well-formed UTF-8 characters;
/// equals `text.size()` exactly when all of it is. Overlong forms, surrogates and code points above
/// U+10FFFF are not well-formed. Any thread.
std::size_t valid_utf8_length(std::string_view text);

/// `text` with each byte that is not part of a well-formed character replaced by U+FFFD. Any
/// thread.
std::string repaired_utf8(std::string_view text);

/// The longest prefix of `text` of at most `max_bytes` bytes that does not cut a character. Any
/// thread.
std::string_view utf8_prefix(std::string_view text, std::size_t max_bytes);

}  // namespace baton::protocol
