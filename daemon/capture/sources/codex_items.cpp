#include "daemon/capture/sources/codex_items.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/codex_text.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/tool_files.hpp"

namespace baton::capture::codex {

namespace json = boost::json;

namespace {

using store::Role;

/// Items that hold nothing to read: what is encrypted, and snapshots for undoing.
constexpr auto silent_items =
    std::to_array<std::string_view>({"additional_tools", "compaction", "compaction_summary",
                                     "compaction_trigger", "context_compaction", "ghost_snapshot"});

/// The text of a member that may be a text or anything else.
std::string text_of(const json::object& item, std::string_view key) {
  const json::value* value = item.if_contains(key);
  if (value == nullptr || value->is_null()) return {};
  return value->is_string() ? std::string(string_member(item, key)) : to_compact_json(*value);
}

/// The tool's name with its server before it when it is one of an MCP server's.
std::string name_of(const json::object& item) {
  std::string_view name = string_member(item, "name");
  constexpr std::string_view prefix = "functions.";
  if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
  std::string full(string_member(item, "namespace"));
  if (!full.starts_with("mcp__")) return std::string(name);
  if (!name.starts_with('_')) full += "__";
  return full.append(name);
}

/// What each piece of a user's message is, in versions that say so.
const json::array* kinds_of_content(const json::object& item, std::size_t size) {
  const json::object* data = object_member(item, "internal_chat_message_metadata_passthrough");
  const json::array* kinds = data == nullptr ? nullptr : array_member(*data, "content_item_kinds");
  return kinds != nullptr && kinds->size() == size ? kinds : nullptr;
}

bool is_typed(const json::array* kinds, std::size_t i) {
  if (kinds == nullptr) return true;
  const json::string* kind = (*kinds)[i].if_string();
  return kind == nullptr || std::string_view(kind->data(), kind->size()).starts_with("user.");
}

/// Two parts for each piece of content: what the editor put before the person's words, and them.
class UserTeller {
 public:
  UserTeller(const MessageOrigin& origin, EventSink& sink)
      : typed_(origin, sink), injected_(as_injected(origin), sink) {}

  void tell(std::string_view text, bool is_typed) {
    if (!is_typed) return tell_parts("", text, injected_);
    const std::size_t context = editor_context_length(text);
    tell_parts(text.substr(0, context), text.substr(context), typed_);
  }

 private:
  static MessageOrigin as_injected(MessageOrigin origin) {
    origin.injected = true;
    return origin;
  }

  void tell_parts(std::string_view context, std::string_view words, MessageTeller& speaker) {
    MessageTeller& silent = &speaker == &typed_ ? injected_ : typed_;
    injected_.user_text(context, injected_marks());
    typed_.skip();
    speaker.user_text(words, injected_marks());
    silent.skip();
  }

  MessageTeller typed_;
  MessageTeller injected_;
};

void tell_thoughts(const json::object& item, MessageTeller& teller) {
  for (const std::string_view key : {"summary", "content"}) {
    const json::array* thoughts = array_member(item, key);
    if (thoughts == nullptr) continue;
    for (const json::value& value : *thoughts) {
      const json::object* thought = value.if_object();
      teller.thinking(thought == nullptr ? "" : string_member(*thought, "text"));
    }
  }
}

}  // namespace

bool ItemReader::tell(const json::object& item, MessageOrigin origin, EventSink& sink) {
  const std::string_view id = string_member(item, "id");
  if (!id.empty()) origin.external_id = id;
  const std::string_view type = string_member(item, "type");
  MessageTeller teller(origin, sink);
  if (type == "message" || type == "agent_message" ||
      (type.empty() && !string_member(item, "role").empty())) {
    origin.injected |= type == "agent_message";
    tell_message(item, origin, sink);
  } else if (type == "reasoning") {
    tell_thoughts(item, teller);
  } else if (type == "function_call" || type == "custom_tool_call") {
    tell_function_call(item, teller);
  } else if (type == "function_call_output" || type == "custom_tool_call_output") {
    tell_output(item, teller);
  } else if (type == "local_shell_call" || type == "web_search_call") {
    const std::string_view tool = type == "web_search_call" ? "web_search" : type;
    tell_call(string_member(item, "call_id"), tool, text_of(item, "action"), teller);
  } else if (type == "tool_search_call") {
    tell_call(string_member(item, "call_id"), "tool_search", text_of(item, "arguments"), teller);
  } else if (type == "tool_search_output") {
    tell_found_tools(item, teller);
  } else if (type == "image_generation_call") {
    teller.tool_call(id, "image_generation", text_of(item, "revised_prompt"));
  } else {
    return std::ranges::find(silent_items, type) != silent_items.end();
  }
  return true;
}

void ItemReader::tell_message(const json::object& item, const MessageOrigin& origin,
                              EventSink& sink) {
  const std::string_view role = string_member(item, "role");
  const bool is_assistant = role == "assistant";
  const bool is_system = role == "developer" || role == "system";
  UserTeller user(origin, sink);
  MessageTeller other(origin, sink);
  const auto tell_text = [&](std::string_view text, bool typed) {
    if (is_assistant) return other.text(Role::assistant, text);
    if (!is_system) return user.tell(text, typed);
    is_standing_instruction(text) ? other.skip() : other.text(Role::system, text);
  };
  const json::array* content = array_member(item, "content");
  if (content == nullptr) return tell_text(string_member(item, "content"), true);
  const json::array* kinds = kinds_of_content(item, content->size());
  for (std::size_t i = 0; i < content->size(); ++i) {
    const json::object* piece = (*content)[i].if_object();
    tell_text(piece == nullptr ? std::string() : text_of_content(*piece), is_typed(kinds, i));
  }
}

void ItemReader::tell_call(std::string_view call_id, std::string_view tool, std::string_view input,
                           MessageTeller& teller) {
  std::vector<store::FileTouch> told_now = calls_.remember(
      {std::string(call_id), std::string(tool), files_of_input_text(tool, input, nested_)});
  teller.tool_call(call_id, tool, input, std::move(told_now));
}

void ItemReader::tell_function_call(const json::object& item, MessageTeller& teller) {
  const std::string_view key = item.contains("arguments") ? "arguments" : "input";
  tell_call(string_member(item, "call_id"), name_of(item), text_of(item, key), teller);
}

void ItemReader::tell_output(const json::object& item, MessageTeller& teller) {
  const std::string_view call_id = string_member(item, "call_id");
  const Output output = read_output(item.if_contains("output"), nested_);
  std::optional<OpenCall> call = calls_.take(call_id);
  ToolResult result{call_id, "", output.text, output.failed, {}};
  if (call) result.tool = call->tool;
  if (call && !output.failed) result.files = std::move(call->files);
  teller.tool_result(std::move(result));
}

void ItemReader::tell_found_tools(const json::object& item, MessageTeller& teller) {
  std::string names;
  const json::array* tools = array_member(item, "tools");
  for (std::size_t i = 0; tools != nullptr && i < tools->size(); ++i) {
    const json::object* tool = (*tools)[i].if_object();
    if (tool == nullptr) continue;
    if (!names.empty()) names += '\n';
    names += string_member(*tool, "name");
  }
  const std::string_view call_id = string_member(item, "call_id");
  const bool is_known = calls_.take(call_id).has_value();
  teller.tool_result({call_id, is_known ? "tool_search" : "", names, false, {}});
}

}  // namespace baton::capture::codex
