#pragma once
// baton capture ignore, baton capture unignore: what is not recorded.

#include "client/commands/command.hpp"

namespace baton::client {

/// What the command line of `baton capture ignore` says.
struct CaptureIgnoreOptions {
  std::string what{};
  std::optional<std::string> scope{};
  std::optional<std::string> note{};
};
/// What the command line of `baton capture unignore` says.
struct CaptureUnignoreOptions {
  std::string what{};
  std::optional<std::string> scope{};
};

extern const CommandHelp capture_ignore_help;
extern const CommandHelp capture_unignore_help;

/// Declares the options of `baton capture ignore`.
void declare(OptionSet& set, CaptureIgnoreOptions& options);
/// Declares the options of `baton capture unignore`.
void declare(OptionSet& set, CaptureUnignoreOptions& options);

/// Runs `baton capture ignore`.
ExitCode run(Context& context, const CaptureIgnoreOptions& options);
/// Runs `baton capture unignore`.
ExitCode run(Context& context, const CaptureUnignoreOptions& options);

}  // namespace baton::client
