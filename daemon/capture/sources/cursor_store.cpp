#include "daemon/capture/sources/cursor_store.hpp"

#include <charconv>
#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/claude_code_blocks.hpp"
#include "daemon/capture/sources/cursor_words.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/tool_files.hpp"

namespace baton::capture::cursor {

namespace json = boost::json;

namespace {

using store::Role;

constexpr std::int64_t blobs_each_time = 2000;

/// The bytes that pairs of hexadecimal digits stand for; JSON is taken as it is.
std::string decoded(std::string_view text) {
  if (text.starts_with('{')) return std::string(text);
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    unsigned byte = 0;
    const char* end = text.data() + i + 2;
    if (std::from_chars(text.data() + i, end, byte, 16).ptr != end) return {};
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

/// The line of `<user_info>` that names the project.
std::string_view workspace_in(std::string_view text) {
  constexpr std::string_view mark = "Workspace Path: ";
  const std::size_t at = text.find(mark);
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + mark.size());
  return trim(text.substr(0, text.find('\n')));
}

std::string text_of_result(const json::object& block) {
  for (const char* key : {"result", "output", "content"}) {
    const json::value* value = block.if_contains(key);
    if (value == nullptr || value->is_null()) continue;
    const json::object* object = value->if_object();
    const json::value* inner = object == nullptr ? nullptr : object->if_contains("value");
    return claude_code::text_of_result(inner == nullptr ? value : inner);
  }
  return {};
}

void tell_call(const json::object& block, MessageTeller& teller) {
  const json::value* input = block.if_contains("args");
  if (input == nullptr) input = block.if_contains("input");
  const std::string_view tool = string_member(block, "toolName");
  const json::object* members = input == nullptr ? nullptr : input->if_object();
  teller.tool_call(
      string_member(block, "toolCallId"), tool, input == nullptr ? "{}" : to_compact_json(*input),
      members == nullptr ? std::vector<store::FileTouch>() : files_of_input(tool, *members));
}

}  // namespace

StoreParser::StoreParser(std::filesystem::path path, std::string_view state)
    : path_(std::move(path)) {
  std::string fault;
  const auto value = state.empty() ? std::nullopt : reader_.parse(state, fault);
  if (value && value->is_object())
    last_row_ = std::max<std::int64_t>(number_member(value->get_object(), "row"), 0);
}

std::string StoreParser::save_state() const {
  json::object state;
  state["row"] = last_row_;
  return to_compact_json(state);
}

void StoreParser::parse(std::string_view /*bytes*/, std::uint64_t /*offset*/,
                        std::int64_t /*first_line*/, EventSink& sink) {
  finished_ = true;
  announced_ = false;
  const ForeignDatabase database(path_);
  if (!database.has_table("blobs") || !database.has_table("meta")) return;
  facts_ = facts_of(database);
  std::int64_t seen = 0;
  database.each("SELECT rowid, id, data FROM blobs WHERE rowid > ? ORDER BY rowid LIMIT ?",
                {last_row_, blobs_each_time}, [&](const ForeignDatabase::Row& row) {
                  tell_blob(row, sink);
                  last_row_ = row.integer(0);
                  ++seen;
                  return true;
                });
  finished_ = seen < blobs_each_time;
}

store::SessionFacts StoreParser::facts_of(const ForeignDatabase& database) {
  store::SessionFacts facts;
  facts.agent = "cursor";
  facts.external_id = to_valid_utf8(path_.parent_path().filename().string());
  database.each("SELECT value FROM meta WHERE key = '0'", {}, [&](const ForeignDatabase::Row& row) {
    const std::string text = decoded(row.text(0));
    std::string fault;
    const auto value = reader_.parse(text, fault);
    const json::object* meta = value ? value->if_object() : nullptr;
    if (meta == nullptr) return false;
    const std::string_view id = string_member(*meta, "agentId");
    if (!id.empty()) facts.external_id = id;
    facts.title = string_member(*meta, "name");
    facts.model = string_member(*meta, "lastUsedModel");
    facts.working_directory = string_member(*meta, "workspacePath");
    const Milliseconds created = number_member(*meta, "createdAt");
    if (created > 0) facts.started_at = created;
    return false;
  });
  if (facts.title == "New Agent") facts.title.clear();
  if (facts.external_id.empty()) facts.external_id = "unknown";
  return facts;
}

void StoreParser::tell_blob(const ForeignDatabase::Row& row, EventSink& sink) {
  const std::string_view data = row.text(2);
  if (!data.starts_with('{')) return;  // the tree of the session and the files it has seen
  std::string fault;
  const auto value = reader_.parse(data, fault);
  const json::object* message = value ? value->if_object() : nullptr;
  if (message == nullptr || string_member(*message, "role").empty()) return;
  tell_message(*message, row.text(1), sink);
}

void StoreParser::announce(EventSink& sink) {
  if (announced_) return;
  announced_ = true;
  sink.on_session(facts_);
}

void StoreParser::tell_message(const json::object& message, std::string_view blob,
                               EventSink& sink) {
  const std::string_view role = string_member(message, "role");
  if (role == "system") return;  // the agent's instructions
  const std::string text = claude_code::text_of_result(message.if_contains("content"));
  if (role == "user" && facts_.working_directory.empty()) {
    facts_.working_directory = workspace_in(text);
    if (!facts_.working_directory.empty()) announced_ = false;
  }
  announce(sink);
  const Milliseconds created = number_member(message, "createdAt");
  // The same words in two sessions have the same name.
  MessageTeller teller({.external_id = facts_.external_id + "/" + to_valid_utf8(blob),
                        .line = 0,
                        .time = created > 0 ? created : facts_.started_at.value_or(0),
                        .injected = false},
                       sink);
  const bool is_user = role == "user";
  const json::array* blocks = array_member(message, "content");
  if (blocks == nullptr) {
    is_user ? tell_user(text, teller) : teller.text(Role::assistant, text);
    return;
  }
  for (const json::value& entry : *blocks) {
    const json::object* block = entry.if_object();
    if (block != nullptr && tell_block(*block, is_user, teller)) continue;
    const std::string type(block == nullptr ? "" : utf8_prefix(string_member(*block, "type"), 64));
    sink.on_unparsed(
        {.line = 0, .offset = 0, .reason = "unknown block \"" + type + "\"", .raw = {}});
  }
}

bool StoreParser::tell_block(const json::object& block, bool is_user, MessageTeller& teller) {
  const std::string_view type = string_member(block, "type");
  if (type == "text") {
    const std::string_view text = string_member(block, "text");
    is_user ? tell_user(text, teller) : teller.text(Role::assistant, text);
  } else if (type == "reasoning") {
    teller.thinking(string_member(block, "text"));
  } else if (type == "tool-call") {
    tell_call(block, teller);
  } else if (type == "tool-result") {
    const std::string text = text_of_result(block);
    teller.tool_result({.call_id = string_member(block, "toolCallId"),
                        .tool = string_member(block, "toolName"),
                        .text = text,
                        .is_error = flag_member(block, "isError"),
                        .files = {}});
  } else if (type == "image" || type == "file") {
    const std::string stub = "[" + std::string(type) + "]";
    is_user ? tell_user(stub, teller) : teller.text(Role::assistant, stub);
  } else {
    return type == "redacted-reasoning";
  }
  return true;
}

}  // namespace baton::capture::cursor
