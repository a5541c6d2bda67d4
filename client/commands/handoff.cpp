#include "client/commands/handoff.hpp"

#include <utility>

#include "client/print/escape.hpp"
#include "client/print/table.hpp"
#include "protocol/contracts.hpp"

namespace baton::client {

const CommandHelp handoff_help{
    R"(Prints the newest handoff as Markdown. Piped into a program the text goes out byte for byte; on a terminal
control characters are made visible. It comes from the store: nothing is computed, nobody waits for a model.
)",
    R"(  baton handoff                        the handoff of the project that this directory belongs to
  baton handoff | claude               start a session from it
  baton handoff --budget 800           a shorter one, about 800 tokens
  baton handoff --for "fix the login"  with what has to do with that first
  baton handoff --list                 its versions
  baton handoff --version-number 3     an earlier version
)"};

namespace {

ExitCode list_versions(Context& context, const HandoffOptions& options) {
  const protocol::HandoffListParams params{.project = project_reference(context, options.project),
                                           .limit = std::nullopt,
                                           .cursor = std::nullopt};
  return answer(
      context, protocol::handoff_list, params, [&](const protocol::HandoffListResult& result) {
        using enum Column::Align;
        Table table({{"VERSION", right},
                     {"SESSION", right},
                     {"UPDATED"},
                     {"BY"},
                     {"TOKENS", right},
                     {"LOADED", right}});
        for (const auto& version : result.versions) {
          const std::string by =
              version.model ? version.generator + ", " + *version.model : version.generator;
          table.add({std::to_string(version.version), std::to_string(version.session_number),
                     relative_time(version.created_at, context.now), by,
                     std::to_string(version.tokens), std::to_string(version.times_loaded)});
        }
        table.print(context.out);
      });
}

void print_text(Output& out, std::string text) {
  const bool ends_line = text.ends_with('\n');
  out.write(out.is_terminal() ? escape_controls(text) : std::move(text));
  if (!ends_line) out.write("\n");
}

}  // namespace

void declare(OptionSet& set, HandoffOptions& options) {
  set.text("--project", "PROJECT", options.project,
           "id, name or path of the project (default: the current directory's)",
           Completes::directories)
      .number("--budget", "N", options.budget, 200, 20'000,
              "about how many tokens it may take (2000)")
      .text("--for", "GOAL", options.goal,
            "what the next session is to do: what has to do with it comes first")
      .number("--version-number", "N", options.version, 1, INT64_MAX,
              "this version, not the newest")
      .flag("--list", options.list, "list the versions instead");
}

ExitCode run(Context& context, const HandoffOptions& options) {
  if (options.list) return list_versions(context, options);
  const protocol::HandoffGetParams params{.project = project_reference(context, options.project),
                                          .version = options.version,
                                          .budget = options.budget,
                                          .goal = options.goal,
                                          .sections = std::nullopt};
  return answer(context, protocol::handoff_get, params, [&](protocol::HandoffGetResult handoff) {
    print_text(context.out, std::move(handoff.text));
  });
}

}  // namespace baton::client
