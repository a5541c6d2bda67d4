#pragma once
// baton status: the daemon at a glance.

#include "client/commands/command.hpp"

namespace baton::client {

/// What the command line of `baton status` says.
struct StatusOptions {};

extern const CommandHelp status_help;

/// Declares the options of `baton status`.
void declare(OptionSet& set, StatusOptions& options);

/// Runs `baton status`.
ExitCode run(Context& context, const StatusOptions& options);

}  // namespace baton::client
