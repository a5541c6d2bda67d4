#pragma once
// Texts of single content blocks.

#include <string>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace baton::capture::claude_code {

/// `[image image/png, 12345 bytes]` for an image or a document, `[tool_reference Bash]` for a
/// reference: what is kept of blocks that are no text. Empty for other blocks.
std::string stub_of_block(const boost::json::object& block);

/// The text of a tool result's `content`: the string, or its text blocks and stubs joined by line
/// ends.
std::string text_of_result(const boost::json::value* content);

}  // namespace baton::capture::claude_code
