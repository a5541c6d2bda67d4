#pragma once
// From what people type to what FTS5 understands.

#include <string>
#include <string_view>

namespace baton::store {

/// Translates a query in the protocol's syntax (words that must all occur, "a phrase", word* as a
/// prefix of at least four characters) into an FTS5 expression; empty when the query has no word.
/// Every word becomes a quoted string, so that no input is a syntax error or an operator; FTS5
/// splits it like the texts, so that `foo_bar::Baz` is the phrase of its parts. Pure; any thread.
std::string match_expression(std::string_view query);

}  // namespace baton::store
