#pragma once
// baton compact: makes the database as small as what it holds.

#include "client/commands/command.hpp"

namespace baton::client {

/// What the command line of `baton compact` says.
struct CompactOptions {};

extern const CommandHelp compact_help;

/// Declares the options of `baton compact`.
void declare(OptionSet& set, CompactOptions& options);

/// Runs `baton compact`.
ExitCode run(Context& context, const CompactOptions& options);

}  // namespace baton::client
