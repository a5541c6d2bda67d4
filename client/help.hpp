#pragma once
// The help, made from the table of commands and their options.

#include "client/commands/command.hpp"

namespace baton::client {

/// Prints what `baton help` says.
void print_help(Output& out);

/// Prints what `baton help COMMAND` says.
void print_help(Output& out, const Command& command);

/// How a command is called: `baton show REF [--project PROJECT] …` without the global options.
std::string usage_line(const Command& command, const OptionSet& options);

/// Prints which commands there are in a family.
void print_members(Output& out, const std::vector<const Command*>& members);

}  // namespace baton::client
