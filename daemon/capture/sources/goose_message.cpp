#include "daemon/capture/sources/goose_message.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "daemon/capture/sources/goose_tools.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/message_teller.hpp"

namespace baton::capture::goose {

namespace json = boost::json;

using store::Role;

namespace {

constexpr auto elements = std::to_array<InjectedMarks::Element>(
    {{"<info-msg", "</info-msg>"}, {"<system-reminder", "</system-reminder>"}});
constexpr InjectedMarks marks{elements, {}, {}};

/// Items that only serve the program itself.
constexpr auto useless_items = std::to_array<std::string_view>(
    {"redactedThinking", "toolConfirmationRequest", "actionRequired", "conversationCompacted",
     "contextLengthExceeded", "summarizationRequested"});

/// Whether a piece of a tool's output is for the model; some are the same once more for the screen.
bool is_for_model(const json::object& item) {
  const json::object* annotations = object_member(item, "annotations");
  const json::array* audience =
      array_member(annotations == nullptr ? item : *annotations, "audience");
  if (audience == nullptr || audience->empty()) return true;
  return std::ranges::any_of(*audience, [](const json::value& value) {
    return value.is_string() && value.get_string() == "assistant";
  });
}

std::string text_of_item(const json::object& item) {
  const std::string_view type = string_member(item, "type");
  if (type == "text") return std::string(string_member(item, "text"));
  if (const json::object* resource = object_member(item, "resource"))
    return std::string(string_member(*resource, "text"));
  return type.empty() ? std::string() : "[" + std::string(type) + "]";
}

std::string text_of_result(const json::object& result) {
  const json::object* value = object_member(result, "value");
  // Before 1.15 the value was the list itself.
  const json::array* items =
      value == nullptr ? array_member(result, "value") : array_member(*value, "content");
  std::string text;
  for (const bool for_model : {true, false}) {
    if (items == nullptr || !text.empty()) break;
    for (const json::value& item : *items) {
      const json::object* object = item.if_object();
      if (object == nullptr || is_for_model(*object) != for_model) continue;
      const std::string piece = text_of_item(*object);
      if (!piece.empty()) text += (text.empty() ? "" : "\n") + piece;
    }
  }
  return text;
}

bool is_failed(const json::object& result) {
  const json::object* value = object_member(result, "value");
  return string_member(result, "status") == "error" ||
         (value != nullptr && flag_member(*value, "isError"));
}

/// Tells the items of one message.
class Items {
 public:
  Items(const Message& message, OpenCalls& calls, EventSink& sink)
      : message_(message),
        calls_(calls),
        teller_({message.external_id, 0, message.time, !is_typed(message)}, sink) {}

  /// False when the item's type is not known.
  bool tell(const json::object& item) {
    const std::string_view type = string_member(item, "type");
    if (type == "text") {
      tell_text(string_member(item, "text"));
    } else if (type == "thinking") {
      teller_.thinking(string_member(item, "thinking"));
    } else if (type == "toolRequest" || type == "frontendToolRequest") {
      tell_call(item);
    } else if (type == "toolResponse") {
      tell_result(item);
    } else if (type == "image") {
      tell_text("[image " + std::string(string_member(item, "mimeType")) + "]");
    } else if (type == "systemNotification" &&
               string_member(item, "notificationType") == "inlineMessage") {
      teller_.text(Role::system, string_member(item, "msg"));
    } else {
      teller_.skip();
      return type == "systemNotification" ||
             std::ranges::find(useless_items, type) != useless_items.end();
    }
    return true;
  }

 private:
  /// Texts that only the model sees are summaries and continuations.
  static bool is_typed(const Message& message) {
    const json::value* visible =
        message.metadata == nullptr ? nullptr : message.metadata->if_contains("userVisible");
    const bool is_hidden = visible != nullptr && visible->is_bool() && !visible->get_bool();
    return !message.is_from_subagent && !is_hidden;
  }

  void tell_text(std::string_view text) {
    message_.role == "user" ? teller_.user_text(text, marks) : teller_.text(Role::assistant, text);
  }

  void tell_call(const json::object& item) {
    const std::string_view id = string_member(item, "id");
    const json::object* call = object_member(item, "toolCall");
    const json::object* value = call == nullptr ? nullptr : object_member(*call, "value");
    if (value == nullptr) {
      // A call that the model did not form well.
      teller_.text(Role::assistant, call == nullptr ? "" : string_member(*call, "error"), true);
      return;
    }
    const std::string_view tool = string_member(*value, "name");
    const json::object* input = object_member(*value, "arguments");
    OpenCall open{std::string(id), std::string(tool), {}};
    if (input != nullptr) open.files = files_of_call(tool, *input);
    std::vector<store::FileTouch> told_now = calls_.remember(std::move(open));
    teller_.tool_call(id, tool, input == nullptr ? "{}" : to_compact_json(*input),
                      std::move(told_now));
  }

  void tell_result(const json::object& item) {
    const std::string_view id = string_member(item, "id");
    const json::object* result = object_member(item, "toolResult");
    OpenCall call = calls_.take(id).value_or(OpenCall{});
    const bool failed = result == nullptr || is_failed(*result);
    std::string text = result == nullptr ? "" : text_of_result(*result);
    if (text.empty() && result != nullptr) text = string_member(*result, "error");
    if (failed) call.files.clear();
    teller_.tool_result({id, call.tool, text, failed, std::move(call.files)});
  }

  const Message& message_;
  OpenCalls& calls_;
  MessageTeller teller_;
};

}  // namespace

Milliseconds time_of(std::int64_t created) {
  constexpr std::int64_t latest_in_seconds = 100'000'000'000;
  if (created < 0) return 0;
  return created < latest_in_seconds ? created * 1000 : created;
}

std::string made_up_id(std::string_view session, std::string_view role, std::int64_t created,
                       int occurrence) {
  return std::string(session) + ":" + std::to_string(created) + ":" + std::string(role) + "#" +
         std::to_string(occurrence);
}

std::string tell_message(const Message& message, OpenCalls& calls, EventSink& sink) {
  if (message.role != "user" && message.role != "assistant")
    return "role " + std::string(message.role);
  if (message.content == nullptr) return "content";
  std::string unknown;
  Items items(message, calls, sink);
  for (const json::value& value : *message.content) {
    const json::object* item = value.if_object();
    if (item == nullptr) {
      unknown = "item";
    } else if (!items.tell(*item)) {
      unknown = "item " + std::string(string_member(*item, "type"));
    }
  }
  return unknown;
}

}  // namespace baton::capture::goose
