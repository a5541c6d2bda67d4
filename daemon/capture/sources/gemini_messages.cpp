#include "daemon/capture/sources/gemini_messages.hpp"

#include <algorithm>
#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/base/time.hpp"
#include "daemon/capture/sources/gemini_parts.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/line_counts.hpp"
#include "daemon/capture/sources/tool_files.hpp"
#include "daemon/capture/sources/tool_kinds.hpp"

namespace baton::capture::gemini {

namespace json = boost::json;

namespace {

using store::FileOperation;
using store::FileTouch;
using store::Role;

/// The message's content: its own, or the parts of the API's.
const json::value* content_of(const json::object& message) {
  const json::value* content = message.if_contains("content");
  return content == nullptr ? message.if_contains("parts") : content;
}

/// What a person typed where the program sent more than that: a command's prompt, the text of
/// files. Part 0 is what was typed, the parts behind are what was sent.
void tell_expanded(const json::value& typed, const json::value* content,
                   const MessageOrigin& origin, EventSink& sink) {
  MessageOrigin sent = origin;
  sent.injected = true;
  MessageTeller typist(origin, sink);
  typist.user_text(without_escaped_handoffs(text_of_content(&typed)), injected_marks());
  MessageTeller program(sent, sink);
  program.skip();
  program.user_text(without_escaped_handoffs(text_of_content(content)), injected_marks());
}

void tell_user(const json::object& message, const MessageOrigin& origin, EventSink& sink) {
  const json::value* content = content_of(message);
  const json::value* typed = message.if_contains("displayContent");
  if (typed != nullptr && text_of_content(typed) != text_of_content(content))
    return tell_expanded(*typed, content, origin, sink);
  MessageTeller teller(origin, sink);
  teller.skip();
  const json::array* list = content == nullptr ? nullptr : content->if_array();
  const std::size_t size = list == nullptr ? 1 : list->size();
  for (std::size_t i = 0; i < size; ++i) {
    const std::string text =
        without_escaped_handoffs(text_of_content(list == nullptr ? content : &(*list)[i]));
    if (trim(text).starts_with("<state_snapshot>")) {
      teller.summary(text);
    } else {
      teller.user_text(text, injected_marks());
    }
  }
}

std::string text_of_thoughts(const json::object& message) {
  std::string text;
  const json::array* thoughts = array_member(message, "thoughts");
  for (std::size_t i = 0; thoughts != nullptr && i < thoughts->size(); ++i) {
    const json::object* thought = (*thoughts)[i].if_object();
    if (thought == nullptr) continue;
    for (const std::string_view key : {"subject", "description"}) {
      const std::string_view line = string_member(*thought, key);
      if (line.empty()) continue;
      if (!text.empty()) text += '\n';
      text += line;
    }
  }
  return text;
}

/// The response in a call's result, which is a list of the API's parts.
const json::object* response_of(const json::object& call) {
  const json::array* parts = array_member(call, "result");
  for (std::size_t i = 0; parts != nullptr && i < parts->size(); ++i) {
    const json::object* part = (*parts)[i].if_object();
    const json::object* response =
        part == nullptr ? nullptr : object_member(*part, "functionResponse");
    if (response != nullptr) return response;
  }
  return nullptr;
}

std::string text_of_result(const json::object& call) {
  const json::object* response = response_of(call);
  std::string text = response == nullptr ? std::string() : text_of_response(*response);
  if (text.empty()) text = text_of_content(call.if_contains("result"));
  return text.empty() ? std::string(string_member(call, "resultDisplay")) : text;
}

bool is_failed(const json::object& call, std::string_view result) {
  const std::string_view status = string_member(call, "status");
  if (status == "error" || status == "cancelled") return true;
  const json::object* response = response_of(call);
  const json::object* answer = response == nullptr ? nullptr : object_member(*response, "response");
  if (answer != nullptr && !string_member(*answer, "error").empty()) return true;
  return tool_kind_of(string_member(call, "name")) == store::ToolKind::shell &&
         tells_failed_command(result);
}

/// The input's files, as far as the result does not tell better.
std::vector<FileTouch> files_of(const json::object& call) {
  const json::object* input = object_member(call, "args");
  if (input == nullptr) return {};
  std::vector<FileTouch> files = files_of_input(string_member(call, "name"), *input);
  const json::object* display = object_member(call, "resultDisplay");
  if (display == nullptr || files.size() != 1) return files;
  FileTouch& file = files.front();
  const std::string_view path = string_member(*display, "filePath");
  if (!path.empty()) file.path = path;
  const std::string_view diff = string_member(*display, "fileDiff");
  if (!diff.empty()) {
    file.lines_added = file.lines_removed = 0;
    count_diff(diff, file);
  }
  if (flag_member(*display, "isNewFile")) file.operation = FileOperation::created;
  return files;
}

void tell_call(const json::object& call, MessageTeller& teller) {
  const std::string_view id = string_member(call, "id");
  const std::string_view name = string_member(call, "name");
  const json::value* input = call.if_contains("args");
  teller.tool_call(id, name, input == nullptr ? "{}" : to_compact_json(*input));
  const std::string_view status = string_member(call, "status");
  const bool has_ended = status == "success" || status == "error" || status == "cancelled";
  if (!has_ended && response_of(call) == nullptr) return teller.skip();
  const std::string text = text_of_result(call);
  ToolResult result{id, name, text, is_failed(call, text), {}};
  if (!result.is_error) result.files = files_of(call);
  teller.tool_result(std::move(result));
}

void tell_answer(const json::object& message, const MessageOrigin& origin, EventSink& sink) {
  MessageTeller teller(origin, sink);
  teller.thinking(text_of_thoughts(message));
  teller.text(Role::assistant, text_of_content(content_of(message)));
  const json::array* calls = array_member(message, "toolCalls");
  for (std::size_t i = 0; calls != nullptr && i < calls->size(); ++i) {
    const json::object* call = (*calls)[i].if_object();
    if (call != nullptr) {
      tell_call(*call, teller);
    } else {
      teller.skip();
      teller.skip();
    }
  }
}

}  // namespace

Milliseconds time_of(const json::object& message) {
  return parse_time(string_member(message, "timestamp")).value_or(0);
}

bool tell_message(const json::object& message, const MessagePlace& place, EventSink& sink) {
  const std::string_view type = string_member(message, "type");
  const MessageOrigin origin{std::string(string_member(message, "id")), place.line,
                             time_of(message), place.in_subagent};
  if (type == "user") {
    tell_user(message, origin, sink);
  } else if (type == "gemini" || type == "model") {
    tell_answer(message, origin, sink);
  } else if (type == "info" || type == "warning" || type == "error") {
    MessageTeller teller(origin, sink);
    teller.skip();
    teller.text(Role::system, text_of_content(content_of(message)), type == "error");
  } else {
    return false;
  }
  return true;
}

store::Usage usage_of(const json::object& message) {
  store::Usage usage;
  const json::object* tokens = object_member(message, "tokens");
  if (tokens == nullptr) return usage;
  usage.message_key = string_member(message, "id");
  usage.model = string_member(message, "model");
  usage.cache_read_tokens = number_member(*tokens, "cached");
  // What comes from the cache is part of the input; what tools gave and thoughts took is not.
  usage.input_tokens =
      std::max<std::int64_t>(0, number_member(*tokens, "input") - usage.cache_read_tokens) +
      number_member(*tokens, "tool");
  usage.output_tokens = number_member(*tokens, "output") + number_member(*tokens, "thoughts");
  return usage;
}

}  // namespace baton::capture::gemini
