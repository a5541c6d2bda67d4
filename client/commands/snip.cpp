#include "client/commands/snip.hpp"

#include <unistd.h>

#include "client/line_reader.hpp"
#include "client/print/numbers.hpp"
#include "protocol/contracts.hpp"

namespace baton::client {

const CommandHelp snip_help{
    R"(Stores WORDS, or standard input for -, as a session of the project: a note that handoffs and searches find, or a piece
of a conversation when its speakers are marked at the beginnings of lines (User:, Assistant:, ...). The same text is
stored once.
)",
    R"(  baton snip always run make lint before committing
  git diff | baton snip - --title "what I changed by hand"
  baton snip --project ~/src/api use the staging database
)"};

namespace {

constexpr std::size_t longest_line = 16U << 20U;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string standard_input() {
  LineReader lines(STDIN_FILENO, longest_line);
  std::string text;
  while (const auto line = lines.next()) text.append(*line).append("\n");
  return text;
}

}  // namespace

ExitCode import_text(Context& context, const std::string& text,
                     const std::optional<std::string>& project,
                     const std::optional<std::string>& title) {
  const std::string directory =
      absolute_path(project.value_or(context.directory()), context.directory());
  return answer(
      context, protocol::capture_text, {.text = text, .project = directory, .title = title},
      [&](const protocol::CaptureTextResult& result) {
        const std::string session = "session " + std::to_string(result.session_number);
        if (result.turns == 0) {
          context.out.write("It was stored before, as " + session + ".\n");
        } else {
          context.out.write("Stored " + counted(result.turns, "turn") + " as " + session + ".\n");
        }
      });
}

void declare(OptionSet& set, SnipOptions& options) {
  set.words("WORDS", options.words, "the text; - for standard input")
      .text("--project", "DIR", options.project, "a directory in the project; by default this one",
            Completes::directories)
      .text("--title", "TEXT", options.title, "what the session is called");
}

ExitCode run(Context& context, const SnipOptions& options) {
  const bool from_input = options.words.size() == 1 && options.words.front() == "-";
  return import_text(context, from_input ? standard_input() : joined(options.words),
                     options.project, options.title);
}

}  // namespace baton::client
