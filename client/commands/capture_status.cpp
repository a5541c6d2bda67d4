#include "client/commands/capture_status.hpp"

#include <algorithm>
#include <utility>

#include "client/print/escape.hpp"
#include "client/print/numbers.hpp"
#include "client/print/table.hpp"
#include "protocol/contracts.hpp"

namespace baton::client {

const CommandHelp capture_status_help{
    R"(Lists the agents whose logs Baton can read: where it looks, what it found, and the newest lines that it could
not parse. Such lines are kept, so that nothing is lost. GONE are files that their agent has deleted since; what was
in them is kept too. Agents of which nothing was found are listed with --all.
)",
    R"(  baton capture status           a table, then the troubles
  baton capture status --all     with the agents of which nothing was found
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

void print_ignored(Output& out, const std::vector<protocol::IgnoreRule>& ignored) {
  if (ignored.empty()) return;
  out.write("\nNot recorded:\n");
  for (const auto& rule : ignored) {
    out.write("  " + escape_to_line(rule.scope) + " " + escape_to_line(rule.pattern));
    if (rule.note) out.write(Style::dim, "  " + escape_to_line(*rule.note));
    out.write("\n");
  }
}

std::string joined(const std::vector<std::string>& roots) {
  constexpr std::size_t shown = 2;
  std::string all;
  for (std::size_t i = 0; i < std::min(roots.size(), shown); ++i)
    all += (all.empty() ? "" : ", ") + roots[i];
  if (roots.size() > shown) all += " and " + std::to_string(roots.size() - shown) + " more";
  return all;
}

void print_capture(Context& context, const protocol::CaptureStatusResult& result, bool all) {
  Output& out = context.out;
  out.write("Capture is ").write(Style::bold, escape_to_line(result.state));
  out.write(": " + counted(result.watched_directories, "watched folder") + ", " +
            counted(result.pending_files, "file") + " waiting.\n");
  const auto found = std::ranges::count_if(
      result.agents, [](const protocol::CaptureAgent& agent) { return agent.files > 0; });
  if (found == 0 && !all) {
    out.write("Nothing was found yet; --all shows where Baton looks.\n");
    return print_ignored(out, result.ignored);
  }
  using enum Column::Align;
  Table table({{"AGENT", left, false, Style::bold},
               {"FILES", right},
               {"GONE", right},
               {"SESSIONS", right},
               {"TURNS", right},
               {"UNPARSED", right},
               {"LAST READ"},
               {"LOOKED FOR IN", left, true}});
  for (const auto& agent : result.agents) {
    if (!all && agent.files == 0) continue;
    table.add({agent.agent, grouped(agent.files), grouped(agent.gone_files),
               grouped(agent.sessions), grouped(agent.turns), grouped(agent.unparsed),
               relative_time(agent.last_read_at.value_or("-"), context.now), joined(agent.roots)});
  }
  out.write("\n");
  table.print(out);
  if (result.trouble)
    out.write("\n").write(Style::yellow, "! ").write(escape_to_line(*result.trouble) + "\n");
  print_ignored(out, result.ignored);
  bool troubled = false;
  for (const auto& agent : result.agents) {
    if (!agent.troubles.empty() && !std::exchange(troubled, true)) out.write("\n");
    print_troubles(out, agent);
  }
}

}  // namespace

void declare(OptionSet& set, CaptureStatusOptions& options) {
  set.flag("--all", options.all, "list the agents of which nothing was found, too");
}

ExitCode run(Context& context, const CaptureStatusOptions& options) {
  return answer(context, protocol::capture_status, {},
                [&](const protocol::CaptureStatusResult& result) {
                  print_capture(context, result, options.all);
                });
}

}  // namespace baton::client
