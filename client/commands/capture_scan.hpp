#pragma once
// baton capture scan: reads logs on demand.

#include "client/commands/command.hpp"

namespace baton::client {

/// What the command line of `baton capture scan` says.
struct CaptureScanOptions {
  std::string path{};
  bool wait = false;
};

extern const CommandHelp capture_scan_help;

/// Declares the options of `baton capture scan`.
void declare(OptionSet& set, CaptureScanOptions& options);

/// Runs `baton capture scan`.
ExitCode run(Context& context, const CaptureScanOptions& options);

}  // namespace baton::client
