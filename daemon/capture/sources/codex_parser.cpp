#include "daemon/capture/sources/codex_parser.hpp"

#include <algorithm>
#include <array>

#include "daemon/base/text.hpp"
#include "daemon/base/time.hpp"
#include "daemon/capture/sources/json_access.hpp"

namespace baton::capture::codex {

namespace json = boost::json;

namespace {

using store::Relation;
using store::SessionFacts;

/// Records that serve the program itself.
constexpr auto skipped_types = std::to_array<std::string_view>({
    "inter_agent_communication",
    "inter_agent_communication_metadata",
    "realtime_item",
    "retained_context",
    "security_risk_score",
    "token_usage_record",
    "world_state",
});

/// Events that repeat items for the user interface, or tell of the program's own doings; by how
/// their names begin.
constexpr auto skipped_events = std::to_array<std::string_view>({
    "agent_",        "apply_patch_", "background_",   "collab_",     "context_comp",
    "conversation_", "deprecation_", "dynamic_tool_", "elicitation", "entered_review_mode",
    "exec_",         "exited_",      "get_",          "guardian_",   "hook_",
    "image_",        "item_",        "list_",         "mcp_",        "model_",
    "patch_apply_",  "plan_",        "raw_",          "realtime_",   "request_",
    "safety_",       "session_",     "shutdown_",     "skills_",     "stream_error",
    "sub_agent_",    "task_started", "terminal_",     "thread_",     "turn_",
    "undo_",         "user_message", "view_image_",   "warning",     "web_search_",
});

constexpr std::size_t length_of_uuid = 36;
constexpr std::size_t longest_id = 256;

bool is_uuid(std::string_view text) {
  if (text.size() != length_of_uuid) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
    const bool is_digit = (text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f');
    if (is_dash ? text[i] != '-' : !is_digit) return false;
  }
  return true;
}

/// `rollout-2026-06-06T12-00-00-<id>` → `<id>`.
std::string session_of_name(const std::filesystem::path& path) {
  const std::string name = path.stem().string();
  const std::size_t begin = name.size() < length_of_uuid ? 0 : name.size() - length_of_uuid;
  const std::string tail = name.substr(begin);
  if (is_uuid(tail)) return tail;
  return name.empty() ? "unnamed" : name;
}

std::string_view turn_of(const json::object& payload) {
  const std::string_view turn = string_member(payload, "turn_id");
  if (!turn.empty()) return turn;
  for (const std::string_view key : {"internal_chat_message_metadata_passthrough", "metadata"}) {
    const json::object* data = object_member(payload, key);
    const std::string_view found = data == nullptr ? "" : string_member(*data, "turn_id");
    if (!found.empty()) return found;
  }
  return {};
}

/// `{"subagent":{"thread_spawn":{"parent_thread_id":…}}}`; null when the session is none.
const json::value* subagent_of(const json::object& meta) {
  const json::object* source = object_member(meta, "source");
  return source == nullptr ? nullptr : source->if_contains("subagent");
}

std::string_view spawner_of(const json::object& meta) {
  const json::value* subagent = subagent_of(meta);
  const json::object* kind = subagent == nullptr ? nullptr : subagent->if_object();
  const json::object* spawn = kind == nullptr ? nullptr : object_member(*kind, "thread_spawn");
  return spawn == nullptr ? "" : string_member(*spawn, "parent_thread_id");
}

bool is_subagent(const json::object& meta) {
  const std::string_view who = string_member(meta, "thread_source");
  return subagent_of(meta) != nullptr || who == "subagent" || who == "guardian_review" ||
         !string_member(meta, "parent_thread_id").empty();
}

std::string_view first_text(std::initializer_list<std::string_view> texts) {
  const auto* const found = std::ranges::find_if(texts, [](auto text) { return !text.empty(); });
  return found == texts.end() ? std::string_view() : *found;
}

template <class List>
bool begins_with_one(std::string_view text, const List& list) {
  return std::ranges::any_of(list, [&](std::string_view mark) { return text.starts_with(mark); });
}

std::string named(std::string_view what, std::string_view type) {
  if (type.empty()) return std::string(what) + " without a type";
  return "unknown " + std::string(what) + " type \"" + std::string(utf8_prefix(type, 64)) + "\"";
}

}  // namespace

CodexParser::CodexParser(const std::filesystem::path& path, std::string_view state)
    : memory_(Memory::from_state(state)) {
  if (memory_.session.empty()) memory_.session = session_of_name(path);
  session_.set(&SessionFacts::external_id, memory_.session);
}

void CodexParser::parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
                        EventSink& sink) {
  AnnouncingSink announcing(session_, sink);
  reader_.each_line(bytes, offset, first_line, sink,
                    [&](const JsonLine& line, const json::object& record) {
                      read_record(line, record, announcing);
                    });
  session_.announce_changes(sink);
}

