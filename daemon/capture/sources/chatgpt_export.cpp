// ChatGPT's export, `conversations.json`: https://help.openai.com/en/articles/7260999. A
// conversation is a tree of messages, since each question may be asked and answered anew. Seen only
// in descriptions and in files made after them.

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "daemon/base/hash.hpp"
#include "daemon/base/text.hpp"
#include "daemon/capture/sources/chat_exports.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/message_teller.hpp"

namespace baton::capture {

namespace json = boost::json;

namespace {

using store::Role;

constexpr InjectedMarks no_marks{};

/// Seconds with a fraction.
Milliseconds time_member(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  if (value == nullptr || !value->is_number()) return 0;
  const auto seconds = value->to_number<double>();
  const bool is_sane = std::isfinite(seconds) && seconds > 0 && seconds < 1e11;
  return is_sane ? std::llround(seconds * 1000) : 0;
}

std::string text_of_part(const json::value& part) {
  if (const json::string* text = part.if_string()) return {text->data(), text->size()};
  const json::object* object = part.if_object();
  if (object == nullptr) return {};
  const std::string_view type = string_member(*object, "content_type");
  if (type == "image_asset_pointer") return "[image]";
  if (type == "audio_asset_pointer" || type == "real_time_user_audio_video_asset_pointer")
    return "[audio]";
  return std::string(string_member(*object, "text"));
}

/// The text of a content, whose parts are texts or stand for media.
std::string text_of(const json::object& content) {
  std::string text(string_member(content, "text"));
  if (text.empty()) text = string_member(content, "result");
  const json::array* parts = array_member(content, "parts");
  if (parts == nullptr) return text;
  for (const json::value& part : *parts) {
    const std::string piece = text_of_part(part);
    if (!text.empty() && !piece.empty()) text += '\n';
    text += piece;
  }
  return text;
}

std::string text_of_thoughts(const json::object& content) {
  std::string text = text_of(content);
  const json::array* thoughts = array_member(content, "thoughts");
  if (thoughts == nullptr) return text;
  for (const json::value& thought : *thoughts) {
    const json::object* object = thought.if_object();
    if (object == nullptr) continue;
    std::string_view words = string_member(*object, "content");
    if (words.empty()) words = string_member(*object, "summary");
    if (!text.empty() && !words.empty()) text += '\n';
    text += words;
  }
  return text;
}

/// What the site tells the model, and how long it thought.
bool is_skipped(std::string_view type) {
  return type == "user_editable_context" || type == "model_editable_context" ||
         type == "reasoning_recap" || type == "app_pairing_content";
}

bool is_text(std::string_view type) {
  static constexpr auto types = std::to_array<std::string_view>(
      {"text", "multimodal_text", "code", "execution_output", "tether_quote",
       "tether_browsing_display", "computer_output", "sonic_webpage", "citable_code_output"});
  return std::find(types.begin(), types.end(), type) != types.end();
}

/// Tells the messages of one conversation.
class ConversationTeller {
 public:
  ConversationTeller(const json::object& conversation, EventSink& sink)
      : conversation_(conversation),
        mapping_(*object_member(conversation, "mapping")),
        sink_(sink) {}

  void tell() {
    const std::vector<const json::object*> messages = current_messages();
    sink_.on_session(facts_of(messages));
    for (const json::object* message : messages) tell_message(*message);
    for (const std::string& type : unknown_) {
      sink_.on_unparsed(
          {.line = 0, .offset = 0, .reason = "unknown content \"" + type + "\"", .raw = {}});
    }
  }

 private:
  const json::object* node_of(std::string_view id) const {
    return id.empty() ? nullptr : object_member(mapping_, id);
  }

  /// The node that the conversation ends with; without one the last that nothing follows.
  const json::object* last_node() const {
    if (const json::object* current = node_of(string_member(conversation_, "current_node")))
      return current;
    const json::object* last = nullptr;
    for (const auto& member : mapping_) {
      const json::object* node = member.value().if_object();
      const json::array* children = node == nullptr ? nullptr : array_member(*node, "children");
      if (node != nullptr && (children == nullptr || children->empty())) last = node;
    }
    return last;
  }

