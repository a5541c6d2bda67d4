#pragma once
// What a log says is data. Here it loses what could steer a terminal, an agent or the document
// around it.

#include <string>
#include <string_view>

namespace baton::handoff {

/// Makes hostile characters visible: control characters except line feed and tab become control
/// pictures, controls of text direction and invisible characters their number (`⟨U+202E⟩`),
/// ill-formed UTF-8 U+FFFD, CR LF a line feed. The opening bracket of tags that agents obey
/// (`<system-reminder>`, `<baton-handoff>`, …) becomes `&lt;`. Idempotent. Any thread.
std::string neutralise(std::string_view text);

/// Without the escape sequences that colour a terminal's output.
std::string without_terminal_colours(std::string_view text);

}  // namespace baton::handoff
