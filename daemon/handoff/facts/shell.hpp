#pragma once
// Shell command lines as agents write them: divided into simple commands and told apart by what
// they check.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/handoff/facts/runners.hpp"

namespace baton::handoff {

/// One simple command of a command line.
struct SimpleCommand {
  std::string text;  ///< without variable assignments and wrappers such as `sudo` or `timeout 60`
  std::string key;   ///< program and its first words that are no options: the same for runs of the
                     ///< same thing
  Purpose purpose = Purpose::change;
  bool whole = false;  ///< names no part to run: `go test ./...` covers `go test ./store`
};

struct CommandLine {
  std::vector<SimpleCommand>
      commands;        ///< those that do something; `cd`, `echo` and the like are left out
  bool piped = false;  ///< the exit code may be another command's

  /// The command to name the whole line by: the check, else the one that changes most. Null when
  /// there is none.
  const SimpleCommand* main() const;
};

/// Divides a command line at `&&`, `||`, `;`, `|` and line ends outside of quotes; here-documents
/// are left out.
CommandLine parse_command_line(std::string_view line);

/// The message of `git commit -m`, its first line; nothing when the line commits nothing.
std::optional<std::string> commit_message(std::string_view line);

}  // namespace baton::handoff