  std::vector<const json::object*> current_messages() const {
    std::vector<const json::object*> messages;
    const json::object* node = last_node();
    // A node that is its own ancestor must not keep the reader going.
    for (std::size_t steps = 0; node != nullptr && steps <= mapping_.size(); ++steps) {
      if (const json::object* message = object_member(*node, "message"))
        messages.push_back(message);
      node = node_of(string_member(*node, "parent"));
    }
    std::reverse(messages.begin(), messages.end());
    return messages;
  }

  store::SessionFacts facts_of(const std::vector<const json::object*>& messages) {
    store::SessionFacts facts;
    facts.agent = "import";
    facts.external_id = string_member(conversation_, "conversation_id");
    if (facts.external_id.empty()) facts.external_id = string_member(conversation_, "id");
    if (facts.external_id.empty())
      facts.external_id = "chatgpt-" + hex64(hash64(to_compact_json(mapping_)));
    session_ = facts.external_id;
    facts.title = string_member(conversation_, "title");
    facts.model = string_member(conversation_, "default_model_slug");
    created_at_ = time_member(conversation_, "create_time");
    if (created_at_ > 0) facts.started_at = created_at_;
    const Milliseconds updated = time_member(conversation_, "update_time");
    if (updated > 0) facts.ended_at = updated;
    for (const json::object* message : messages) {
      const json::object* metadata = object_member(*message, "metadata");
      const std::string_view model =
          metadata == nullptr ? "" : string_member(*metadata, "model_slug");
      if (!model.empty()) facts.model = model;
    }
    return facts;
  }

  void tell_message(const json::object& message) {
    ++number_;
    const json::object* content = object_member(message, "content");
    const json::object* metadata = object_member(message, "metadata");
    if (content == nullptr) return;
    if (metadata != nullptr && flag_member(*metadata, "is_visually_hidden_from_conversation"))
      return;
    std::string id(string_member(message, "id"));
    if (id.empty()) id = session_ + "/" + std::to_string(number_);
    const Milliseconds time = time_member(message, "create_time");
    MessageTeller teller(
        {.external_id = id, .line = 0, .time = time > 0 ? time : created_at_, .injected = false},
        sink_);
    tell_content(message, *content, id, teller);
  }

  void tell_content(const json::object& message, const json::object& content, const std::string& id,
                    MessageTeller& teller) {
    const std::string_view type = string_member(content, "content_type");
    const json::object* author = object_member(message, "author");
    const std::string_view role = author == nullptr ? "" : string_member(*author, "role");
    const std::string_view recipient = string_member(message, "recipient");
    if (is_skipped(type)) return;
    if (type == "thoughts") return teller.thinking(text_of_thoughts(content));
    if (type == "system_error") return teller.text(Role::system, text_of(content), true);
    if (!is_text(type)) {
      if (unknown_.size() < 64) unknown_.emplace(utf8_prefix(type, 64));
    } else if (role == "user") {
      teller.user_text(text_of(content), no_marks);
    } else if (role == "tool") {
      const std::string_view name = author == nullptr ? "" : string_member(*author, "name");
      teller.tool_result({.call_id = call_,
                          .tool = name,
                          .text = text_of(content),
                          .is_error = false,
                          .files = {}});
    } else if (role == "assistant" && !recipient.empty() && recipient != "all") {
      call_ = id;
      teller.tool_call(id, recipient, text_of(content));
    } else if (role == "assistant") {
      teller.text(Role::assistant, text_of(content));
    }
  }

  const json::object& conversation_;
  const json::object& mapping_;
  EventSink& sink_;
  std::string session_;
  Milliseconds created_at_ = 0;
  std::size_t number_ = 0;
  std::string call_;  // the last one: a result does not name its own
  std::set<std::string> unknown_;
};

}  // namespace

bool tell_chatgpt(const json::object& conversation, EventSink& sink) {
  const json::object* mapping = object_member(conversation, "mapping");
  if (mapping == nullptr) return false;
  if (!mapping->empty()) ConversationTeller(conversation, sink).tell();
  return true;
}

}  // namespace baton::capture
