#pragma once
// Pieces of Gemini's API as Gemini CLI and the programs made from it write them into their logs.

#include <string>
#include <string_view>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "daemon/capture/sources/injected.hpp"

namespace baton::capture::gemini {

/// What these programs put into user messages.
const InjectedMarks& injected_marks();

/// The text of one part; `[image/png, 12345 bytes]` for data, `[text/plain gs://…]` for a file,
/// nothing for calls and responses.
std::string text_of_part(const boost::json::object& part);

/// The text of content that may be a text, a part or a list of both.
std::string text_of_content(const boost::json::value* content);

/// What a `functionResponse` answers: its output or error, else all of it as JSON.
std::string text_of_response(const boost::json::object& response);

/// Whether a shell's output tells of an exit code other than 0.
bool tells_failed_command(std::string_view output);

/// The text without Baton's own handoffs, whose angle brackets these programs escape where a hook
/// adds them. A beginning without an end is left as it is.
std::string without_escaped_handoffs(std::string_view text);

}  // namespace baton::capture::gemini
