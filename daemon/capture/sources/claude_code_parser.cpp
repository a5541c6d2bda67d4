#include "daemon/capture/sources/claude_code_parser.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "daemon/base/hash.hpp"
#include "daemon/base/text.hpp"
#include "daemon/base/time.hpp"
#include "daemon/capture/sources/json_access.hpp"

namespace baton::capture::claude_code {

namespace json = boost::json;

namespace {

constexpr auto message_types =
    std::to_array<std::string_view>({"assistant", "attachment", "system", "user"});

/// Records that serve the program itself; what they hold is elsewhere in the log or of no use to a
/// reader.
constexpr auto skipped_types = std::to_array<std::string_view>({
    "atis-latch",
    "bridge-session",
    "cost-state",
    "file-history-delta",
    "file-history-snapshot",
    "frame-link",
    "last-prompt",
    "mode",
    "permission-mode",
    "pr-link",
    "progress",
    "prompt_snapshot",
    "queue-operation",
    "relocated",
    "result",
    "started",
    "tools-used",
    "worktree-state",
});

struct TitleType {
  std::string_view type;
  std::string_view member;
  TitleRank rank;
};

constexpr auto title_types = std::to_array<TitleType>({
    {"custom-title", "customTitle", TitleRank::custom},
    {"agent-name", "agentName", TitleRank::agent_name},
    {"ai-title", "aiTitle", TitleRank::ai},
});

template <class List>
bool contains(const List& list, std::string_view type) {
  return std::find(list.begin(), list.end(), type) != list.end();
}

/// Versions before 1.0 wrote messages without a type.
std::string_view type_of(const json::object& record) {
  const std::string_view type = string_member(record, "type");
  if (!type.empty()) return type;
  const json::object* message = object_member(record, "message");
  const std::string_view role = message == nullptr ? "" : string_member(*message, "role");
  return role == "user" || role == "assistant" ? role : std::string_view();
}

bool is_said_by_machine(const json::object& record) {
  const json::object* origin = object_member(record, "origin");
  const std::string_view kind = origin == nullptr ? "" : string_member(*origin, "kind");
  return flag_member(record, "isMeta") || !(kind.empty() || kind == "human");
}

bool has_readable_content(const json::object& message) {
  const json::value* content = message.if_contains("content");
  return content == nullptr || content->is_null() || content->is_string() || content->is_array();
}

const json::value* typed_content(const json::object& record, std::string_view type) {
  const bool is_user = type == "user";
  const json::object* holder = object_member(record, is_user ? "message" : "attachment");
  if (holder == nullptr) return nullptr;
  if (!is_user && string_member(*holder, "type") != "queued_command") return nullptr;
  return holder->if_contains(is_user ? "content" : "prompt");
}

bool is_same(const store::Usage& a, const store::Usage& b) {
  const auto members = [](const store::Usage& usage) {
    return std::tie(usage.message_key, usage.model, usage.input_tokens, usage.output_tokens,
                    usage.cache_read_tokens, usage.cache_write_tokens);
  };
  return members(a) == members(b);
}

bool holds_results(const json::object& record) {
  return record.if_contains("toolUseResult") != nullptr;
}

}  // namespace

ClaudeCodeParser::ClaudeCodeParser(const std::filesystem::path& path, std::string_view state)
    : memory_(Memory::from_state(state)), sessions_(place_of(path), memory_) {}

void ClaudeCodeParser::parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
                             EventSink& sink) {
  sessions_.begin_reading();
  last_usage_ = {};
  reader_.each_line(
      bytes, offset, first_line, sink,
      [&](const JsonLine& line, const json::object& record) { read_record(line, record, sink); });
  sessions_.finish_reading(sink);
}

void ClaudeCodeParser::read_record(const JsonLine& line, const json::object& record,
                                   EventSink& sink) {
  const std::string_view type = type_of(record);
  if (contains(message_types, type)) return read_message(line, record, type, sink);
  if (type == "summary") return read_summary(record);
  if (read_title(record, type) || contains(skipped_types, type) || type.starts_with("api-request"))
    return;
  const std::string name(utf8_prefix(type, 64));
  report_unparsed(
      line, name.empty() ? "record without a type" : "unknown record type \"" + name + "\"", sink);
}

