// The table of commands: a new one is a file of its own and a row here.

#include <array>

#include "client/commands/capture_ignore.hpp"
#include "client/commands/capture_pause.hpp"
#include "client/commands/capture_scan.hpp"
#include "client/commands/capture_status.hpp"
#include "client/commands/command.hpp"
#include "client/commands/compact.hpp"
#include "client/commands/completions.hpp"
#include "client/commands/doctor.hpp"
#include "client/commands/eval.hpp"
#include "client/commands/export.hpp"
#include "client/commands/handoff.hpp"
#include "client/commands/handoff_edit.hpp"
#include "client/commands/handoff_lines.hpp"
#include "client/commands/handoff_versions.hpp"
#include "client/commands/import.hpp"
#include "client/commands/projects.hpp"
#include "client/commands/rpc.hpp"
#include "client/commands/search.hpp"
#include "client/commands/sessions.hpp"
#include "client/commands/show.hpp"
#include "client/commands/snip.hpp"
#include "client/commands/status.hpp"

namespace baton::client {

namespace {

// clang-format off: one row, one line
constexpr std::array commands{
    Command{"handoff", "Print the project's handoff, ready for the next session", Group::everyday,
            &handoff_help, bind<HandoffOptions>},
    Command{"handoff history", "List the versions of the handoff", Group::everyday,
            &handoff_history_help, bind<HandoffHistoryOptions>},
    Command{"handoff diff", "Compare two versions of the handoff", Group::everyday,
            &handoff_diff_help, bind<HandoffDiffOptions>},
    Command{"handoff edit", "Edit the handoff, for good", Group::everyday, &handoff_edit_help,
            bind<HandoffEditOptions>},
    Command{"handoff note", "Add a line to every handoff to come", Group::everyday,
            &handoff_note_help, bind<HandoffNoteOptions>},
    Command{"handoff pin", "Keep a line in every handoff to come", Group::everyday,
            &handoff_pin_help, bind<HandoffPinOptions>},
    Command{"handoff unpin", "Let go of a pinned line", Group::everyday, &handoff_unpin_help,
            bind<HandoffUnpinOptions>},
    Command{"handoff edits", "List notes, pins, deleted and corrected lines", Group::everyday,
            &handoff_edits_help, bind<HandoffEditsOptions>},
    Command{"handoff undo", "End a note, a pin, a deletion or a correction", Group::everyday,
            &handoff_undo_help, bind<HandoffUndoOptions>},
    Command{"handoff revert", "Go back to an old version of the handoff", Group::everyday,
            &handoff_revert_help, bind<HandoffRevertOptions>},
    Command{"projects", "List the projects, newest activity first", Group::everyday, &projects_help,
            bind<ProjectsOptions>},
    Command{"sessions", "List the sessions of a project, newest first", Group::everyday,
            &sessions_help, bind<SessionsOptions>},
    Command{"show", "Print a session or one turn of it", Group::everyday, &show_help,
            bind<ShowOptions>},
    Command{"search", "Search everything that was said and done", Group::everyday, &search_help,
            bind<SearchOptions>},
    Command{"capture status", "Tell which agents' logs are read, and what could not be",
            Group::recording, &capture_status_help, bind<CaptureStatusOptions>},
    Command{"capture scan", "Read the logs below a path now", Group::recording, &capture_scan_help,
            bind<CaptureScanOptions>},
    Command{"capture pause", "Let reading the logs rest", Group::recording, &capture_pause_help,
            bind<CapturePauseOptions>},
    Command{"capture resume", "Go on reading the logs", Group::recording, &capture_resume_help,
            bind<CaptureResumeOptions>},
    Command{"capture ignore", "Record nothing of an agent, a project or a path", Group::recording,
            &capture_ignore_help, bind<CaptureIgnoreOptions>},
    Command{"capture unignore", "Record what was ignored", Group::recording, &capture_unignore_help,
            bind<CaptureUnignoreOptions>},
    Command{"snip", "Store a note, or a piece of a conversation", Group::recording, &snip_help,
            bind<SnipOptions>},
    Command{"export", "Write all that is recorded, or one session as Markdown", Group::recording,
            &export_help, bind<ExportOptions>},
    Command{"import", "Store an export of Baton, or read agents' logs", Group::recording,
            &import_help, bind<ImportOptions>},
    Command{"status", "Tell what the daemon is doing and how much it holds", Group::daemon,
            &status_help, bind<StatusOptions>},
    Command{"doctor", "Check client and daemon, and say how to mend what is wrong", Group::daemon,
            &doctor_help, bind<DoctorOptions>},
    Command{"compact", "Make the database as small as what it holds", Group::daemon, &compact_help,
            bind<CompactOptions>},
    Command{"eval", "Measure how much of what sessions needed their handoffs held", Group::tools,
            &eval_help, bind<EvalOptions>},
    Command{"rpc", "Call a method of the daemon directly", Group::tools, &rpc_help,
            bind<RpcOptions>},
    Command{"completions", "Print the completions for a shell", Group::tools, &completions_help,
            bind<CompletionsOptions>},
};
// clang-format on

}  // namespace

std::span<const Command> all_commands() {
  return commands;
}

}  // namespace baton::client
