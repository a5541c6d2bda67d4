#include "daemon/capture/sources/cursor_bubbles.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/cursor_words.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/message_teller.hpp"
#include "daemon/capture/sources/tool_files.hpp"

namespace baton::capture::cursor {

namespace json = boost::json;

namespace {

using store::FileTouch;
using store::Role;

constexpr std::int64_t type_user = 1;
constexpr std::int64_t type_assistant = 2;

Milliseconds time_of(const json::object& bubble, Milliseconds otherwise) {
  const Milliseconds number = number_member(bubble, "createdAt");
  if (number > 0) return number;
  return parse_time(string_member(bubble, "createdAt")).value_or(otherwise);
}

/// What a tool gave.
struct Outcome {
  std::string text;
  bool failed = false;
  std::int64_t lines_added = 0;
  std::int64_t lines_removed = 0;
};

void add_result(const json::object& result, Outcome& outcome) {
  for (const char* key : {"output", "contents", "content", "result", "markdown"}) {
    const std::string_view text = string_member(result, key);
    if (trim(text).empty()) continue;
    outcome.text = text;
    break;
  }
  for (const char* key : {"exitCode", "exitCodeV2"})
    outcome.failed |= number_member(result, key) != 0;
  outcome.failed |= flag_member(result, "rejected");
  const json::object* diff = object_member(result, "diff");
  const json::array* chunks = diff == nullptr ? nullptr : array_member(*diff, "chunks");
  if (chunks == nullptr) return;
  for (const json::value& value : *chunks) {
    const json::object* chunk = value.if_object();
    if (chunk == nullptr) continue;
    outcome.lines_added +=
        std::clamp<std::int64_t>(number_member(*chunk, "linesAdded"), 0, 1 << 20);
    outcome.lines_removed +=
        std::clamp<std::int64_t>(number_member(*chunk, "linesRemoved"), 0, 1 << 20);
  }
}

/// An error is a text or JSON with what the user or the model saw.
std::string text_of_error(const json::object& tool, JsonReader& reader) {
  const json::value* error = tool.if_contains("error");
  if (error == nullptr) return {};
  std::string fault;
  std::optional<json::value> parsed;
  const json::object* object = error->if_object();
  const std::string_view text = string_member(tool, "error");
  if (object == nullptr && trim(text).starts_with('{')) {
    parsed = reader.parse(text, fault);
    if (parsed) object = parsed->if_object();
  }
  if (object == nullptr) return std::string(text);
  for (const char* key :
       {"clientVisibleErrorMessage", "modelVisibleErrorMessage", "message", "error"}) {
    const std::string_view message = string_member(*object, key);
    if (!message.empty()) return std::string(message);
  }
  return to_compact_json(*object);
}

Outcome outcome_of(const json::object& tool, JsonReader& reader) {
  Outcome outcome;
  const std::string_view status = string_member(tool, "status");
  const std::string_view decision = string_member(tool, "userDecision");
  const json::value* result = tool.if_contains("result");
  const std::string_view text = string_member(tool, "result");
  if (result != nullptr && result->is_object()) {
    add_result(result->get_object(), outcome);
    if (outcome.text.empty()) outcome.text = to_compact_json(*result);
  } else if (trim(text).starts_with('{')) {
    std::string fault;
    const auto parsed = reader.parse(text, fault);
    if (parsed && parsed->is_object()) add_result(parsed->get_object(), outcome);
  }
  if (outcome.text.empty()) outcome.text = text;
  outcome.failed |= status == "error" || status == "cancelled" || decision == "rejected";
  const std::string error = text_of_error(tool, reader);
  if (!error.empty()) {
    outcome.failed = true;
    if (trim(outcome.text).empty()) outcome.text = error;
  }
  if (trim(outcome.text).empty() && outcome.failed) outcome.text = status;
  return outcome;
}

bool has_ended(const json::object& tool) {
  const std::string_view status = string_member(tool, "status");
  return status == "completed" || status == "error" || status == "cancelled";
}

std::string name_of(const json::object& tool) {
  const std::string_view name = string_member(tool, "name");
  return name.empty() ? "tool-" + std::to_string(number_member(tool, "tool")) : std::string(name);
}

/// What the tool was given: the model's words if they are there.
std::string input_of(const json::object& tool) {
  for (const char* key : {"rawArgs", "params"}) {
    const json::value* value = tool.if_contains(key);
    if (value == nullptr) continue;
    if (value->is_object()) return to_compact_json(*value);
    const std::string_view text = string_member(tool, key);
    if (!trim(text).empty() && trim(text) != "{}") return std::string(text);
  }
  return {};
}

std::vector<FileTouch> files_of(const std::string& name, const json::object& tool,
                                const Outcome& outcome, JsonReader& reader) {
  for (const char* key : {"params", "rawArgs"}) {
    std::string fault;
    const json::object* given = object_member(tool, key);
    const auto parsed =
        given == nullptr ? reader.parse(string_member(tool, key), fault) : std::nullopt;
    if (given == nullptr && parsed) given = parsed->if_object();
    if (given == nullptr) continue;
    std::vector<FileTouch> files = files_of_input(name, *given);
    if (files.empty()) continue;
    if (files.size() == 1 && outcome.lines_added + outcome.lines_removed > 0) {
      files[0].lines_added = outcome.lines_added;
      files[0].lines_removed = outcome.lines_removed;
    }
    return files;
  }
  return {};
}

void tell_tool(const json::object& tool, JsonReader& reader, MessageTeller& teller) {
  const std::string name = name_of(tool);
  const std::string_view id = string_member(tool, "toolCallId");
  teller.tool_call(id, name, input_of(tool));
  if (!has_ended(tool)) return;
  const Outcome outcome = outcome_of(tool, reader);
  std::vector<FileTouch> files;
  if (!outcome.failed) files = files_of(name, tool, outcome, reader);
  teller.tool_result({.call_id = id,
                      .tool = name,
                      .text = outcome.text,
                      .is_error = outcome.failed,
                      .files = std::move(files)});
}

void tell_usage(const json::object& bubble, const BubbleOrigin& origin, EventSink& sink) {
  const json::object* counts = object_member(bubble, "tokenCount");
  if (counts == nullptr) return;
  store::Usage usage;
  usage.message_key = origin.id;
  usage.input_tokens = number_member(*counts, "inputTokens");
  usage.output_tokens = number_member(*counts, "outputTokens");
  const json::object* model = object_member(bubble, "modelInfo");
  usage.model = model == nullptr ? origin.model : std::string(string_member(*model, "modelName"));
  if (usage.input_tokens > 0 || usage.output_tokens > 0) sink.on_usage(std::move(usage));
}

}  // namespace

bool BubbleTeller::tell(const json::object& bubble, const BubbleOrigin& origin, EventSink& sink) {
  const std::int64_t type = number_member(bubble, "type");
  MessageTeller teller({.external_id = origin.id,
                        .line = 0,
                        .time = time_of(bubble, origin.time),
                        .injected = origin.injected},
                       sink);
  const std::string_view text = string_member(bubble, "text");
  if (type == type_user) {
    const json::array* images = array_member(bubble, "images");
    const bool only_images = trim(text).empty() && images != nullptr && !images->empty();
    tell_user(only_images ? "[image]" : text, teller);
    return true;
  }
  if (type != type_assistant) return false;
  const json::object* thinking = object_member(bubble, "thinking");
  teller.thinking(thinking == nullptr ? "" : string_member(*thinking, "text"));
  teller.text(Role::assistant, text);
  if (const json::object* tool = object_member(bubble, "toolFormerData"))
    tell_tool(*tool, inner_, teller);
  tell_usage(bubble, origin, sink);
  return true;
}

}  // namespace baton::capture::cursor
