#include "daemon/capture/sources/gemini_parser.hpp"

#include <utility>

#include "daemon/base/hash.hpp"
#include "daemon/base/text.hpp"
#include "daemon/base/time.hpp"
#include "daemon/capture/sources/gemini_messages.hpp"
#include "daemon/capture/sources/gemini_parts.hpp"
#include "daemon/capture/sources/gemini_project.hpp"
#include "daemon/capture/sources/json_access.hpp"

namespace baton::capture::gemini {

namespace json = boost::json;

namespace {

using store::Relation;
using store::SessionFacts;

/// What tells a message from others but its id: its text and its calls. 0 when it has neither.
std::uint64_t hash_of_content(const json::object& message) {
  std::string calls;
  const json::array* list = array_member(message, "toolCalls");
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const json::object* call = (*list)[i].if_object();
    if (call != nullptr) calls.append(string_member(*call, "id")).append(" ");
  }
  const std::string text = text_of_content(message.if_contains("content"));
  if (text.empty() && calls.empty()) return 0;
  return hash64({string_member(message, "type"), text, calls});
}

}  // namespace

void Conversation::put(const json::object& message, std::int64_t line) {
  contents_.insert(hash_of_content(message));
  const std::string id(string_member(message, "id"));
  const auto known = id.empty() ? places_.end() : places_.find(id);
  // On the heap: the reader's memory is used again for the next record.
  if (known != places_.end()) {
    messages_[known->second].value = json::value(message, json::storage_ptr());
    return;
  }
  if (!id.empty()) places_.emplace(id, messages_.size());
  messages_.push_back({json::value(message, json::storage_ptr()), line});
}

void Conversation::put_all(const json::array& messages, std::int64_t line) {
  for (const json::value& value : messages) {
    const json::object* message = value.if_object();
    if (message == nullptr) continue;
    const bool has_place = places_.contains(std::string(string_member(*message, "id")));
    const std::uint64_t content = hash_of_content(*message);
    if (has_place || (content != 0 && !contents_.contains(content))) put(*message, line);
  }
}

void Conversation::rewind_to(std::string_view id) {
  const auto found = places_.find(std::string(id));
  if (found == places_.end()) return;
  const std::size_t place = found->second;
  for (std::size_t i = place; i < messages_.size(); ++i)
    places_.erase(std::string(string_member(messages_[i].value.get_object(), "id")));
  messages_.resize(place);
}

void GeminiParser::parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
                         EventSink& sink) {
  std::string name = path_.stem().string();
  if (name.empty()) name = "unnamed";
  session_.set(&SessionFacts::external_id, name);
  const std::string parent = parent_session_of(path_);
  in_subagent_ = !parent.empty();
  if (in_subagent_) session_.come_from(parent, Relation::subagent);
  session_.set(&SessionFacts::working_directory, working_directory_of(path_));
  if (path_.extension() == ".json") {
    read_document(bytes, sink);
  } else {
    reader_.each_line(
        bytes, offset, first_line, sink,
        [&](const JsonLine& line, const json::object& record) { read_record(line, record, sink); });
  }
  tell(sink);
}

void GeminiParser::read_document(std::string_view bytes, EventSink& sink) {
  std::string fault;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const auto value = reader_.parse(bytes, fault);
  const JsonLine whole{bytes, 0, 0};
  if (!value) return report_unparsed(whole, "not JSON: " + fault, sink);
  const json::object* document = value->if_object();
  const json::array* messages = document == nullptr ? nullptr : array_member(*document, "messages");
  if (messages == nullptr) return report_unparsed(whole, "document without messages", sink);
  note_facts(*document);
  std::int64_t number = 0;
  for (const json::value& message : *messages) {
    ++number;
    if (const json::object* object = message.if_object()) {
      conversation_.put(*object, number);
    } else {
      report_unparsed({"", 0, number}, "message is not an object", sink);
    }
  }
}

void GeminiParser::read_record(const JsonLine& line, const json::object& record, EventSink& sink) {
  if (const json::object* change = object_member(record, "$set")) {
    note_facts(*change);
    if (const json::array* messages = array_member(*change, "messages"))
      conversation_.put_all(*messages, line.number);
  } else if (record.contains("$rewindTo")) {
    conversation_.rewind_to(string_member(record, "$rewindTo"));
  } else if (!string_member(record, "type").empty()) {
    conversation_.put(record, line.number);
  } else if (!string_member(record, "sessionId").empty()) {
    note_facts(record);
  } else {
    report_unparsed(line, "unknown record", sink);
  }
}

void GeminiParser::note_facts(const json::object& facts) {
  // A subagent's log must not pass for its parent's.
  const std::string_view id = string_member(facts, "sessionId");
  if (id != session_.facts().parent_external_id) session_.set(&SessionFacts::external_id, id);
  session_.set(&SessionFacts::title, trim(string_member(facts, "summary")));
  in_subagent_ |= string_member(facts, "kind") == "subagent";
  session_.saw(parse_time(string_member(facts, "startTime")).value_or(0));
  session_.saw(parse_time(string_member(facts, "lastUpdated")).value_or(0));
  const json::array* directories = array_member(facts, "directories");
  const json::string* first =
      directories == nullptr || directories->empty() ? nullptr : directories->front().if_string();
  if (first != nullptr)
    session_.set_first(&SessionFacts::working_directory, {first->data(), first->size()});
}

void GeminiParser::tell(EventSink& sink) {
  for (const Conversation::Message& message : conversation_.messages()) {
    const json::object& object = message.value.get_object();
    session_.set(&SessionFacts::model, string_member(object, "model"));
    session_.saw(time_of(object));
  }
  AnnouncingSink announcing(session_, sink);
  for (const Conversation::Message& message : conversation_.messages()) {
    const json::object& object = message.value.get_object();
    if (!tell_message(object, {message.line, in_subagent_}, announcing)) {
      const std::string raw = to_compact_json(message.value);
      const std::string type(utf8_prefix(string_member(object, "type"), 64));
      report_unparsed({raw, 0, message.line}, "unknown message type \"" + type + "\"", sink);
      continue;
    }
    store::Usage usage = usage_of(object);
    if (!usage.message_key.empty()) announcing.on_usage(std::move(usage));
  }
  session_.announce_changes(sink);
}

}  // namespace baton::capture::gemini
