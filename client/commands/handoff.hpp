#pragma once
// baton handoff: the document that the next session starts from.

#include "client/commands/command.hpp"

namespace baton::client {

/// What the command line of `baton handoff` says.
struct HandoffOptions {
  std::optional<std::string> project;
  std::optional<std::int64_t> budget;
  std::optional<std::int64_t> version;
  std::optional<std::string> goal;
  bool list = false;
  bool numbers = false;
};

extern const CommandHelp handoff_help;

/// Declares the options of `baton handoff`.
void declare(OptionSet& set, HandoffOptions& options);

/// Runs `baton handoff`.
ExitCode run(Context& context, const HandoffOptions& options);

}  // namespace baton::client
