#pragma once
// Completion scripts for shells, made from the table of commands.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "client/options.hpp"

namespace baton::client {

/// One command as the scripts need it.
struct CompletedCommand {
  std::string name;
  std::string summary;
  std::vector<OptionSpec>
      options;  ///< its own and the global ones; their `store` must not be called
};

/// A word and what it means.
using DescribedWord = std::pair<std::string, std::string>;

/// What the scripts are made from.
struct Completed {
  std::vector<CompletedCommand> commands;
  std::vector<DescribedWord> first_words;  ///< of all names, each once, and `help`
  std::vector<std::string> families;       ///< those that have, or need, a second word

  /// The second words of a family.
  std::vector<DescribedWord> members(const std::string& family) const;
  /// Whether there is a command of exactly that name.
  bool has_command(const std::string& name) const;
  /// The options that take a value, of all commands, each once.
  std::vector<OptionSpec> value_options() const;
};

/// The commands of this program.
Completed completed_commands();

/// The script for a shell.
std::string bash_completions(const Completed& completed);
std::string zsh_completions(const Completed& completed);
std::string fish_completions(const Completed& completed);

}  // namespace baton::client
