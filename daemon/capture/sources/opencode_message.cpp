#include "daemon/capture/sources/opencode_message.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/message_teller.hpp"
#include "daemon/capture/sources/opencode_tools.hpp"

namespace baton::capture::opencode {

namespace json = boost::json;

using store::Role;

namespace {

constexpr auto elements = std::to_array<InjectedMarks::Element>({
    {"<system-reminder", "</system-reminder>"},
    {"<attached_files", "</attached_files>"},
});
constexpr InjectedMarks marks{elements, {}, {}};

/// Parts that only serve the program itself, or repeat what other parts say.
constexpr auto useless_parts =
    std::to_array<std::string_view>({"step-start", "snapshot", "agent", "retry", "compaction"});

std::int64_t micros_of(const json::object& record) {
  const json::value* cost = record.if_contains("cost");
  if (cost == nullptr || !cost->is_number()) return 0;
  const double micros = cost->to_number<double>() * 1e6;
  return std::isfinite(micros) && micros > 0 && micros < 1e15 ? std::llround(micros) : 0;
}

/// A count of tokens; what cannot be one is none.
std::int64_t count_of(const json::object& tokens, std::string_view key) {
  const std::int64_t count = number_member(tokens, key);
  return count > 0 && count < 1'000'000'000'000 ? count : 0;
}

bool is_failed_shell(const json::object& state) {
  const json::object* metadata = object_member(state, "metadata");
  return metadata != nullptr && number_member(*metadata, "exit") != 0;
}

}  // namespace

Milliseconds time_of(const json::object& info) {
  const json::object* time = object_member(info, "time");
  return time == nullptr ? 0 : number_member(*time, "created");
}

MessageTelling::MessageTelling(const SessionFrame& session, std::string id,
                               const json::object& info, EventSink& sink)
    : session_(session),
      id_(std::move(id)),
      info_(info),
      sink_(sink),
      is_user_(string_member(info, "role") == "user"),
      is_assistant_(string_member(info, "role") == "assistant") {}

bool MessageTelling::part(std::string_view id, const json::object& part) {
  const std::string_view type = string_member(part, "type");
  if (type == "text") {
    text_part(id, part);
  } else if (type == "reasoning") {
    MessageTeller({std::string(id), 0, time_of(info_), false}, sink_)
        .thinking(string_member(part, "text"));
  } else if (type == "tool") {
    tool_part(id, part);
  } else if (type == "file") {
    file_part(id, part);
  } else if (type == "subtask") {
    MessageTeller({std::string(id), 0, time_of(info_), session_.is_subagent}, sink_)
        .user_text(string_member(part, "prompt"), marks);
  } else if (type == "patch") {
    patch_part(id, part);
  } else if (type == "step-finish") {
    has_steps_ = true;
    usage(id, part);
  } else {
    return std::ranges::find(useless_parts, type) != useless_parts.end();
  }
  return true;
}

void MessageTelling::text_part(std::string_view id, const json::object& part) {
  const std::string_view text = string_member(part, "text");
  const bool is_typed =
      !session_.is_subagent && !flag_member(part, "synthetic") && !flag_member(part, "ignored");
  MessageTeller teller({std::string(id), 0, time_of(info_), !is_typed}, sink_);
  if (is_user_) {
    teller.user_text(text, marks);
  } else if (flag_member(info_, "summary")) {
    teller.summary(text);
  } else {
    teller.text(Role::assistant, text);
  }
}

/// What a person attached; its content, when it is text, follows as a synthetic part.
void MessageTelling::file_part(std::string_view id, const json::object& part) {
  std::string_view name = string_member(part, "filename");
  if (name.empty() && !string_member(part, "url").starts_with("data:"))
    name = string_member(part, "url");
  std::string text = "[file";
  for (const std::string_view word : {name, string_member(part, "mime")}) {
    if (!word.empty()) text += " " + std::string(word);
  }
  MessageTeller teller({std::string(id), 0, time_of(info_), session_.is_subagent}, sink_);
  is_user_ ? teller.user_text(text + "]", marks) : teller.text(Role::assistant, text + "]");
}

void MessageTelling::tool_part(std::string_view id, const json::object& part) {
  static const json::object nothing;
  const std::string_view tool = string_member(part, "tool");
  const std::string_view call = string_member(part, "callID");
  const json::object* found = object_member(part, "state");
  const json::object& state = found == nullptr ? nothing : *found;
  const std::string_view status = string_member(state, "status");
  const json::object* input = object_member(state, "input");
  if (status == "pending" && (input == nullptr || input->empty())) return;
  MessageTeller teller({std::string(id), 0, time_of(info_), false}, sink_);
  teller.tool_call(call, tool, input == nullptr ? "{}" : to_compact_json(*input));
  if (status == "pending" || status == "running") return;
  const json::object* time = object_member(state, "time");
  const std::string_view output = string_member(state, "output");
  // What was pruned later must not take the place of what was captured before.
  if (output.empty() && time != nullptr && time->contains("compacted")) return;
  const bool failed = status == "error";
  ToolResult result{call,
                    tool,
                    failed ? string_member(state, "error") : output,
                    failed || is_failed_shell(state),
                    {}};
  if (!failed) result.files = files_of_tool(tool, state);
  for (const store::FileTouch& touch : result.files) {
    if (touch.operation != store::FileOperation::read) touched_.insert(touch.path);
  }
  teller.tool_result(std::move(result));
}

/// The files that differ after a step: told when no tool has said so, as with a shell's doings.
void MessageTelling::patch_part(std::string_view id, const json::object& part) {
  const json::array* files = array_member(part, "files");
  if (files == nullptr) return;
  std::string text;
  std::vector<store::FileTouch> touches;
  for (const json::value& value : *files) {
    const json::string* path = value.if_string();
    if (path == nullptr || path->empty() || touched_.contains(std::string_view(*path))) continue;
    touches.push_back({std::string(*path), store::FileOperation::modified, 0, 0});
    text += (text.empty() ? "changed: " : "\nchanged: ") + touches.back().path;
  }
  if (touches.empty()) return;
  ToolResult result{{}, "patch", text, false, std::move(touches)};
  MessageTeller({std::string(id), 0, time_of(info_), false}, sink_).tool_result(std::move(result));
}

void MessageTelling::usage(std::string_view key, const json::object& record) {
  const json::object* tokens = object_member(record, "tokens");
  if (tokens == nullptr) return;
  store::Usage usage;
  usage.message_key = key;
  usage.model = string_member(info_, "modelID");
  usage.input_tokens = count_of(*tokens, "input");
  // opencode bills thinking beside the output.
  usage.output_tokens = count_of(*tokens, "output") + count_of(*tokens, "reasoning");
  if (const json::object* cache = object_member(*tokens, "cache")) {
    usage.cache_read_tokens = count_of(*cache, "read");
    usage.cache_write_tokens = count_of(*cache, "write");
  }
  usage.cost_micros = micros_of(record);
  const bool is_empty = usage.input_tokens == 0 && usage.output_tokens == 0 &&
                        usage.cache_read_tokens == 0 && usage.cost_micros == 0;
  if (!is_empty) sink_.on_usage(std::move(usage));
}

void MessageTelling::finish() {
  if (!is_assistant_) return;
  if (!has_steps_) usage(id_, info_);
  const json::object* error = object_member(info_, "error");
  if (error == nullptr) return;
  const json::object* data = object_member(*error, "data");
  const std::string_view message = data == nullptr ? "" : string_member(*data, "message");
  const std::string_view name = string_member(*error, "name");
  MessageTeller({id_, 0, time_of(info_), false}, sink_)
      .text(Role::assistant, trim(message).empty() ? name : message, true);
}

}  // namespace baton::capture::opencode
