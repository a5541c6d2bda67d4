#include "client/commands/import.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "client/commands/capture_scan.hpp"
#include "client/commands/import_records.hpp"
#include "client/commands/snip.hpp"
#include "client/connection.hpp"
#include "client/print/numbers.hpp"

namespace baton::client {

const CommandHelp import_help{
    R"(FILE is what baton export has written; - reads it from standard input. What is here already is neither
doubled nor changed, so that the same file may be imported again. Sessions keep their numbers where these are free.
Any other file, or a directory, is read as agents' logs, as baton capture scan --wait does: among them exports of ChatGPT
and Claude.ai, and conversations saved as text. Any other text on standard input is taken for a pasted conversation,
whose speakers are marked at the beginnings of lines (User:, **Assistant**, ### Human, ...), or else for a note.
)",
    R"(  baton import baton.jsonl
  ssh other baton export | baton import -
  baton import ~/old-logs
  baton import ~/Downloads/conversations.json
  wl-paste | baton import - --title "about the parser"
)"};

namespace {

constexpr std::size_t longest_line = 256U << 20U;

FileDescriptor open_file(const std::string& path) {
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file) return file;
  const std::string reason = std::strerror(errno);  // NOLINT(concurrency-mt-unsafe): one thread
  throw Failure(ExitCode::refused, "cannot open " + path + ": " + reason);
}

bool is_export(LineReader& lines) {
  return lines.starts_with("{\"" + std::string(protocol::export_header_key) + "\":");
}

bool is_directory(const FileDescriptor& file) {
  struct stat state {};
  return ::fstat(file.get(), &state) == 0 && S_ISDIR(state.st_mode);
}

void print_total(Context& context, const protocol::ImportWriteResult& total) {
  if (context.err.is_terminal()) {
    context.err.write("\r\x1b[K");
    context.err.flush();
  }
  if (context.globals.json) return print_json(context.out, protocol::encode(total));
  std::string text = "Imported " + counted(total.projects_added, "project") + ", " +
                     counted(total.sessions_added, "session") + ", " +
                     counted(total.turns_added, "turn") + ", " +
                     counted(total.handoffs_added, "handoff");
  if (total.turns_known > 0) text += "; " + counted(total.turns_known, "turn") + " known already";
  if (total.left_out > 0) text += "; " + counted(total.left_out, "record") + " left out";
  context.out.write(text + ".\n");
}

ExitCode import_records(Context& context, LineReader& lines, const std::string& name) {
  context.err.look_at_terminal(!context.globals.no_color);
  RecordImport import(context, lines, name);
  print_total(context, import.run());
  return ExitCode::ok;
}

std::string all_of(LineReader& lines) {
  std::string text;
  while (const auto line = lines.next()) text.append(*line).append("\n");
  return text;
}

ExitCode import_standard_input(Context& context, const ImportOptions& options) {
  LineReader lines(STDIN_FILENO, longest_line);
  if (is_export(lines)) return import_records(context, lines, "standard input");
  return import_text(context, all_of(lines), options.project, options.title);
}

}  // namespace

void declare(OptionSet& set, ImportOptions& options) {
  set.argument("FILE", options.file, "an export, or agents' logs; - for standard input",
               Completes::files)
      .text("--project", "DIR", options.project,
            "the project a pasted conversation belongs to; by default this directory's",
            Completes::directories)
      .text("--title", "TEXT", options.title, "what a pasted conversation is called");
}

ExitCode run(Context& context, const ImportOptions& options) {
  if (options.file == "-") return import_standard_input(context, options);
  const std::string path = absolute_path(options.file, context.directory());
  {
    const FileDescriptor file = open_file(path);
    LineReader lines(file.get(), longest_line);
    if (!is_directory(file) && is_export(lines)) return import_records(context, lines, path);
  }
  return run(context, CaptureScanOptions{.path = path, .wait = true});
}

}  // namespace baton::client