void CodexParser::read_record(const JsonLine& line, const json::object& record, EventSink& sink) {
  const json::object* payload = object_member(record, "payload");
  const std::string_view type = string_member(record, "type");
  time_ = parse_time(string_member(record, "timestamp")).value_or(0);
  if (payload == nullptr) return read_bare_record(line, record, sink);
  if (type == "session_meta") read_meta(*payload);
  note_turn(*payload);
  if (memory_.is_copy) return;
  session_.saw(time_);
  if (type != "session_meta") read_payload(line, type, *payload, sink);
}

void CodexParser::read_payload(const JsonLine& line, std::string_view type,
                               const json::object& payload, EventSink& sink) {
  if (type == "response_item") return read_item(line, payload, sink);
  if (type == "event_msg") return read_event(line, payload, sink);
  if (type == "turn_context") {
    session_.set_first(&SessionFacts::working_directory, string_member(payload, "cwd"));
    return note_model(string_member(payload, "model"));
  }
  if (type == "compacted") {
    return MessageTeller(origin_of(line), sink).summary(string_member(payload, "message"));
  }
  if (std::ranges::find(skipped_types, type) == skipped_types.end())
    report_unparsed(line, named("record", type), sink);
}

/// Before version 0.32 lines were items themselves, below a first line with the session.
void CodexParser::read_bare_record(const JsonLine& line, const json::object& record,
                                   EventSink& sink) {
  if (string_member(record, "record_type") == "state") return;
  const std::string_view type = string_member(record, "type");
  const bool is_meta = type.empty() && !string_member(record, "id").empty() &&
                       (record.contains("instructions") || record.contains("git"));
  if (is_meta) return read_meta(record);
  if (!memory_.has_meta) return report_unparsed(line, "record without an envelope", sink);
  session_.saw(time_);
  read_item(line, record, sink);
}

/// The first one is the file's own; others came with records that were copied from other sessions.
void CodexParser::read_meta(const json::object& meta) {
  const std::string_view id = utf8_prefix(string_member(meta, "id"), longest_id);
  if (memory_.has_meta) {
    memory_.holds_copies |= id != memory_.session;
    return;
  }
  memory_.has_meta = true;
  if (!id.empty()) memory_.session = id;
  session_.set(&SessionFacts::external_id, memory_.session);
  note_time(string_member(meta, "timestamp"));
  session_.set(&SessionFacts::working_directory, string_member(meta, "cwd"));
  session_.set(&SessionFacts::agent_version, string_member(meta, "cli_version"));
  note_model(string_member(meta, "model"));
  if (const json::object* git = object_member(meta, "git"))
    session_.set(&SessionFacts::branch, string_member(*git, "branch"));
  read_parents(meta);
}

void CodexParser::read_parents(const json::object& meta) {
  const std::string_view forked = string_member(meta, "forked_from_id");
  if (is_subagent(meta)) {
    memory_.is_subagent = true;
    const std::string_view root = string_member(meta, "session_id");
    session_.come_from(first_text({string_member(meta, "parent_thread_id"), spawner_of(meta),
                                   forked, root == memory_.session ? std::string_view() : root}),
                       Relation::subagent);
    return;
  }
  const json::object* base = object_member(meta, "history_base");
  const std::string_view parent =
      first_text({forked, base == nullptr ? "" : string_member(*base, "thread_id")});
  if (!parent.empty()) session_.come_from(parent, Relation::fork);
}

/// Ids of turns and sessions grow with time: a turn older than the session is another session's.
void CodexParser::note_turn(const json::object& payload) {
  if (!memory_.holds_copies) return;
  const std::string_view turn = turn_of(payload);
  if (is_uuid(turn) && is_uuid(memory_.session)) memory_.is_copy = turn < memory_.session;
}

