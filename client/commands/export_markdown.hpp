#pragma once
// A session as Markdown for people.

#include <string>
#include <string_view>

#include "client/print/output.hpp"
#include "client/transport.hpp"
#include "protocol/methods/session.hpp"

namespace baton::client {

/// The text between fences longer than any run of backticks in it, with a line end; nothing in it
/// can end the block. Terminal controls are made visible.
std::string fenced(std::string_view text);

/// The text as a block quote, with a line end. Markdown in it stays Markdown, but a fence, a list
/// or a comment that it leaves open ends with the quote. Terminal controls are made visible.
std::string quoted_block(std::string_view text);

/// Writes a session turn by turn, page by page: what was said as block quotes, what tools were
/// given and put out between fences. Returns the number of turns. Throws as Transport::request()
/// does.
std::int64_t write_markdown(Transport& daemon, const protocol::Session& session, Output& out);

}  // namespace baton::client
