#include "client/commands/export_markdown.hpp"

#include <algorithm>

#include "client/print/escape.hpp"
#include "client/print/numbers.hpp"
#include "protocol/methods/turn.hpp"

namespace baton::client {

namespace {

constexpr std::int64_t page = 500;
constexpr std::size_t shortest_fence = 3;

std::size_t longest_run(std::string_view text, char mark) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char byte : text) {
    run = byte == mark ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

/// Text of an agent in a heading or a list item: on one line, with what begins HTML, code, links or
/// emphasis taken as text.
std::string plain(std::string_view text) {
  std::string out;
  for (const char byte : escape_to_line(text)) {
    if (std::string_view("\\`*_[]<>#|").find(byte) != std::string_view::npos) out += '\\';
    out += byte;
  }
  return out;
}

void write_fact(Output& out, std::string_view name, std::string_view value) {
  if (!value.empty()) out.write("- ").write(name).write(": ").write(plain(value)).write("\n");
}

void write_session(Output& out, const protocol::Session& session) {
  out.write("# Session " + std::to_string(session.number) + " of " + plain(session.project) +
            "\n\n");
  write_fact(out, "Title", session.title);
  write_fact(out, "Agent", session.agent);
  write_fact(out, "Model", session.model.value_or(""));
  write_fact(out, "Directory", session.working_directory);
  write_fact(out, "Branch", session.branch.value_or(""));
  write_fact(out, "Status", session.status);
  write_fact(out, "Started", session.started_at.value_or(""));
  write_fact(out, "Last record", session.ended_at.value_or(""));
  write_fact(out, "Turns", std::to_string(session.turns));
}

std::string heading(const protocol::Turn& turn) {
  std::string text = plain(turn.role);
  if (turn.kind != "text") text += ", " + plain(turn.kind);
  if (turn.tool) text += " " + plain(*turn.tool);
  if (turn.is_error.value_or(false)) text += ", failed";
  if (turn.injected) text += ", injected";
  if (turn.created_at) text += " (" + plain(*turn.created_at) + ")";
  return text;
}

void write_turn(Output& out, const protocol::Turn& turn) {
  const bool is_prose = turn.kind == "text" || turn.kind == "summary";
  out.write("\n## " + std::to_string(turn.ordinal) + ". " + heading(turn) + "\n\n");
  out.write(is_prose && !turn.injected ? quoted_block(turn.text) : fenced(turn.text));
}

}  // namespace

std::string fenced(std::string_view text) {
  std::string content = escape_controls(text);
  if (!content.ends_with('\n')) content += '\n';
  const std::string fence(std::max(shortest_fence, longest_run(content, '`') + 1), '`');
  return fence + "\n" + content + fence + "\n";
}

std::string quoted_block(std::string_view text) {
  const std::string content = escape_controls(text);
  std::string out;
  std::string_view rest = content;
  do {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    out.append(line.empty() ? ">" : "> ").append(line).append("\n");
    rest.remove_prefix(std::min(end + 1, rest.size()));
  } while (!rest.empty());
  return out;
}

std::int64_t write_markdown(Transport& daemon, const protocol::Session& session, Output& out) {
  write_session(out, session);
  protocol::TurnListParams params{.session_id = session.id,
                                  .limit = page,
                                  .cursor = std::nullopt,
                                  .max_characters = std::nullopt};
  std::int64_t written = 0;
  do {
    const auto turns = call(daemon, protocol::turn_list, params);
    for (const auto& turn : turns.turns) write_turn(out, turn);
    written += static_cast<std::int64_t>(turns.turns.size());
    out.flush();
    params.cursor = turns.next_cursor;
  } while (params.cursor);
  return written;
}

}  // namespace baton::client
