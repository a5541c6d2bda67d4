#include "client/commands/handoff.hpp"

#include <algorithm>
#include <utility>

#include "client/commands/handoff_versions.hpp"
#include "client/print/escape.hpp"
#include "protocol/contracts.hpp"

namespace baton::client {

const CommandHelp handoff_help{
    R"(Prints the newest handoff as Markdown. Piped into a program the text goes out byte for byte; on a terminal
control characters are made visible. It comes from the store, and its first lines tell what has changed in the work
tree since; nobody waits for a model.
)",
    R"(  baton handoff                        the handoff of the project that this directory belongs to
  baton handoff | claude               start a session from it
  baton handoff --budget 800           a shorter one, about 800 tokens
  baton handoff --for "fix the login"  with what has to do with that first
  baton handoff --list                 its versions
  baton handoff --version-number 3     an earlier version
)"};

namespace {

using Sections = std::vector<protocol::HandoffSection>;

void print_text(Output& out, std::string text) {
  const bool ends_line = text.ends_with('\n');
  out.write(out.is_terminal() ? escape_controls(text) : std::move(text));
  if (!ends_line) out.write("\n");
}

ExitCode print_numbered(Context& context, const HandoffOptions& options) {
  if (options.budget || options.goal)
    throw Failure(ExitCode::usage, "--numbers tells the lines of the handoff as it is stored");
  const protocol::HandoffGetParams params{.project = project_reference(context, options.project),
                                          .version = options.version,
                                          .budget = std::nullopt,
                                          .goal = std::nullopt,
                                          .sections = true};
  return answer(
      context, protocol::handoff_get, params, [&](const protocol::HandoffGetResult& handoff) {
        std::size_t number = 0;
        for (const auto& section : handoff.sections.value_or(Sections{})) {
          context.out.write(Style::bold, escape_to_line(section.title)).write("\n");
          for (const auto& line : section.lines) {
            const std::string digits = std::to_string(++number);
            context.out.write(std::string(4 - std::min<std::size_t>(4, digits.size()), ' '))
                .write(digits + "  " + escape_to_line(line.text) + "\n");
          }
        }
      });
}

}  // namespace

void declare(OptionSet& set, HandoffOptions& options) {
  set.project(options.project)
      .number("--budget", "N", options.budget, 200, 20'000,
              "about how many tokens it may take (2000)")
      .text("--for", "GOAL", options.goal,
            "what the next session is to do: what has to do with it comes first")
      .number("--version-number", "N", options.version, 1, INT64_MAX,
              "this version, not the newest")
      .flag("--list", options.list, "list the versions instead, as baton handoff history does")
      .flag("--numbers", options.numbers, "number the lines, for baton handoff pin");
}

ExitCode run(Context& context, const HandoffOptions& options) {
  if (options.list) {
    HandoffHistoryOptions history;
    history.project = options.project;
    return run(context, history);
  }
  if (options.numbers) return print_numbered(context, options);
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
