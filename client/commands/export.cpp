#include "client/commands/export.hpp"

#include <optional>

#include <boost/json/serialize.hpp>

#include "client/commands/export_markdown.hpp"
#include "client/print/numbers.hpp"
#include "client/private_file.hpp"
#include "protocol/contracts.hpp"

namespace baton::client {

const CommandHelp export_help{
    R"(Writes all projects as JSON Lines, which baton import reads; docs/export-format.md describes them. --project
and --session write a part. --markdown writes one session for people: the one that --session names, else the
newest of the project. The file is made readable for you alone; it appears when it is whole.
)",
    R"(  baton export --output baton.jsonl             everything, as a backup or for another machine
  baton export --project api | gzip > api.gz
  baton export --session 3 --output three.jsonl  session 3 of the project that this directory belongs to
  baton export --markdown --session 3 | less
)"};

namespace {

/// How many records of each kind were written.
struct Written {
  std::int64_t projects = 0;
  std::int64_t sessions = 0;
  std::int64_t turns = 0;
  std::int64_t records = 0;
};

void count(const boost::json::object& record, Written& written) {
  ++written.records;
  if (record.contains("project")) ++written.projects;
  if (record.contains("session")) ++written.sessions;
  if (record.contains("turn")) ++written.turns;
}

/// One page as lines. The records go out as they came, whatever a newer daemon says in them.
std::optional<std::string> write_page(const boost::json::value& page, Output& out,
                                      Written& written) {
  const auto* object = page.if_object();
  const auto* records = object != nullptr ? object->if_contains("records") : nullptr;
  if (records == nullptr || !records->is_array())
    throw Failure(ExitCode::internal, "the daemon's answer to export.read is not understood");
  for (const auto& record : records->get_array()) {
    if (const auto* members = record.if_object()) count(*members, written);
    out.write(boost::json::serialize(record)).write("\n");
  }
  out.flush();
  const auto* next = object->if_contains("next_cursor");
  if (next == nullptr || !next->is_string()) return std::nullopt;
  return std::string(next->get_string());
}

void show_progress(Context& context, const ExportOptions& options, const Written& written) {
  if (!options.output || !context.err.is_terminal()) return;
  context.err.write("\r\x1b[KWritten: " + counted(written.turns, "turn"));
  context.err.flush();
}

void end_progress(Context& context, const ExportOptions& options) {
  if (!options.output || !context.err.is_terminal()) return;
  context.err.write("\r\x1b[K");
  context.err.flush();
}

Written write_records(Context& context, const ExportOptions& options, Output& out) {
  protocol::ExportReadParams params;
  if (options.project || options.session)
    params.project = project_reference(context, options.project);
  params.session = options.session;
  Transport& daemon = context.daemon();
  Written written;
  std::optional<std::string> next;
  do {
    params.cursor = next;
    const auto page = daemon.request(protocol::export_read.name, protocol::encode(params));
    // After the first answer: what cannot be exported leaves no line behind.
    if (!next) {
      const boost::json::object header{
          {protocol::export_header_key, protocol::export_format_version},
          {"made_by", "baton " BATON_VERSION}};
      out.write(boost::json::serialize(header)).write("\n");
    }
    next = write_page(page, out, written);
    show_progress(context, options, written);
  } while (next);
  const boost::json::object end{{protocol::export_end_key, written.records}};
  out.write(boost::json::serialize(end)).write("\n");
  end_progress(context, options);
  return written;
}

protocol::Session chosen_session(Context& context, const ExportOptions& options) {
  const std::string project = project_reference(context, options.project);
  Transport& daemon = context.daemon();
  if (options.session) {
    return call(daemon, protocol::session_get,
                {.id = std::nullopt, .project = project, .number = options.session});
  }
  const auto newest = call(daemon, protocol::session_list,
                           {.project = project, .limit = 1, .cursor = std::nullopt});
  if (newest.sessions.empty()) throw Failure(ExitCode::refused, "the project has no session");
  return newest.sessions.front();
}

Written write_chosen(Context& context, const ExportOptions& options, Output& out) {
  if (!options.markdown) return write_records(context, options, out);
  const protocol::Session session = chosen_session(context, options);
  return {.projects = 0,
          .sessions = 1,
          .turns = write_markdown(context.daemon(), session, out),
          .records = 0};
}

std::string described(const Written& written) {
  std::string text = counted(written.sessions, "session") + ", " + counted(written.turns, "turn");
  return written.projects > 0 ? counted(written.projects, "project") + ", " + text : text;
}

}  // namespace

void declare(OptionSet& set, ExportOptions& options) {
  set.text("--project", "PROJECT", options.project, "id, name or path of the only project to write",
           Completes::directories)
      .number("--session", "N", options.session, 1, INT64_MAX,
              "number of the only session to write, of that project or the current directory's")
      .text("--output", "FILE", options.output, "write to this file", Completes::files)
      .flag("--markdown", options.markdown, "write one session for people");
}

ExitCode run(Context& context, const ExportOptions& options) {
  if (!options.output) {
    if (!options.markdown && context.out.is_terminal()) {
      throw Failure(ExitCode::usage,
                    "an export is not for a terminal; give --output FILE, a pipe, or --markdown");
    }
    write_chosen(context, options, context.out);
    return ExitCode::ok;
  }
  context.err.look_at_terminal(!context.globals.no_color);
  PrivateFile file(absolute_path(*options.output, context.directory()));
  const Written written = write_chosen(context, options, file.out());
  file.commit();
  if (context.globals.json) {
    print_json(context.out, boost::json::object{{"projects", written.projects},
                                                {"sessions", written.sessions},
                                                {"turns", written.turns}});
  } else {
    context.out.write("Wrote " + described(written) + ".\n");
  }
  return ExitCode::ok;
}

}  // namespace baton::client
