#include "client/commands/projects.hpp"

#include "client/print/numbers.hpp"
#include "client/print/table.hpp"
#include "protocol/contracts.hpp"

namespace baton::client {

const CommandHelp projects_help{
    R"(A project is found from the directory a session ran in: its git repository with all work trees, else the
directory itself. Commands that take a PROJECT take its id, its name or a path inside it.
)",
    R"(  baton projects                 the newest 100
  baton projects --limit 5       the ones worked on last
  baton projects --json          for programs
)"};

void declare(OptionSet& set, ProjectsOptions& options) {
  set.number("--limit", "N", options.limit, 1, 500, "at most this many projects (100)");
}

ExitCode run(Context& context, const ProjectsOptions& options) {
  const protocol::ProjectListParams params{.limit = options.limit, .cursor = std::nullopt};
  return answer(
      context, protocol::project_list, params, [&](const protocol::ProjectListResult& result) {
        if (result.projects.empty()) {
          context.out.write(
              "No projects yet: run an agent, or read its old logs with baton capture scan "
              "PATH.\n");
          return;
        }
        using enum Column::Align;
        Table table({{"ID", right},
                     {"NAME", left, true, Style::bold},
                     {"SESSIONS", right},
                     {"TURNS", right},
                     {"LAST ACTIVITY"},
                     {"PATH", left, true}});
        for (const auto& project : result.projects) {
          const std::string name = project.ignored ? project.name + " (ignored)" : project.name;
          const std::string when =
              project.active_sessions > 0
                  ? "now"
                  : relative_time(project.last_activity_at.value_or("-"), context.now);
          table.add({std::to_string(project.id), name, grouped(project.sessions),
                     grouped(project.turns), when, project.path});
        }
        table.print(context.out);
        if (result.next_cursor)
          context.out.write(Style::dim, "There are more: --limit N shows up to 500.\n");
      });
}

}  // namespace baton::client