void ClaudeCodeParser::read_message(const JsonLine& line, const json::object& record,
                                    std::string_view type, EventSink& sink) {
  const json::object* message = object_member(record, "message");
  const bool needs_message = type == "user" || type == "assistant";
  if (needs_message && message == nullptr)
    return report_unparsed(line, "message is not an object", sink);
  if (message != nullptr && !has_readable_content(*message)) {
    report_unparsed(line, "content is neither text nor blocks", sink);
  }
  RecordOrigin origin;
  origin.uuid = string_member(record, "uuid");
  origin.time = parse_time(string_member(record, "timestamp")).value_or(0);
  origin.line = line.number;
  sessions_.enter(record, origin.time);
  origin.injected = is_said_by_machine(record) || sessions_.in_subagent();
  take_waiting_summary(record);
  if (!origin.injected && is_told_twice(record, type, origin.time)) return;
  RecordTurns found = turns_of(record, type, origin);
  if (!found.unknown_block.empty()) {
    report_unparsed(
        line, "unknown content block \"" + std::string(utf8_prefix(found.unknown_block, 64)) + "\"",
        sink);
  }
  if (!found.turns.empty()) sessions_.announce(sink);
  memory_.has_turns |= !found.turns.empty();
  for (TurnEvent& turn : found.turns) sink.on_turn(std::move(turn));
  if (type == "assistant") report_usage(record, sink);
}

RecordTurns ClaudeCodeParser::turns_of(const json::object& record, std::string_view type,
                                       const RecordOrigin& origin) {
  if (type == "user") return user_turns(record, origin, memory_);
  if (type == "assistant") return assistant_turns(record, origin, memory_);
  return type == "system" ? system_turns(record, origin) : attachment_turns(record, origin);
}

/// What is typed while the model is busy is an attachment, and in some versions a user's message as
/// well.
bool ClaudeCodeParser::is_told_twice(const json::object& record, std::string_view type,
                                     Milliseconds time) {
  if ((type != "user" && type != "attachment") || holds_results(record)) return false;
  const std::string content = typed_text(typed_content(record, type));
  const std::string_view text = trim(content);
  if (text.empty()) return false;
  const bool is_user = type == "user";
  const json::object* attachment = object_member(record, "attachment");
  const std::string_view uuid = is_user || attachment == nullptr
                                    ? string_member(record, "uuid")
                                    : string_member(*attachment, "source_uuid");
  const TypedText typed{uuid.empty() ? 0 : hash64(uuid), hash64(text), time};
  if (Memory::take_same(is_user ? memory_.queued : memory_.typed, typed)) return true;
  is_user ? memory_.remember_typed(typed) : memory_.remember_queued(typed);
  return false;
}

bool ClaudeCodeParser::read_title(const json::object& record, std::string_view type) {
  for (const TitleType& known : title_types) {
    if (known.type != type) continue;
    sessions_.add_title(record, known.rank, string_member(record, known.member));
    return true;
  }
  return false;
}

/// A summary at the top of a file is most often another session's, whose last message `leafUuid`
/// names: it waits until that message shows up.
void ClaudeCodeParser::read_summary(const json::object& record) {
  const std::string_view text = string_member(record, "summary");
  if (text.empty()) return;
  if (memory_.has_turns) return sessions_.add_title(record, TitleRank::summary, text);
  memory_.remember_summary(string_member(record, "leafUuid"), text);
}

void ClaudeCodeParser::take_waiting_summary(const json::object& record) {
  if (memory_.summaries.empty()) return;
  std::optional<std::string> title = memory_.take_summary(string_member(record, "uuid"));
  if (!title) title = memory_.take_summary("");
  if (title) sessions_.add_title(record, TitleRank::summary, *title);
}

/// An answer's lines each tell its usage so far; the store keeps the last for each answer.
void ClaudeCodeParser::report_usage(const json::object& record, EventSink& sink) {
  const json::object& message = *object_member(record, "message");
  const json::object* counts = object_member(message, "usage");
  const std::string_view id = string_member(message, "id");
  const std::string_view model = string_member(message, "model");
  if (counts == nullptr || id.empty() || model == "<synthetic>") return;
  store::Usage usage;
  usage.message_key = id;
  const std::string_view request = string_member(record, "requestId");
  if (!request.empty()) usage.message_key.append("/").append(request);
  usage.model = model;
  usage.input_tokens = number_member(*counts, "input_tokens");
  usage.output_tokens = number_member(*counts, "output_tokens");
  usage.cache_read_tokens = number_member(*counts, "cache_read_input_tokens");
  usage.cache_write_tokens = number_member(*counts, "cache_creation_input_tokens");
  if (is_same(usage, last_usage_)) return;
  last_usage_ = usage;
  sessions_.announce(sink);
  sink.on_usage(std::move(usage));
}

}  // namespace baton::capture::claude_code
