#include "client/commands/sessions.hpp"

#include "client/print/escape.hpp"
#include "client/print/numbers.hpp"
#include "client/print/table.hpp"
#include "protocol/contracts.hpp"

namespace baton::client {

const CommandHelp sessions_help{
    R"(A session is one run of one agent. Its number counts within its project, and is what baton show takes.
)",
    R"(  baton sessions                 of the project that this directory belongs to
  baton sessions webshop         of the project of that name
  baton sessions ../api          of the project in that directory
  baton sessions --all           of all projects
)"};

namespace {

std::string title_of(const protocol::Session& session) {
  const std::string title = session.title.empty() ? "(no title)" : session.title;
  return session.relation ? *session.relation + ": " + title : title;
}

void print_sessions(Context& context, const protocol::SessionListResult& result, bool all) {
  using enum Column::Align;
  std::vector<Column> columns{{"NO", right, false, Style::bold},
                              {"STARTED"},
                              {"AGENT"},
                              {"STATUS"},
                              {"TURNS", right},
                              {"BRANCH", left, true},
                              {"TITLE", left, true}};
  if (all) columns.insert(columns.begin(), {"PROJECT", left, true});
  Table table(columns);
  for (const auto& session : result.sessions) {
    std::vector<std::string> cells{std::to_string(session.number),
                                   relative_time(session.started_at.value_or("-"), context.now),
                                   session.agent,
                                   session.status,
                                   grouped(session.turns),
                                   session.branch.value_or("-"),
                                   title_of(session)};
    if (all) cells.insert(cells.begin(), session.project);
    table.add(cells);
  }
  table.print(context.out);
  if (result.next_cursor)
    context.out.write(Style::dim, "There are more: --limit N shows up to 500.\n");
}

}  // namespace

void declare(OptionSet& set, SessionsOptions& options) {
  set.argument("PROJECT", options.project,
               "id, name or path of the project (default: the current directory's)",
               Completes::directories)
      .text("--project", "PROJECT", options.project, "the same, as an option",
            Completes::directories)
      .flag("--all", options.all, "of all projects")
      .number("--limit", "N", options.limit, 1, 500, "at most this many sessions (100)");
}

ExitCode run(Context& context, const SessionsOptions& options) {
  if (options.all && options.project) {
    throw Failure(ExitCode::usage, "give either a project or --all");
  }
  protocol::SessionListParams params{
      .project = std::nullopt, .limit = options.limit, .cursor = std::nullopt};
  if (!options.all) params.project = project_reference(context, options.project);
  return answer(
      context, protocol::session_list, params, [&](const protocol::SessionListResult& result) {
        if (!result.sessions.empty()) return print_sessions(context, result, options.all);
        const std::string where = params.project ? " of " + escape_to_line(*params.project) : "";
        context.out.write("No sessions" + where + ".\n");
      });
}

}  // namespace baton::client
