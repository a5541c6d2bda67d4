#pragma once
// turn.*: the messages of a session.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/contract.hpp"
#include "protocol/describe.hpp"

namespace baton::protocol {

struct Turn {
  std::int64_t id = 0;
  std::int64_t session_id = 0;
  std::int64_t ordinal = 0;
  std::string role;
  std::string kind;
  bool injected = false;
  std::optional<std::string> tool;
  std::optional<std::string> tool_call_id;
  std::optional<bool> is_error;
  std::optional<std::string> created_at;
  std::string text;
  bool truncated = false;
};
BATON_DESCRIBE(Turn,
  (id, "The turn's id in this store."),
  (session_id, "Id of its session."),
  (ordinal, "Its place in the session, from 1."),
  (role, "`user`, `assistant`, `system` or `tool`."),
  (kind, "`text`, `thinking`, `tool_call`, `tool_result` or `summary`."),
  (injected, "True for text in a user's message that no person typed: reminders, command output, context."),
  (tool, "The tool's name as the agent calls it; for tool calls and their results."),
  (tool_call_id, "Joins a tool's result to its call."),
  (is_error, "For tool results: whether the agent's log marks it as failed."),
  (created_at, "RFC 3339 time (UTC); absent when the log has none."),
  (text, "The text; for a tool call its input as JSON. Secrets are redacted."),
  (truncated, "True when text was cut to max_characters."))

struct TurnListParams {
  std::int64_t session_id = 0;
  std::optional<std::int64_t> limit;
  std::optional<std::string> cursor;
  std::optional<std::int64_t> max_characters;
};
BATON_DESCRIBE(TurnListParams,
  (session_id, "Id of the session."),
  (limit, "At most this many turns, 1 to 500; 100 when absent."),
  (cursor, "next_cursor of the page before; absent for the first page."),
  (max_characters, "Cut each text to about this many bytes, at a character; whole when absent."))

struct TurnListResult {
  std::vector<Turn> turns;
  std::optional<std::string> next_cursor;
};
BATON_DESCRIBE(TurnListResult,
  (turns, "Turns in the order of the log."),
  (next_cursor, "Pass it as cursor to get the next page; absent on the last."))

inline constexpr Contract<TurnListParams, TurnListResult> turn_list{
    "turn.list", "Lists the turns of a session in order."};

struct TurnGetParams {
  std::int64_t session_id = 0;
  std::int64_t ordinal = 0;
};
BATON_DESCRIBE(TurnGetParams,
  (session_id, "Id of the session."),
  (ordinal, "The turn's place in the session, from 1."))

inline constexpr Contract<TurnGetParams, Turn> turn_get{
    "turn.get", "One turn, whole."};

}  // namespace baton::protocol
