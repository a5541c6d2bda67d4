#include "client/commands/handoff_versions.hpp"

#include "client/commands/handoff_change.hpp"
#include "client/print/escape.hpp"
#include "client/print/table.hpp"
#include "protocol/contracts.hpp"

namespace baton::client {

const CommandHelp handoff_history_help{
    R"(A version is made for each session, and for each edit. BY tells who made it: extractive ones were built from the
session, manual ones edited by hand.
)",
    R"(  baton handoff history                of the project that this directory belongs to
  baton handoff history webshop --limit 10
  baton handoff --version-number 3     prints one of them
)"};

const CommandHelp handoff_diff_help{
    R"(Prints the lines that differ, - of version FROM and + of version TO, under the headings of their sections. Without
versions the newest is compared with the one before it.
)",
    R"(  baton handoff diff          what the newest version changed
  baton handoff diff 3        from version 3 to the newest
  baton handoff diff 3 5
)"};

const CommandHelp handoff_revert_help{
    R"(Makes a new version with the text of an old one. Notes, pins, deleted and corrected lines are again what they were
then, also in the handoffs that follow.
)",
    R"(  baton handoff revert 3
  baton handoff revert 3 --project webshop
)"};

namespace {

std::optional<std::int64_t> version_in(const char* what, const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  return parse_number(what, *text, 1, INT64_MAX);
}

void print_versions(Context& context, const protocol::HandoffListResult& result) {
  using enum Column::Align;
  Table table({{"VERSION", right, false, Style::bold},
               {"SESSION", right},
               {"UPDATED"},
               {"BY"},
               {"TOKENS", right},
               {"LOADED", right},
               {"REMARKS"}});
  for (const auto& version : result.versions) {
    std::string remarks = version.pinned.value_or(false) ? "pinned" : "";
    if (version.based_on)
      remarks += (remarks.empty() ? "from " : ", from ") + std::to_string(*version.based_on);
    table.add({std::to_string(version.version), std::to_string(version.session_number),
               relative_time(version.created_at, context.now),
               version.model ? version.generator + ", " + *version.model : version.generator,
               std::to_string(version.tokens), std::to_string(version.times_loaded), remarks});
  }
  table.print(context.out);
  if (result.next_cursor) {
    context.out.write(Style::dim, "There are more: --cursor " +
                                      escape_to_line(*result.next_cursor) + " goes on.\n");
  }
}

void print_diff(Output& out, const protocol::HandoffDiffResult& diff) {
  out.write(Style::bold,
            "Version " + std::to_string(diff.from) + " to " + std::to_string(diff.to) + "\n");
  const protocol::HandoffDiffLine* heading = nullptr;
  bool differs = false;
  for (const auto& line : diff.lines) {
    const bool is_heading = line.text.starts_with("## ");
    if (line.change == "same") {
      if (is_heading) heading = &line;
      continue;
    }
    if (heading != nullptr && !is_heading) out.write("  " + escape_to_line(heading->text) + "\n");
    heading = nullptr;
    differs = true;
    const bool is_added = line.change == "added";
    out.write(is_added ? Style::green : Style::red,
              (is_added ? "+ " : "- ") + escape_to_line(line.text))
        .write("\n");
  }
  if (!differs) out.write("They are the same.\n");
}

}  // namespace

void declare(OptionSet& set, HandoffHistoryOptions& options) {
  set.argument("PROJECT", options.project,
               "id, name or path of the project (default: the current directory's)",
               Completes::directories)
      .text("--project", "PROJECT", options.project, "the same, as an option",
            Completes::directories)
      .number("--limit", "N", options.limit, 1, 500, "at most this many versions (100)")
      .text("--cursor", "TEXT", options.cursor, "where the page before ended");
}

void declare(OptionSet& set, HandoffDiffOptions& options) {
  set.argument("FROM", options.from, "a version (default: the one before TO)")
      .argument("TO", options.to, "another one (default: the newest)");
  set.project(options.project);
}

void declare(OptionSet& set, HandoffRevertOptions& options) {
  set.argument("VERSION", options.version, "the version to go back to");
  set.project(options.project);
}

ExitCode run(Context& context, const HandoffHistoryOptions& options) {
  return answer(context, protocol::handoff_list,
                {.project = project_reference(context, options.project),
                 .limit = options.limit,
                 .cursor = options.cursor},
                [&](const protocol::HandoffListResult& result) {
                  if (!result.versions.empty()) return print_versions(context, result);
                  context.out.write("There is no handoff yet.\n");
                });
}

ExitCode run(Context& context, const HandoffDiffOptions& options) {
  return answer(
      context, protocol::handoff_diff,
      {.project = project_reference(context, options.project),
       .from = version_in("FROM", options.from),
       .to = version_in("TO", options.to)},
      [&](const protocol::HandoffDiffResult& result) { print_diff(context.out, result); });
}

ExitCode run(Context& context, const HandoffRevertOptions& options) {
  protocol::HandoffRevertParams params;
  params.project = project_reference(context, options.project);
  params.version = parse_number("VERSION", options.version, 1, INT64_MAX);
  return answer(
      context, protocol::handoff_revert, params,
      [&](const protocol::HandoffChangeResult& result) { print_change(context.out, result); });
}

}  // namespace baton::client
