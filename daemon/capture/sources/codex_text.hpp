#pragma once
// Texts of Codex's items.

#include <string>
#include <string_view>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "daemon/capture/sources/injected.hpp"
#include "daemon/capture/sources/json_lines.hpp"

namespace baton::capture::codex {

/// What Codex puts into user messages, by its marks in the versions that were seen.
const InjectedMarks& injected_marks();

/// Whether a text with the developer's role is one that Codex composes itself for every session:
/// permissions, modes, lists of skills. What hooks add is not.
bool is_standing_instruction(std::string_view text);

/// The editor extension's account of open files and selections before what the person typed; the
/// rest of the text is theirs.
/// @returns the length of that account; 0 when the text has none
std::size_t editor_context_length(std::string_view text);

/// The text of one item of a message's or an output's content; `[image image/png, 12345 bytes]`
/// for an image.
std::string text_of_content(const boost::json::object& content);

/// What a tool gave back.
struct Output {
  std::string text;
  bool failed = false;  ///< by the exit code or the words that it begins with
};

/// Reads an output: a text, a text that is JSON with `output` and `metadata`, an object, or a list
/// of content. @param nested parses what stands within texts; the record's own reader cannot
Output read_output(const boost::json::value* output, JsonReader& nested);

}  // namespace baton::capture::codex
