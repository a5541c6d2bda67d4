#include "daemon/capture/sources/continue_history.hpp"

#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/capture/sources/message_teller.hpp"
#include "daemon/capture/sources/tool_files.hpp"

namespace baton::capture::continue_dev {

namespace json = boost::json;

namespace {

using store::Role;

constexpr auto elements = std::to_array<InjectedMarks::Element>({
    {"<system-reminder", "</system-reminder>"},
    {"<important_rules", "</important_rules>"},
    {"<context", "</context>"},
    {"<hook-context", "</hook-context>"},
});
constexpr InjectedMarks marks{elements, {}, {}};

/// The text of a message's content, which is a text or parts.
std::string text_of(const json::value* content) {
  if (content == nullptr) return {};
  if (const json::string* text = content->if_string()) return {text->data(), text->size()};
  std::string all;
  const json::array* parts = content->if_array();
  if (parts == nullptr) return all;
  for (const json::value& part : *parts) {
    const json::object* object = part.if_object();
    if (object == nullptr) continue;
    const bool is_image = string_member(*object, "type") == "imageUrl";
    const std::string_view text = is_image ? "[image]" : string_member(*object, "text");
    if (!all.empty() && !text.empty()) all += '\n';
    all += text;
  }
  return all;
}

/// `builtin_read_file` → `read_file`: as the tools were called in 2025.
std::string_view name_of(std::string_view tool) {
  constexpr std::string_view prefix = "builtin_";
  if (tool.starts_with(prefix)) tool.remove_prefix(prefix.size());
  return tool;
}

/// What a tool gave: the contents of its context items.
std::string output_of(const json::object& state) {
  std::string text;
  const json::array* items = array_member(state, "output");
  if (items == nullptr) return text;
  for (const json::value& item : *items) {
    const json::object* object = item.if_object();
    if (object == nullptr) continue;
    const std::string_view content = string_member(*object, "content");
    if (!text.empty() && !content.empty()) text += '\n';
    text += content;
  }
  return text;
}

/// Tells one history.
class HistoryTeller {
 public:
  HistoryTeller(const std::string& session, EventSink& sink) : session_(session), sink_(sink) {}

  void tell(const json::array& history) {
    std::size_t number = 0;
    for (const json::value& value : history) {
      ++number;
      const json::object* item = value.if_object();
      const json::object* message = item == nullptr ? nullptr : object_member(*item, "message");
      if (message == nullptr) {
        unknown_.emplace("item without a message");
      } else {
        tell_item(*item, *message, number);
      }
    }
    for (const std::string& what : unknown_)
      sink_.on_unparsed({.line = 0, .offset = 0, .reason = what, .raw = {}});
  }

 private:
  void tell_item(const json::object& item, const json::object& message, std::size_t number) {
    std::string id(string_member(message, "id"));
    if (id.empty()) id = session_ + "/" + std::to_string(number);
    MessageTeller teller({.external_id = std::move(id), .line = 0, .time = 0, .injected = false},
                         sink_);
    const std::string_view role = string_member(message, "role");
    const std::string text = text_of(message.if_contains("content"));
    if (role == "user") {
      teller.user_text(text, marks);
    } else if (role == "assistant") {
      tell_answer(item, message, text, teller);
    } else if (role == "thinking") {
      teller.thinking(text);
    } else if (role == "tool") {
      tell_tool_message(message, text, teller);
    } else if (role != "system" && unknown_.size() < 64) {
      unknown_.emplace("unknown role \"" + std::string(utf8_prefix(role, 64)) + "\"");
    }
    teller.summary(string_member(item, "conversationSummary"));
  }

  void tell_answer(const json::object& item, const json::object& message, std::string_view text,
                   MessageTeller& teller) {
    const json::object* reasoning = object_member(item, "reasoning");
    teller.thinking(reasoning == nullptr ? "" : string_member(*reasoning, "text"));
    teller.text(Role::assistant, text);
    const json::array* states = array_member(item, "toolCallStates");
    if (states == nullptr || states->empty()) states = array_member(message, "toolCalls");
    if (states == nullptr) return;
    for (const json::value& state : *states) {
      if (const json::object* object = state.if_object()) tell_call(*object, teller);
    }
  }

  /// Of a state, which holds the call, or of a bare call.
  void tell_call(const json::object& state, MessageTeller& teller) {
    const json::object* held = object_member(state, "toolCall");
    const json::object& call = held == nullptr ? state : *held;
    const json::object* function = object_member(call, "function");
    std::string_view id = string_member(state, "toolCallId");
    if (id.empty()) id = string_member(call, "id");
    const std::string_view tool =
        function == nullptr ? "" : name_of(string_member(*function, "name"));
    const std::string_view input = function == nullptr ? "" : string_member(*function, "arguments");
    teller.tool_call(id, tool, input);
    open_[std::string(id)] = {std::string(tool), files_of(tool, input)};
    const std::string_view status = string_member(state, "status");
    const std::string output = output_of(state);
    const bool failed = status == "errored" || status == "canceled";
    if (!failed && (status != "done" || trim(output).empty())) return teller.skip();
    tell_result(id, status == "canceled" && output.empty() ? "canceled" : output, failed, teller);
  }

  void tell_tool_message(const json::object& message, std::string_view text,
                         MessageTeller& teller) {
    const std::string_view id = string_member(message, "toolCallId");
    // The answer that made the call has told its result already.
    if (!answered_.contains(id)) tell_result(id, text, false, teller);
  }

  void tell_result(std::string_view id, std::string_view text, bool failed, MessageTeller& teller) {
    const auto call = open_.find(id);
    const bool is_known = call != open_.end();
    std::vector<store::FileTouch> files;
    if (is_known && !failed) files = call->second.files;
    const std::string tool = is_known ? call->second.tool : std::string();
    teller.tool_result(
        {.call_id = id, .tool = tool, .text = text, .is_error = failed, .files = std::move(files)});
    answered_.emplace(id);
  }

  std::vector<store::FileTouch> files_of(std::string_view tool, std::string_view input) {
    std::string fault;
    const auto arguments = arguments_.parse(input, fault);
    if (!arguments || !arguments->is_object()) return {};
    return files_of_input(tool, arguments->get_object());
  }

  struct Call {
    std::string tool;
    std::vector<store::FileTouch> files;
  };

  const std::string& session_;
  EventSink& sink_;
  JsonReader arguments_;
  std::map<std::string, Call, std::less<>> open_;
  std::set<std::string, std::less<>> answered_;
  std::set<std::string> unknown_;
};

}  // namespace

void tell_history(const json::array& history, const std::string& session, EventSink& sink) {
  HistoryTeller(session, sink).tell(history);
}

std::string model_of(const json::object& session) {
  std::string model(string_member(session, "chatModelTitle"));
  const json::array* history = array_member(session, "history");
  if (history == nullptr) return model;
  for (const json::value& value : *history) {
    const json::object* item = value.if_object();
    const json::array* prompts = item == nullptr ? nullptr : array_member(*item, "promptLogs");
    if (prompts == nullptr || prompts->empty() || !prompts->back().is_object()) continue;
    const std::string_view named = string_member(prompts->back().get_object(), "modelTitle");
    if (!named.empty()) model = named;
  }
  return model;
}

}  // namespace baton::capture::continue_dev
