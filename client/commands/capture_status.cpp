#include "client/commands/capture_status.hpp"

#include <utility>

#include "client/print/escape.hpp"
#include "client/print/numbers.hpp"
#include "client/print/table.hpp"
#include "protocol/contracts.hpp"

namespace baton::client {

const CommandHelp capture_status_help{
    R"(Lists the agents whose logs Baton can read: where it looks, what it found, and the newest lines that it could
not parse. Such lines are kept, so that nothing is lost.
)",
    R"(  baton capture status           a table, then the troubles
  baton capture status --json    for programs
)"};

namespace {

void print_troubles(Output& out, const protocol::CaptureAgent& agent) {
  for (const auto& trouble : agent.troubles) {
    std::string place = escape_to_line(trouble.path);
    if (trouble.line > 0) place += ":" + std::to_string(trouble.line);
    out.write(Style::yellow, "! ").write(place + ": " + escape_to_line(trouble.reason) + "\n");
  }
}

std::string joined(const std::vector<std::string>& roots) {
  std::string all;
  for (const std::string& root : roots) all += (all.empty() ? "" : ", ") + root;
  return all;
}

void print_capture(Context& context, const protocol::CaptureStatusResult& result) {
  Output& out = context.out;
  out.write("Capture is ").write(Style::bold, escape_to_line(result.state));
  out.write(": " + counted(result.watched_directories, "watched folder") + ", " +
            counted(result.pending_files, "file") + " waiting.\n");
  if (result.agents.empty()) return;
  using enum Column::Align;
  Table table({{"AGENT", left, false, Style::bold},
               {"FILES", right},
               {"SESSIONS", right},
               {"TURNS", right},
               {"UNPARSED", right},
               {"LAST READ"},
               {"LOOKED FOR IN", left, true}});
  for (const auto& agent : result.agents) {
    table.add({agent.agent, grouped(agent.files), grouped(agent.sessions), grouped(agent.turns),
               grouped(agent.unparsed),
               relative_time(agent.last_read_at.value_or("-"), context.now), joined(agent.roots)});
  }
  out.write("\n");
  table.print(out);
  bool troubled = false;
  for (const auto& agent : result.agents) {
    if (!agent.troubles.empty() && !std::exchange(troubled, true)) out.write("\n");
    print_troubles(out, agent);
  }
}

}  // namespace

void declare(OptionSet&, CaptureStatusOptions&) {}

ExitCode run(Context& context, const CaptureStatusOptions&) {
  return answer(
      context, protocol::capture_status, {},
      [&](const protocol::CaptureStatusResult& result) { print_capture(context, result); });
}

}  // namespace baton::client
