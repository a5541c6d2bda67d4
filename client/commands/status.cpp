#include "client/commands/status.hpp"

#include "client/print/numbers.hpp"
#include "client/print/table.hpp"
#include "protocol/contracts.hpp"

namespace baton::client {

const CommandHelp status_help{
    R"(Starts the daemon when none runs, as all commands do that ask it; --no-start only looks.
)",
    R"(  baton status                   at a glance
  baton status --no-start        exit code 3 when no daemon runs
  baton status --json            for programs
)"};

namespace {

std::string capture_line(const protocol::DaemonStatusResult& status) {
  std::string line = status.capture_state;
  if (status.capture_pending_files > 0)
    line += ", " + counted(status.capture_pending_files, "file") + " waiting";
  if (status.capture_troubled_files > 0) {
    line += ", " + counted(status.capture_troubled_files, "file") +
            " with trouble (baton capture status)";
  }
  return line;
}

}  // namespace

void declare(OptionSet&, StatusOptions&) {}

ExitCode run(Context& context, const StatusOptions&) {
  return answer(
      context, protocol::daemon_status, {}, [&](const protocol::DaemonStatusResult& status) {
        const std::string holds =
            counted(status.projects, "project") + ", " + counted(status.sessions, "session") +
            ", " + counted(status.turns, "turn") + ", " + counted(status.handoffs, "handoff");
        print_pairs(
            context.out,
            {{"Daemon", "batond " + status.version + ", process " + std::to_string(status.pid) +
                            ", up " + duration(status.uptime_seconds)},
             {"Socket", status.socket + " (" + counted(status.connections, "connection") + ")"},
             {"Store", status.database + " (" + byte_size(status.database_bytes) + ")"},
             {"Holds", holds},
             {"Capture", capture_line(status)}});
      });
}

}  // namespace baton::client
