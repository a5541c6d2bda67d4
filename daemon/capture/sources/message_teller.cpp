#include "daemon/capture/sources/message_teller.hpp"

#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/baton_marker.hpp"
#include "daemon/capture/sources/tool_kinds.hpp"

namespace baton::capture {

using store::Role;
using store::TurnKind;

namespace {

/// A user's text has room for so many stretches before the numbers of the message's other parts.
constexpr int parts_of_text = 65536;

}  // namespace

TurnEvent MessageTeller::next(Role role, TurnKind kind, std::string_view text) {
  TurnEvent turn;
  turn.external_id = origin_.external_id;
  turn.part = part_++;
  turn.line = origin_.line;
  turn.created_at = origin_.time;
  turn.role = role;
  turn.kind = kind;
  turn.text = storable(is_valid_utf8(text) ? std::string(text) : to_valid_utf8(text));
  return turn;
}

void MessageTeller::tell(TurnEvent turn) {
  if (!turn.text.empty()) sink_.on_turn(std::move(turn));
}

void MessageTeller::user_text(std::string_view text, const InjectedMarks& marks) {
  const int first = part_;
  const std::string kept = storable(is_valid_utf8(text) ? std::string(text) : to_valid_utf8(text));
  if (origin_.injected) {
    TurnEvent turn = next(Role::user, TurnKind::text, kept);
    turn.injected = true;
    return tell(std::move(turn));
  }
  for (const TextPart& piece : split_user_text(kept, marks)) {
    TurnEvent turn = next(Role::user, TurnKind::text, piece.text);
    turn.injected = piece.injected;
    tell(std::move(turn));
    part_ += parts_of_text - 1;
  }
  part_ = first + 1;
}

void MessageTeller::text(Role role, std::string_view text, bool is_error) {
  TurnEvent turn = next(role, TurnKind::text, text);
  turn.is_error = is_error;
  turn.injected = role == Role::system;
  tell(std::move(turn));
}

void MessageTeller::thinking(std::string_view text) {
  tell(next(Role::assistant, TurnKind::thinking, text));
}

void MessageTeller::summary(std::string_view text) {
  TurnEvent turn = next(Role::user, TurnKind::summary, text);
  turn.injected = true;
  tell(std::move(turn));
}

void MessageTeller::tool_call(std::string_view call_id, std::string_view tool,
                              std::string_view input, std::vector<store::FileTouch> files) {
  TurnEvent turn = next(Role::assistant, TurnKind::tool_call, trim(input).empty() ? "{}" : input);
  if (turn.text.empty()) turn.text = "{}";
  turn.tool_call_id = call_id;
  turn.tool_name = tool;
  turn.tool_kind = tool_kind_of(tool);
  turn.files = std::move(files);
  tell(std::move(turn));
}

void MessageTeller::tool_result(ToolResult result) {
  TurnEvent turn = next(Role::tool, TurnKind::tool_result, result.text);
  if (turn.text.empty()) turn.text = "(no output)";
  turn.tool_call_id = result.call_id;
  turn.tool_name = result.tool;
  turn.tool_kind = tool_kind_of(result.tool);
  turn.is_error = result.is_error;
  turn.files = std::move(result.files);
  tell(std::move(turn));
}

}  // namespace baton::capture