void CodexParser::read_item(const JsonLine& line, const json::object& item, EventSink& sink) {
  if (!items_.tell(item, origin_of(line), sink))
    report_unparsed(line, named("item", string_member(item, "type")), sink);
}

void CodexParser::read_event(const JsonLine& line, const json::object& event, EventSink& sink) {
  const std::string_view type = string_member(event, "type");
  if (type == "token_count") return read_tokens(line, event, sink);
  if (type == "error") return tell_error(line, string_member(event, "message"), sink);
  if (type == "task_complete" || type == "turn_complete") {
    const json::object* error = object_member(event, "error");
    return tell_error(line, error == nullptr ? "" : string_member(*error, "message"), sink);
  }
  if (type == "thread_name_updated")
    return session_.set(&SessionFacts::title, trim(string_member(event, "thread_name")));
  if (!begins_with_one(type, skipped_events)) report_unparsed(line, named("event", type), sink);
}

/// The count of each answer, which may be written several times: the sum so far tells them apart.
void CodexParser::read_tokens(const JsonLine& line, const json::object& event, EventSink& sink) {
  const json::object* info = object_member(event, "info");
  const json::object* last = info == nullptr ? nullptr : object_member(*info, "last_token_usage");
  if (last == nullptr) return;
  const std::int64_t input = number_member(*last, "input_tokens");
  const std::int64_t output = number_member(*last, "output_tokens");
  // After a compaction: what fills the new window, and nothing that a model was asked.
  if (input <= 0 && output <= 0) return;
  store::Usage usage;
  const json::object* total = object_member(*info, "total_token_usage");
  usage.message_key = total == nullptr
                          ? "line-" + std::to_string(line.number)
                          : "total-" + std::to_string(number_member(*total, "input_tokens")) + "-" +
                                std::to_string(number_member(*total, "output_tokens"));
  const std::string_view model = string_member(*info, "model");
  usage.model = model.empty() ? std::string_view(memory_.model) : model;
  usage.cache_read_tokens = number_member(*last, "cached_input_tokens");
  usage.cache_write_tokens = number_member(*last, "cache_write_input_tokens");
  usage.output_tokens = output;
  // What comes from the cache and what goes into it is part of the input.
  usage.input_tokens =
      std::max<std::int64_t>(0, input - usage.cache_read_tokens - usage.cache_write_tokens);
  sink.on_usage(std::move(usage));
}

void CodexParser::tell_error(const JsonLine& line, std::string_view message, EventSink& sink) {
  MessageTeller(origin_of(line), sink).text(store::Role::system, message, true);
}

void CodexParser::note_time(std::string_view timestamp) {
  const Milliseconds time = parse_time(timestamp).value_or(time_);
  memory_.started_at = time;
  session_.saw(time);
}

void CodexParser::note_model(std::string_view model) {
  if (model.empty()) return;
  memory_.model = utf8_prefix(model, 128);
  session_.set(&SessionFacts::model, memory_.model);
}

MessageOrigin CodexParser::origin_of(const JsonLine& line) const {
  return {"", line.number, time_ == 0 ? memory_.started_at : time_, memory_.is_subagent};
}

std::string Memory::to_state() const {
  json::object state;
  state["session"] = to_valid_utf8(session);
  state["has_meta"] = has_meta;
  state["model"] = to_valid_utf8(model);
  state["started_at"] = started_at;
  state["is_subagent"] = is_subagent;
  state["holds_copies"] = holds_copies;
  state["is_copy"] = is_copy;
  state["calls"] = calls.to_json();
  return json::serialize(state);
}

Memory Memory::from_state(std::string_view state) {
  Memory memory;
  const json::object object = parse_state(state);
  memory.session = string_member(object, "session");
  memory.has_meta = flag_member(object, "has_meta");
  memory.model = string_member(object, "model");
  memory.started_at = number_member(object, "started_at");
  memory.is_subagent = flag_member(object, "is_subagent");
  memory.holds_copies = flag_member(object, "holds_copies");
  memory.is_copy = flag_member(object, "is_copy");
  memory.calls = OpenCalls::from_json(array_member(object, "calls"));
  return memory;
}

}  // namespace baton::capture::codex
