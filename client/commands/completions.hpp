#pragma once
// baton completions: scripts for shells, made from the table of commands.

#include "client/commands/command.hpp"

namespace baton::client {

/// What the command line of `baton completions` says.
struct CompletionsOptions {
  std::string shell{};
};

extern const CommandHelp completions_help;

/// Declares the options of `baton completions`.
void declare(OptionSet& set, CompletionsOptions& options);

/// Runs `baton completions`.
ExitCode run(Context& context, const CompletionsOptions& options);

}  // namespace baton::client
