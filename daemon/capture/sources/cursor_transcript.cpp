#include "daemon/capture/sources/cursor_transcript.hpp"

#include <algorithm>
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

constexpr std::size_t most_waiting = 32;
constexpr std::size_t longest_name = 64;

bool is_result(std::string_view type) {
  return type == "tool_result" || type == "tool-result";
}

bool is_call(std::string_view type) {
  return type == "tool_use" || type == "tool_call" || type == "tool-call";
}

}  // namespace

TranscriptParser::TranscriptParser(const std::filesystem::path& path, std::string_view state)
    : place_(place_of(path)), is_elsewhere_(is_in_database(path, place_.session)) {
  std::string fault;
  const auto value = state.empty() ? std::nullopt : reader_.parse(state, fault);
  const json::object* known = value ? value->if_object() : nullptr;
  if (known == nullptr) return;
  calls_ = std::max<std::int64_t>(number_member(*known, "calls"), 0);
  const json::array* waits = array_member(*known, "waits");
  if (waits == nullptr) return;
  for (const json::value& name : *waits) {
    if (name.is_string() && waits_.size() < most_waiting)
      waits_.emplace_back(name.get_string().data(), name.get_string().size());
  }
}

std::string TranscriptParser::save_state() const {
  json::object state;
  state["calls"] = calls_;
  json::array waits;
  for (const std::string& name : waits_) waits.emplace_back(name);
  state["waits"] = std::move(waits);
  return to_compact_json(state);
}

void TranscriptParser::parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
                             EventSink& sink) {
  announced_ = false;
  if (is_elsewhere_) return;
  reader_.each_line(
      bytes, offset, first_line, sink,
      [&](const JsonLine& line, const json::object& record) { read_record(line, record, sink); });
}

void TranscriptParser::announce(EventSink& sink) {
  if (announced_) return;
  announced_ = true;
  store::SessionFacts facts;
  facts.agent = "cursor";
  facts.external_id = place_.session;
  facts.working_directory = place_.directory;
  facts.ended_at = place_.written_at;
  facts.parent_external_id = place_.parent;
  if (!place_.parent.empty()) facts.relation = store::Relation::subagent;
  sink.on_session(facts);
}

void TranscriptParser::read_record(const JsonLine& line, const json::object& record,
                                   EventSink& sink) {
  const std::string_view type = string_member(record, "type");
  if (type == "turn_ended" || type == "turn_started") return;
  const std::string_view role = string_member(record, "role");
  const json::object* message = object_member(record, "message");
  if (message == nullptr || (role != "user" && role != "assistant" && role != "tool")) {
    const std::string name(utf8_prefix(type.empty() ? role : type, longest_name));
    return report_unparsed(line, "unknown record \"" + name + "\"", sink);
  }
  announce(sink);
  // What a subagent is asked no person typed.
  MessageTeller teller(
      {.external_id = {}, .line = line.number, .time = 0, .injected = !place_.parent.empty()},
      sink);
  const bool is_user = role == "user";
  const std::string_view text = string_member(*message, "content");
  if (!text.empty()) {
    is_user ? tell_user(text, teller) : teller.text(Role::assistant, without_redaction(text));
    return;
  }
  const json::array* blocks = array_member(*message, "content");
  if (blocks == nullptr) return;
  std::string unknown;
  for (const json::value& value : *blocks) {
    const json::object* block = value.if_object();
    if (block != nullptr && tell_block(*block, is_user, teller)) continue;
    unknown = block == nullptr ? "" : utf8_prefix(string_member(*block, "type"), longest_name);
    report_unparsed(line, "unknown block \"" + unknown + "\"", sink);
  }
}

bool TranscriptParser::tell_block(const json::object& block, bool is_user, MessageTeller& teller) {
  const std::string_view type = string_member(block, "type");
  const std::string stub = claude_code::stub_of_block(block);
  if (type == "text") {
    const std::string_view text = string_member(block, "text");
    is_user ? tell_user(text, teller) : teller.text(Role::assistant, without_redaction(text));
  } else if (type == "thinking" || type == "reasoning") {
    const std::string_view text = string_member(block, "thinking");
    teller.thinking(text.empty() ? string_member(block, "text") : text);
  } else if (is_call(type)) {
    tell_call(block, teller);
  } else if (is_result(type)) {
    tell_result(block, teller);
  } else if (!stub.empty()) {
    is_user ? tell_user(stub, teller) : teller.text(Role::assistant, stub);
  } else {
    return type == "redacted_thinking" || type == "redacted-reasoning";
  }
  return true;
}

/// Results are most often left out, so the files are told with the call.
void TranscriptParser::tell_call(const json::object& block, MessageTeller& teller) {
  const json::value* input = block.if_contains("input");
  if (input == nullptr) input = block.if_contains("args");
  const std::string_view tool = string_member(block, "name");
  const json::object* members = input == nullptr ? nullptr : input->if_object();
  std::string id(string_member(block, "id"));
  if (id.empty()) id = "call-" + std::to_string(calls_ + 1);
  ++calls_;
  teller.tool_call(
      id, tool, input == nullptr ? "{}" : to_compact_json(*input),
      members == nullptr ? std::vector<store::FileTouch>() : files_of_input(tool, *members));
  waits_.emplace_back(utf8_prefix(tool, longest_name));
  if (waits_.size() > most_waiting) waits_.pop_front();
}

/// A result's id is not that of its call, which has none: they are paired by their order.
void TranscriptParser::tell_result(const json::object& block, MessageTeller& teller) {
  std::string tool(string_member(block, "name"));
  std::string id;
  if (!waits_.empty()) {
    id = "call-" + std::to_string(calls_ - static_cast<std::int64_t>(waits_.size()) + 1);
    if (tool.empty()) tool = waits_.front();
    waits_.pop_front();
  }
  const json::value* content = block.if_contains("content");
  if (content == nullptr) content = block.if_contains("result");
  const std::string text = claude_code::text_of_result(content);
  teller.tool_result({.call_id = id,
                      .tool = tool,
                      .text = text,
                      .is_error = flag_member(block, "is_error"),
                      .files = {}});
}

}  // namespace baton::capture::cursor
