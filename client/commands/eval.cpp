#include "client/commands/eval.hpp"

#include <array>
#include <cstdio>
#include <thread>

#include "client/connection.hpp"
#include "client/print/escape.hpp"
#include "client/print/numbers.hpp"
#include "client/print/table.hpp"
#include "protocol/contracts.hpp"

namespace baton::client {

const CommandHelp eval_help{
    R"(For each session of a project a handoff is made from the sessions before it and compared with what the session
turned out to need. PATH is a project of converted sessions or a directory of such projects; without it the recorded
sessions of a project are measured. What the columns mean stands in docs/quality.md. Projects count alike, and within
a project its sessions.
)",
    R"(  baton eval                                  the project that this directory belongs to
  baton eval --project webshop --budget 2000  the project of that name, at one budget
  baton eval sessions/ --generator baton --generator lexrank
  baton eval sessions/ --write made           keep the handoffs that are measured
  baton eval sessions/ --handoffs made        measure handoffs that were made elsewhere
)"};

namespace {

using namespace std::chrono_literals;
using Figures = protocol::EvaluationFigures;

constexpr auto first_pause = 20ms;
constexpr auto longest_pause = 500ms;

/// A column of the table: a share with three decimals, or a number without.
struct FigureColumn {
  const char* title;
  std::optional<double> Figures::*figure;
  bool whole = false;
};

constexpr std::array columns{
    FigureColumn{"R", &Figures::recall},
    FigureColumn{"CR", &Figures::context_recall},
    FigureColumn{"SR", &Figures::stated_recall},
    FigureColumn{"STATE", &Figures::state},
    FigureColumn{"HS", &Figures::headline},
    FigureColumn{"FAITH", &Figures::line_faithfulness},
    FigureColumn{"RED", &Figures::redundancy},
    FigureColumn{"CR 1-2", &Figures::context_recall_age_1_2},
    FigureColumn{"CR 3-6", &Figures::context_recall_age_3_6},
    FigureColumn{"CR 7+", &Figures::context_recall_age_7},
    FigureColumn{"PREC", &Figures::precision},
    FigureColumn{"TOKENS", &Figures::tokens, true},
    FigureColumn{"MS", &Figures::milliseconds, true},
};

protocol::EvaluationRunParams params_of(const Context& context, const EvalOptions& options) {
  if (options.path && options.project)
    throw Failure(ExitCode::usage, "give either a path or a project");
  protocol::EvaluationRunParams params;
  const auto absolute = [&context](const std::optional<std::string>& path) {
    return path ? std::optional(absolute_path(*path, context.directory())) : std::nullopt;
  };
  params.path = absolute(options.path);
  if (!params.path) params.project = project_reference(context, options.project);
  if (!options.budgets.empty()) params.budgets = options.budgets;
  if (!options.generators.empty()) params.generators = options.generators;
  params.handoffs = absolute(options.handoffs);
  params.write = absolute(options.write);
  if (options.goal) params.goal = true;
  return params;
}

void print_progress(Context& context, const protocol::EvaluationReportResult& report) {
  if (!context.err.is_terminal()) return;
  context.err.write("\r\x1b[K");
  if (!report.finished) {
    std::string text = "Measuring " + escape_to_line(report.project);
    if (report.projects > 1) {
      text += " (" + std::to_string(report.projects_done + 1) + " of " +
              std::to_string(report.projects) + ")";
    }
    if (report.boundaries_total > 0) {
      text += ": " + std::to_string(report.boundaries_done) + " of " +
              counted(report.boundaries_total, "session");
    }
    context.err.write(text);
  }
  context.err.flush();
}

/// Asks until the run has ended. Only a time-out that was asked for ends it earlier: many projects
/// take minutes.
boost::json::value wait_for_end(Context& context, std::int64_t run) {
  Transport& daemon = context.daemon();
  const auto begin = Clock::now();
  std::chrono::milliseconds pause = first_pause;
  const protocol::EvaluationReportParams params{.run = run, .boundaries = context.globals.json};
  for (;;) {
    auto answer = daemon.request(protocol::evaluation_report.name, protocol::encode(params));
    const auto report = read_result(protocol::evaluation_report, answer);
    print_progress(context, report);
    if (report.finished) return answer;
    if (context.globals.timeout && Clock::now() - begin > context.globals.timeout_or_default())
      throw Failure(ExitCode::timed_out, "the daemon goes on measuring in the background");
    std::this_thread::sleep_for(pause);
    pause = std::min<std::chrono::milliseconds>(2 * pause, longest_pause);
  }
}

std::string cell_of(const std::optional<double>& value, bool whole) {
  if (!value) return "-";
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), whole ? "%.0f" : "%.3f", *value);
  return text.data();
}

void print_report(Context& context, const protocol::EvaluationReportResult& report) {
  using enum Column::Align;
  if (report.means.empty()) {
    context.out.write(
        "Nothing to measure: no session needed enough of what was known before it.\n");
    return;
  }
  std::vector<Column> heading{{"GENERATOR"}, {"BUDGET", right}};
  for (const auto& column : columns) heading.push_back({column.title, right});
  Table table(heading);
  for (const auto& mean : report.means) {
    std::vector<std::string> cells{mean.generator, std::to_string(mean.budget)};
    for (const auto& column : columns)
      cells.push_back(cell_of(mean.figures.*column.figure, column.whole));
    table.add(cells);
  }
  table.print(context.out);
  const auto& first = report.means.front();
  context.out.write(Style::dim, counted(first.boundaries, "session") + " of " +
                                    counted(first.projects, "project") + " measured.\n");
  if (report.version) {
    context.out.write(Style::dim, "Noted with version " + std::to_string(*report.version) +
                                      " of the project's handoff.\n");
  }
}

}  // namespace

void declare(OptionSet& set, EvalOptions& options) {
  set.argument("PATH", options.path, "a directory of converted sessions, or of such directories",
               Completes::directories)
      .text("--project", "PROJECT", options.project,
            "id, name or path of a recorded project (default: the current directory's)",
            Completes::directories)
      .numbers("--budget", "N", options.budgets, 200, 20'000,
               "tokens of a handoff; may be given several times (500, 1000, 2000, 4000)")
      .texts("--generator", "NAME", options.generators,
             "baton, seed5, last20, lexrank or entlist; may be given several times (baton)")
      .text("--handoffs", "DIR", options.handoffs,
            "measure DIR/PROJECT/N.BUDGET.md, made from N sessions, and generate nothing",
            Completes::directories)
      .text(
          "--write", "DIR", options.write,
          "write the handoffs and the sources of their lines as DIR/PROJECT/N.BUDGET.md and .json",
          Completes::directories)
      .flag("--goal", options.goal, "tell the generator what the next session's user asks first");
}

ExitCode run(Context& context, const EvalOptions& options) {
  context.err.look_at_terminal(!context.globals.no_color);
  const auto params = params_of(context, options);
  const auto started =
      context.daemon().request(protocol::evaluation_run.name, protocol::encode(params));
  const auto answer = wait_for_end(context, read_result(protocol::evaluation_run, started).run);
  if (context.globals.json) {
    print_json(context.out, answer);
  } else {
    print_report(context, read_result(protocol::evaluation_report, answer));
  }
  return ExitCode::ok;
}

}  // namespace baton::client
