#pragma once
// The whole program but its process: from the words of a command line to an exit code.

#include <string>
#include <vector>

#include "client/context.hpp"

namespace baton::client {

/// Runs a command line and flushes what it printed. Throws nothing: what went wrong is one line on
/// `context.err` and the exit code.
///
/// @param words the command line without the program's name
ExitCode run_program(const std::vector<std::string>& words, Context& context);

}  // namespace baton::client
