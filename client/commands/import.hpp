#pragma once
// baton import: what another Baton has exported, or agents' logs.

#include "client/commands/command.hpp"

namespace baton::client {

/// What the command line of `baton import` says.
struct ImportOptions {
  std::string file{};
  std::optional<std::string> project{};
  std::optional<std::string> title{};
};

extern const CommandHelp import_help;

/// Declares the options of `baton import`.
void declare(OptionSet& set, ImportOptions& options);

/// Runs `baton import`.
ExitCode run(Context& context, const ImportOptions& options);

}  // namespace baton::client
