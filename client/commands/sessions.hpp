#pragma once
// baton sessions: the runs of agents on a project.

#include "client/commands/command.hpp"

namespace baton::client {

/// What the command line of `baton sessions` says.
struct SessionsOptions {
  std::optional<std::string> project;
  bool all = false;
  std::optional<std::int64_t> limit;
};

extern const CommandHelp sessions_help;

/// Declares the options of `baton sessions`.
void declare(OptionSet& set, SessionsOptions& options);

/// Runs `baton sessions`.
ExitCode run(Context& context, const SessionsOptions& options);

}  // namespace baton::client
