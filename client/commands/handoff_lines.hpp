#pragma once
// baton handoff note, pin, unpin, edits, undo: what holds for single lines of all handoffs.

#include "client/commands/command.hpp"

namespace baton::client {

/// What the command line of `baton handoff note` says.
struct HandoffNoteOptions {
  std::vector<std::string> words{};
  std::optional<std::string> section{};
  std::optional<std::string> project{};
};
/// What the command lines of `baton handoff pin` and `baton handoff unpin` say.
struct HandoffPinning {
  std::optional<std::string> line{};
  std::optional<std::int64_t> version{};
  std::optional<std::string> project{};
};
/// What the command line of `baton handoff pin` says.
struct HandoffPinOptions : HandoffPinning {};
/// What the command line of `baton handoff unpin` says.
struct HandoffUnpinOptions : HandoffPinning {};
/// What the command line of `baton handoff edits` says.
struct HandoffEditsOptions {
  std::optional<std::string> project{};
};
/// What the command line of `baton handoff undo` says.
struct HandoffUndoOptions {
  std::string edit{};
  std::optional<std::string> project{};
};

extern const CommandHelp handoff_note_help;
extern const CommandHelp handoff_pin_help;
extern const CommandHelp handoff_unpin_help;
extern const CommandHelp handoff_edits_help;
extern const CommandHelp handoff_undo_help;

/// Declares the options of `baton handoff note`.
void declare(OptionSet& set, HandoffNoteOptions& options);
/// Declares the options of `baton handoff pin` and `baton handoff unpin`.
void declare(OptionSet& set, HandoffPinning& options);
/// Declares the options of `baton handoff edits`.
void declare(OptionSet& set, HandoffEditsOptions& options);
/// Declares the options of `baton handoff undo`.
void declare(OptionSet& set, HandoffUndoOptions& options);

/// Runs `baton handoff note`.
ExitCode run(Context& context, const HandoffNoteOptions& options);
/// Runs `baton handoff pin`.
ExitCode run(Context& context, const HandoffPinOptions& options);
/// Runs `baton handoff unpin`.
ExitCode run(Context& context, const HandoffUnpinOptions& options);
/// Runs `baton handoff edits`.
ExitCode run(Context& context, const HandoffEditsOptions& options);
/// Runs `baton handoff undo`.
ExitCode run(Context& context, const HandoffUndoOptions& options);

}  // namespace baton::client
