#pragma once
// Small operations on UTF-8 text that several rooms need.

#include <cstddef>
#include <string>
#include <string_view>

namespace baton {

/// The longest prefix of at most `max_bytes` bytes that does not cut a UTF-8 sequence.
std::string_view utf8_prefix(std::string_view text, std::size_t max_bytes);

/// True when the bytes are well-formed UTF-8 (RFC 3629).
bool is_valid_utf8(std::string_view bytes);

/// Replaces each ill-formed byte by U+FFFD and each NUL by U+2400, so that the result is valid
/// UTF-8 text that SQLite and JSON can hold. Returns the text unchanged when nothing is wrong with
/// it.
std::string to_valid_utf8(std::string_view bytes);

/// Without spaces, tabs and line ends at either end.
std::string_view trim(std::string_view text);

/// The first line, trimmed; at most `max_bytes` bytes, with "…" at the end when it was cut.
std::string first_line(std::string_view text, std::size_t max_bytes);

/// Every run of white space replaced by one space, trimmed.
std::string squeeze_spaces(std::string_view text);

}  // namespace baton
