#include "client/commands/show.hpp"

#include <algorithm>
#include <charconv>

#include "client/print/escape.hpp"
#include "client/print/numbers.hpp"
#include "protocol/contracts.hpp"

namespace baton::client {

const CommandHelp show_help{
    R"(REF is what handoffs and searches cite: 3 (or s3) is session 3 of the project, 3:41 is turn 41 of it. Of a
session long texts are cut; a single turn is printed whole.
)",
    R"(  baton show 3                       session 3 of the project that this directory belongs to
  baton show 3 --from 41 --limit 10  ten turns of it
  baton show 3:41                    one turn, whole
  baton show s3 --project api --full | less
)"};

namespace {

constexpr std::int64_t page = 500;
constexpr std::int64_t default_limit = 100;
constexpr std::int64_t cut_bytes = 1200;

Style style_of(const protocol::Turn& turn) {
  if (turn.is_error.value_or(false)) return Style::red;
  if (turn.role == "user") return Style::green;
  if (turn.role == "assistant") return Style::cyan;
  return Style::dim;
}

std::string describe(const protocol::Turn& turn) {
  std::string text = escape_to_line(turn.role);
  if (turn.kind != "text") text += " " + escape_to_line(turn.kind);
  if (turn.tool) text += " " + escape_to_line(*turn.tool);
  if (turn.is_error.value_or(false)) text += " failed";
  if (turn.injected) text += " (injected)";
  return text;
}

void print_turn(Output& out, const protocol::Turn& turn, std::int64_t session_number) {
  out.write(Style::bold, std::to_string(session_number) + ":" + std::to_string(turn.ordinal))
      .write("  ");
  out.write(style_of(turn), describe(turn));
  if (turn.created_at) out.write(Style::dim, "  " + local_time(*turn.created_at));
  std::string text = escape_controls(turn.text);
  while (text.ends_with('\n')) text.pop_back();
  out.write("\n").write(text);
  if (turn.truncated) out.write(Style::dim, " … (--full prints the rest)");
  out.write(text.empty() ? "\n" : "\n\n");
}

void print_session(Output& out, const protocol::Session& session) {
  out.write(Style::bold,
            "Session " + std::to_string(session.number) + " of " + escape_to_line(session.project));
  if (!session.title.empty()) out.write(": " + escape_to_line(session.title));
  std::string line = escape_to_line(session.agent) + ", " + escape_to_line(session.status);
  if (session.model) line += ", " + escape_to_line(*session.model);
  if (session.branch) line += ", on " + escape_to_line(*session.branch);
  if (session.started_at) line += ", " + local_time(*session.started_at);
  line += ", " + counted(session.turns, "turn");
  out.write("\n").write(Style::dim, line).write("\n\n");
}

// The cursor says nothing to a client, so that the way to a turn is to pass those before it, cut to
// nothing.
std::optional<std::string> cursor_before(Transport& daemon, std::int64_t session_id,
                                         std::int64_t ordinal) {
  std::optional<std::string> cursor;
  for (std::int64_t last = 0; last + 1 < ordinal;) {
    const protocol::TurnListParams params{.session_id = session_id,
                                          .limit = std::min(page, ordinal - 1 - last),
                                          .cursor = cursor,
                                          .max_characters = 1};
    const auto skipped = call(daemon, protocol::turn_list, params);
    if (!skipped.next_cursor || skipped.turns.empty()) {
      throw Failure(ExitCode::refused, "the session has no turn " + std::to_string(ordinal));
    }
    last = skipped.turns.back().ordinal;
    cursor = skipped.next_cursor;
  }
  return cursor;
}

boost::json::value request_turns(Context& context, const protocol::Session& session,
                                 const ShowOptions& options) {
  Transport& daemon = context.daemon();
  protocol::TurnListParams params{
      .session_id = session.id,
      .limit = options.limit.value_or(default_limit),
      .cursor = cursor_before(daemon, session.id, options.from.value_or(1)),
      .max_characters = std::nullopt};
  if (!options.full) params.max_characters = cut_bytes;
  return daemon.request(protocol::turn_list.name, protocol::encode(params));
}

void show_session(Context& context, const ShowOptions& options, const protocol::Session& session,
                  const boost::json::value& session_json) {
  boost::json::value turns_json = request_turns(context, session, options);
  if (context.globals.json) {
    // Two results in one: the session stands beside the members of turn.list.
    if (auto* object = turns_json.if_object()) object->insert_or_assign("session", session_json);
    return print_json(context.out, turns_json);
  }
  const auto turns = read_result(protocol::turn_list, turns_json);
  print_session(context.out, session);
  for (const auto& turn : turns.turns) print_turn(context.out, turn, session.number);
  if (!turns.next_cursor || turns.turns.empty()) return;
  const std::string next = std::to_string(turns.turns.back().ordinal + 1);
  context.out.write(Style::dim, "There are more turns: --from " + next + " goes on.\n");
}

bool read_positive(std::string_view text, std::int64_t& number) {
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && stopped == end && number > 0;
}

}  // namespace

std::optional<Reference> parse_reference(std::string_view text) {
  if (text.starts_with('s') || text.starts_with('S')) text.remove_prefix(1);
  Reference reference;
  const std::size_t colon = text.find(':');
  if (!read_positive(text.substr(0, colon), reference.session)) return std::nullopt;
  if (colon == std::string_view::npos) return reference;
  if (!read_positive(text.substr(colon + 1), reference.turn.emplace())) return std::nullopt;
  return reference;
}

void declare(OptionSet& set, ShowOptions& options) {
  set.argument("REF", options.reference, "a session (3 or s3) or a turn of it (3:41)")
      .project(options.project)
      .number("--from", "N", options.from, 1, INT64_MAX, "begin at this turn")
      .number("--limit", "N", options.limit, 1, 500, "at most this many turns (100)")
      .flag("--full", options.full, "print long texts whole");
}

ExitCode run(Context& context, const ShowOptions& options) {
  const auto reference = parse_reference(options.reference);
  if (!reference) {
    throw Failure(ExitCode::usage,
                  "'" + options.reference +
                      "' is neither a session, such as 3 or s3, nor a turn, such as 3:41");
  }
  const protocol::SessionGetParams params{.id = std::nullopt,
                                          .project = project_reference(context, options.project),
                                          .number = reference->session};
  const auto session_json =
      context.daemon().request(protocol::session_get.name, protocol::encode(params));
  const auto session = read_result(protocol::session_get, session_json);
  if (!reference->turn) {
    show_session(context, options, session, session_json);
    return ExitCode::ok;
  }
  const protocol::TurnGetParams turn{.session_id = session.id, .ordinal = *reference->turn};
  return answer(context, protocol::turn_get, turn, [&](const protocol::Turn& result) {
    print_turn(context.out, result, session.number);
  });
}

}  // namespace baton::client
