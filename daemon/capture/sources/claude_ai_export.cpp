// The export of Claude's web site, `conversations.json`:
// https://support.anthropic.com/en/articles/9450526. Seen only in descriptions.

#include <array>
#include <set>
#include <string>
#include <utility>

#include "daemon/base/hash.hpp"
#include "daemon/base/text.hpp"
#include "daemon/capture/sources/chat_exports.hpp"
#include "daemon/capture/sources/claude_code_blocks.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/message_teller.hpp"

namespace baton::capture {

namespace json = boost::json;

namespace {

using store::Role;

constexpr auto file_mark = std::to_array<std::string_view>({"[file "});
constexpr InjectedMarks marks{{}, file_mark, {}};

/// Tells the messages of one conversation.
class ConversationTeller {
 public:
  ConversationTeller(std::string session, EventSink& sink)
      : session_(std::move(session)), sink_(sink) {}

  void tell(const json::array& messages, Milliseconds created_at) {
    std::size_t number = 0;
    for (const json::value& value : messages) {
      ++number;
      const json::object* message = value.if_object();
      if (message == nullptr) continue;
      std::string id(string_member(*message, "uuid"));
      if (id.empty()) id = session_ + "/" + std::to_string(number);
      const Milliseconds time =
          parse_time(string_member(*message, "created_at")).value_or(created_at);
      MessageTeller teller(
          {.external_id = std::move(id), .line = 0, .time = time, .injected = false}, sink_);
      tell_message(*message, teller);
    }
    for (const std::string& type : unknown_) {
      sink_.on_unparsed(
          {.line = 0, .offset = 0, .reason = "unknown content \"" + type + "\"", .raw = {}});
    }
  }

 private:
  void tell_message(const json::object& message, MessageTeller& teller) {
    const bool is_user = string_member(message, "sender") == "human";
    const json::array* blocks = array_member(message, "content");
    if (blocks == nullptr || blocks->empty()) {
      tell_text(string_member(message, "text"), is_user, teller);
    } else {
      for (const json::value& block : *blocks) {
        if (const json::object* object = block.if_object()) tell_block(*object, is_user, teller);
      }
    }
    for (const char* key : {"attachments", "files"}) tell_files(message, key, teller);
  }

  static void tell_text(std::string_view text, bool is_user, MessageTeller& teller) {
    is_user ? teller.user_text(text, marks) : teller.text(Role::assistant, text);
  }

  void tell_block(const json::object& block, bool is_user, MessageTeller& teller) {
    const std::string_view type = string_member(block, "type");
    const std::string stub = claude_code::stub_of_block(block);
    if (type == "text" || type == "voice_note") {
      tell_text(string_member(block, "text"), is_user, teller);
    } else if (type == "thinking") {
      teller.thinking(string_member(block, "thinking"));
    } else if (type == "tool_use") {
      const json::value* input = block.if_contains("input");
      call_ = string_member(block, "id");
      teller.tool_call(call_, string_member(block, "name"),
                       input == nullptr ? "{}" : to_compact_json(*input));
    } else if (type == "tool_result") {
      const std::string_view id = string_member(block, "tool_use_id");
      const std::string text = claude_code::text_of_result(block.if_contains("content"));
      teller.tool_result({.call_id = id.empty() ? call_ : id,
                          .tool = string_member(block, "name"),
                          .text = text,
                          .is_error = flag_member(block, "is_error"),
                          .files = {}});
    } else if (!stub.empty()) {
      tell_text(stub, is_user, teller);
    } else if (type != "token_budget" && type != "redacted_thinking" && type != "flag" &&
               unknown_.size() < 64) {
      unknown_.emplace(utf8_prefix(type, 64));
    }
  }

  static void tell_files(const json::object& message, std::string_view key, MessageTeller& teller) {
    const json::array* files = array_member(message, key);
    if (files == nullptr) return;
    for (const json::value& value : *files) {
      const json::object* file = value.if_object();
      const std::string_view name = file == nullptr ? "" : string_member(*file, "file_name");
      if (!name.empty()) teller.user_text("[file " + std::string(name) + "]", marks);
    }
  }

  std::string session_;
  EventSink& sink_;
  std::string call_;  // the last one: older results do not name their own
  std::set<std::string> unknown_;
};

}  // namespace

bool tell_claude_ai(const json::object& conversation, EventSink& sink) {
  const json::array* messages = array_member(conversation, "chat_messages");
  if (messages == nullptr) return false;
  if (messages->empty()) return true;
  store::SessionFacts facts;
  facts.agent = "import";
  facts.external_id = string_member(conversation, "uuid");
  if (facts.external_id.empty())
    facts.external_id = "claude-ai-" + hex64(hash64(to_compact_json(messages->front())));
  facts.title = string_member(conversation, "name");
  facts.model = string_member(conversation, "model");
  facts.started_at = parse_time(string_member(conversation, "created_at"));
  facts.ended_at = parse_time(string_member(conversation, "updated_at"));
  sink.on_session(facts);
  ConversationTeller(facts.external_id, sink).tell(*messages, facts.started_at.value_or(0));
  return true;
}

}  // namespace baton::capture
