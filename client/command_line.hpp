#pragma once
// Which command a command line means.

#include <string>
#include <string_view>
#include <vector>

#include "client/commands/command.hpp"

namespace baton::client {

/// A command line, taken apart as far as the command's name.
struct CommandLine {
  std::vector<std::string> name;  ///< the words of the command's name; empty when there is none
  std::vector<std::string> rest;  ///< all other words, in order, for the command's options
  bool help = false;              ///< -h or --help stands somewhere
  bool version = false;           ///< --version stands before the command
};

/// Takes a command line apart. Global options may stand before the command, so that the first word
/// that is neither an option nor the value of one is the name; the second, too, when the first is a
/// family's. Where that is a command itself, as `handoff` is, the second must follow at once.
CommandLine split_command_line(const std::vector<std::string>& words);

/// The command of that name, or nullptr.
const Command* find_command(const std::vector<std::string>& name);

/// The commands of a family such as `capture`; empty when there is none of that name.
std::vector<const Command*> family(std::string_view first_word);

/// What to say about a name that no command has.
std::string unknown_command(const std::vector<std::string>& name);

}  // namespace baton::client
