#include "client/commands/handoff_lines.hpp"

#include <algorithm>

#include "client/commands/handoff_change.hpp"
#include "client/print/table.hpp"
#include "protocol/contracts.hpp"

namespace baton::client {

const CommandHelp handoff_note_help{
    R"(Adds a line to the project's handoff. It stands in every handoff that follows, marked [note], until baton handoff undo
ends it. Secrets are taken out before it is stored.
)",
    R"(  baton handoff note the staging database is read-only
  baton handoff note --section constraints never touch the generated files
)"};

const CommandHelp handoff_pin_help{
    R"(Has a line of the newest handoff stand in every one that follows, however small its budget, as long as it fits. The
line is given by words that no other line has, or by its number (baton handoff --numbers). With --version-number a whole
version is pinned: it is not brought up to date any more, what is built next is a new one.
)",
    R"(  baton handoff pin "use port 8081"
  baton handoff pin 12
  baton handoff pin --version-number 3
)"};

const CommandHelp handoff_unpin_help{
    R"(Takes baton handoff pin back.
)",
    R"(  baton handoff unpin "use port 8081"
  baton handoff unpin --version-number 3
)"};

const CommandHelp handoff_edits_help{
    R"(Lists what holds for every handoff of the project because you said so: note (a line you added), hidden (you deleted it),
replaced (you changed it) and pinned.
)",
    R"(  baton handoff edits
  baton handoff edits --project webshop --json
)"};

const CommandHelp handoff_undo_help{
    R"(Ends an edit; the handoff is built anew without it. ID is the first column of baton handoff edits.
)",
    R"(  baton handoff undo 7
)"};

namespace {

bool is_number(const std::string& text) {
  return !text.empty() && text.size() < 10 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

protocol::HandoffPinParams params_of(const Context& context, const HandoffPinning& options) {
  if (options.line.has_value() == options.version.has_value())
    throw Failure(ExitCode::usage, "give either a line or --version-number");
  protocol::HandoffPinParams params;
  params.project = project_reference(context, options.project);
  params.version = options.version;
  if (options.line && is_number(*options.line)) {
    params.line = parse_number("LINE", *options.line, 1, INT64_MAX);
  } else {
    params.text = options.line;
  }
  return params;
}

void print_edits(Output& out, const protocol::HandoffEditsResult& result) {
  using enum Column::Align;
  Table table({{"ID", right, false, Style::bold},
               {"KIND"},
               {"SECTION"},
               {"SINCE", right},
               {"LINE", left, true}});
  for (const auto& edit : result.edits) {
    table.add({std::to_string(edit.id), edit.kind, edit.section, std::to_string(edit.since_version),
               describe(edit)});
  }
  table.print(out);
}

template <class Contract>
ExitCode change(Context& context, const Contract& contract,
                const typename Contract::Params& params) {
  return answer(context, contract, params, [&](const protocol::HandoffChangeResult& result) {
    print_change(context.out, result);
  });
}

}  // namespace

void declare(OptionSet& set, HandoffNoteOptions& options) {
  set.words("TEXT", options.words, "the line")
      .text("--section", "NAME", options.section,
            "where it stands: requests, constraints, next_step, … (knowledge)");
  set.project(options.project);
}

void declare(OptionSet& set, HandoffPinning& options) {
  set.argument("LINE-or-TEXT", options.line, "the line's number, or words that only it has")
      .number("--version-number", "N", options.version, 1, INT64_MAX,
              "this version as a whole, not a line");
  set.project(options.project);
}

void declare(OptionSet& set, HandoffEditsOptions& options) {
  set.project(options.project);
}

void declare(OptionSet& set, HandoffUndoOptions& options) {
  set.argument("ID", options.edit, "the edit, as baton handoff edits lists it");
  set.project(options.project);
}

ExitCode run(Context& context, const HandoffNoteOptions& options) {
  protocol::HandoffNoteParams params;
  params.project = project_reference(context, options.project);
  for (const std::string& word : options.words)
    params.text += (params.text.empty() ? "" : " ") + word;
  params.section = options.section;
  return change(context, protocol::handoff_note, params);
}

ExitCode run(Context& context, const HandoffPinOptions& options) {
  return change(context, protocol::handoff_pin, params_of(context, options));
}

ExitCode run(Context& context, const HandoffUnpinOptions& options) {
  return change(context, protocol::handoff_unpin, params_of(context, options));
}

ExitCode run(Context& context, const HandoffEditsOptions& options) {
  return answer(context, protocol::handoff_edits,
                {.project = project_reference(context, options.project)},
                [&](const protocol::HandoffEditsResult& result) {
                  if (!result.edits.empty()) return print_edits(context.out, result);
                  context.out.write("Nothing was edited, noted or pinned.\n");
                });
}

ExitCode run(Context& context, const HandoffUndoOptions& options) {
  protocol::HandoffTakeBackParams params;
  params.project = project_reference(context, options.project);
  params.edit = parse_number("ID", options.edit, 1, INT64_MAX);
  return change(context, protocol::handoff_take_back, params);
}

}  // namespace baton::client
