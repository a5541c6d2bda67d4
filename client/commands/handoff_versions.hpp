#pragma once
// baton handoff history, diff, revert: the versions of a handoff.

#include "client/commands/command.hpp"

namespace baton::client {

/// What the command line of `baton handoff history` says.
struct HandoffHistoryOptions {
  std::optional<std::string> project{};
  std::optional<std::int64_t> limit{};
  std::optional<std::string> cursor{};
};
/// What the command line of `baton handoff diff` says.
struct HandoffDiffOptions {
  std::optional<std::string> from{};
  std::optional<std::string> to{};
  std::optional<std::string> project{};
};
/// What the command line of `baton handoff revert` says.
struct HandoffRevertOptions {
  std::string version{};
  std::optional<std::string> project{};
};

extern const CommandHelp handoff_history_help;
extern const CommandHelp handoff_diff_help;
extern const CommandHelp handoff_revert_help;

/// Declares the options of `baton handoff history`.
void declare(OptionSet& set, HandoffHistoryOptions& options);
/// Declares the options of `baton handoff diff`.
void declare(OptionSet& set, HandoffDiffOptions& options);
/// Declares the options of `baton handoff revert`.
void declare(OptionSet& set, HandoffRevertOptions& options);

/// Runs `baton handoff history`.
ExitCode run(Context& context, const HandoffHistoryOptions& options);
/// Runs `baton handoff diff`.
ExitCode run(Context& context, const HandoffDiffOptions& options);
/// Runs `baton handoff revert`.
ExitCode run(Context& context, const HandoffRevertOptions& options);

}  // namespace baton::client
