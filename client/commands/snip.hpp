#pragma once
// baton snip: a text becomes a session of its own.

#include <optional>
#include <string>
#include <vector>

#include "client/commands/command.hpp"

namespace baton::client {

/// What the command line of `baton snip` says.
struct SnipOptions {
  std::vector<std::string> words{};
  std::optional<std::string> project{};
  std::optional<std::string> title{};
};

extern const CommandHelp snip_help;

/// Declares the options of `baton snip`.
void declare(OptionSet& set, SnipOptions& options);

/// Runs `baton snip`.
ExitCode run(Context& context, const SnipOptions& options);

/// Stores a text as a session of the project that `project` (by default the working directory)
/// belongs to, and says where. @throws Failure when the daemon does not take it
ExitCode import_text(Context& context, const std::string& text,
                     const std::optional<std::string>& project,
                     const std::optional<std::string>& title);

}  // namespace baton::client
