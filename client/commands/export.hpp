#pragma once
// baton export: everything, or one session for people.

#include "client/commands/command.hpp"

namespace baton::client {

/// What the command line of `baton export` says.
struct ExportOptions {
  std::optional<std::string> project{};
  std::optional<std::int64_t> session{};
  std::optional<std::string> output{};
  bool markdown = false;
};

extern const CommandHelp export_help;

/// Declares the options of `baton export`.
void declare(OptionSet& set, ExportOptions& options);

/// Runs `baton export`.
ExitCode run(Context& context, const ExportOptions& options);

}  // namespace baton::client
