#pragma once
// Text that others wrote, made safe to print: agents' logs may hold whatever a web page or a
// program printed.

#include <string>
#include <string_view>

namespace baton::client {

/// True for characters that change what the reader sees around them: C0 except tab and line feed,
/// DEL, C1, bidirectional controls, line and paragraph separators, and the invisible tag
/// characters.
bool is_hostile(char32_t code);

/// `text` with everything hostile made visible: C0 and DEL as their symbols (U+241B for ESC), the
/// rest as
/// `<U+009B>`, stray bytes as U+FFFD. The CR of a CR LF is dropped. Tabs and line feeds stay.
std::string escape_controls(std::string_view text);

/// escape_controls() for a cell or a heading: every run of white space is one space, none at the
/// ends.
std::string escape_to_line(std::string_view text);

/// A search snippet on one line: the words between U+2068 and U+2069 are put between `begin` and
/// `end`, which are balanced whatever the snippet holds; the rest goes through escape_to_line().
std::string escape_snippet(std::string_view snippet, std::string_view begin, std::string_view end);

}  // namespace baton::client
