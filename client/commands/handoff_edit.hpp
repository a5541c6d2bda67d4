#pragma once
// baton handoff edit: the handoff in the user's editor.

#include "client/commands/command.hpp"

namespace baton::client {

/// What the command line of `baton handoff edit` says.
struct HandoffEditOptions {
  std::optional<std::string> project{};
};

extern const CommandHelp handoff_edit_help;

/// Declares the options of `baton handoff edit`.
void declare(OptionSet& set, HandoffEditOptions& options);

/// Runs `baton handoff edit`.
ExitCode run(Context& context, const HandoffEditOptions& options);

}  // namespace baton::client
