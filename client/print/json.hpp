#pragma once
// JSON for people and for programs.

#include <boost/json/value.hpp>

#include "client/print/output.hpp"

namespace baton::client {

/// Prints a value and a line end: indented on a terminal, else on one line as it came. On a
/// terminal characters that could mislead are written as \uXXXX, which is the same JSON.
void print_json(Output& out, const boost::json::value& value);

}  // namespace baton::client
