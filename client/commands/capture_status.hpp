#pragma once
// baton capture status: where logs are looked for and what was found.

#include "client/commands/command.hpp"

namespace baton::client {

/// What the command line of `baton capture status` says.
struct CaptureStatusOptions {
  bool all = false;
};

extern const CommandHelp capture_status_help;

/// Declares the options of `baton capture status`.
void declare(OptionSet& set, CaptureStatusOptions& options);

/// Runs `baton capture status`.
ExitCode run(Context& context, const CaptureStatusOptions& options);

}  // namespace baton::client
