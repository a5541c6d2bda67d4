#include "daemon/capture/sources/droid_parser.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/base/time.hpp"
#include "daemon/capture/sources/claude_code_blocks.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/side_file.hpp"
#include "daemon/capture/sources/tool_files.hpp"

namespace baton::capture::droid {

namespace json = boost::json;

namespace {

using store::Relation;
using store::Role;
using store::SessionFacts;

/// Records that serve the program itself.
constexpr auto skipped_types = std::to_array<std::string_view>({"session_end", "todo_state"});

constexpr auto elements =
    std::to_array<InjectedMarks::Element>({{"<system-reminder", "</system-reminder>"}});
constexpr auto brackets = std::to_array<std::string_view>({"[Request interrupted by user"});
constexpr InjectedMarks injected_marks{elements, brackets, {}};

}  // namespace

DroidParser::DroidParser(std::filesystem::path path, std::string_view state)
    : path_(std::move(path)), memory_(Memory::from_state(state)) {
  if (memory_.session.empty()) memory_.session = path_.stem().string();
  if (memory_.session.empty()) memory_.session = "unnamed";
  session_.set(&SessionFacts::external_id, memory_.session);
}

void DroidParser::parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
                        EventSink& sink) {
  AnnouncingSink announcing(session_, sink);
  reader_.each_line(bytes, offset, first_line, sink,
                    [&](const JsonLine& line, const json::object& record) {
                      read_record(line, record, announcing);
                    });
  read_settings(announcing);
  session_.announce_changes(sink);
}

void DroidParser::read_record(const JsonLine& line, const json::object& record, EventSink& sink) {
  const std::string_view type = string_member(record, "type");
  MessageOrigin origin{std::string(string_member(record, "id")), line.number,
                       parse_time(string_member(record, "timestamp")).value_or(0),
                       memory_.is_subagent};
  session_.saw(origin.time);
  if (type == "session_start") return read_start(record);
  if (type == "message") return read_message(line, record, origin, sink);
  if (type == "compaction_state")
    return MessageTeller(origin, sink).summary(string_member(record, "summaryText"));
  if (std::ranges::find(skipped_types, type) != skipped_types.end()) return;
  const std::string name(utf8_prefix(type, 64));
  report_unparsed(
      line, name.empty() ? "record without a type" : "unknown record type \"" + name + "\"", sink);
}

void DroidParser::read_start(const json::object& record) {
  const std::string_view id = utf8_prefix(string_member(record, "id"), 256);
  if (!id.empty()) memory_.session = id;
  session_.set(&SessionFacts::external_id, memory_.session);
  session_.set(&SessionFacts::title, trim(string_member(record, "title")));
  session_.set(&SessionFacts::title, trim(string_member(record, "sessionTitle")));
  session_.set(&SessionFacts::working_directory, string_member(record, "cwd"));
  session_.set(&SessionFacts::agent_version, string_member(record, "version"));
  const std::string_view caller = string_member(record, "callingSessionId");
  memory_.is_subagent = !caller.empty();
  if (memory_.is_subagent) session_.come_from(caller, Relation::subagent);
}

void DroidParser::read_message(const JsonLine& line, const json::object& record,
                               const MessageOrigin& origin, EventSink& sink) {
  const json::object* message = object_member(record, "message");
  if (message == nullptr) return report_unparsed(line, "message is not an object", sink);
  const bool is_user = string_member(*message, "role") != "assistant";
  MessageTeller teller(origin, sink);
  const auto tell_text = [&](std::string_view text) {
    is_user ? teller.user_text(text, injected_marks) : teller.text(Role::assistant, text);
  };
  const json::array* blocks = array_member(*message, "content");
  if (blocks == nullptr) return tell_text(string_member(*message, "content"));
  for (const json::value& value : *blocks) {
    const json::object* block = value.if_object();
    if (block != nullptr && string_member(*block, "type") == "text") {
      tell_text(string_member(*block, "text"));
    } else if (block == nullptr || !read_block(*block, is_user, teller)) {
      teller.skip();
      report_unparsed(line, "unknown content block", sink);
    }
  }
}

bool DroidParser::read_block(const json::object& block, bool is_user, MessageTeller& teller) {
  const std::string_view type = string_member(block, "type");
  const std::string stub = claude_code::stub_of_block(block);
  if (type == "thinking") {
    teller.thinking(string_member(block, "thinking"));
  } else if (type == "tool_use") {
    tell_call(block, teller);
  } else if (type == "tool_result") {
    tell_result(block, teller);
  } else if (!stub.empty()) {
    is_user ? teller.user_text(stub, injected_marks) : teller.text(Role::assistant, stub);
  } else if (type == "redacted_thinking") {
    teller.skip();
  } else {
    return false;
  }
  return true;
}

void DroidParser::tell_call(const json::object& block, MessageTeller& teller) {
  const std::string_view id = string_member(block, "id");
  const std::string_view tool = string_member(block, "name");
  const json::object* input = object_member(block, "input");
  std::vector<store::FileTouch> told_now = memory_.calls.remember(
      {std::string(id), std::string(tool),
       input == nullptr ? std::vector<store::FileTouch>() : files_of_input(tool, *input)});
  teller.tool_call(id, tool, input == nullptr ? "{}" : to_compact_json(*input),
                   std::move(told_now));
}

void DroidParser::tell_result(const json::object& block, MessageTeller& teller) {
  const std::string_view id = string_member(block, "tool_use_id");
  const std::string text = claude_code::text_of_result(block.if_contains("content"));
  std::optional<OpenCall> call = memory_.calls.take(id);
  ToolResult result{id, "", text, flag_member(block, "is_error") || text.starts_with("Error:"), {}};
  if (call) result.tool = call->tool;
  if (call && !result.is_error) result.files = std::move(call->files);
  teller.tool_result(std::move(result));
}

/// `<session>.settings.json` has the model and the sum of all tokens.
void DroidParser::read_settings(EventSink& sink) {
  std::filesystem::path path = path_;
  const std::string content = read_side_file(path.replace_extension(".settings.json"));
  if (content.empty()) return;
  std::string fault;
  const auto value = reader_.parse(content, fault);
  const json::object* settings = value ? value->if_object() : nullptr;
  if (settings == nullptr) return;
  session_.set(&SessionFacts::model, string_member(*settings, "model"));
  const json::object* counts = object_member(*settings, "tokenUsage");
  if (counts == nullptr) return;
  store::Usage usage;
  usage.message_key = "session";
  usage.model = string_member(*settings, "model");
  usage.input_tokens = number_member(*counts, "inputTokens");
  usage.output_tokens =
      number_member(*counts, "outputTokens") + number_member(*counts, "thinkingTokens");
  usage.cache_read_tokens = number_member(*counts, "cacheReadTokens");
  usage.cache_write_tokens = number_member(*counts, "cacheCreationTokens");
  sink.on_usage(std::move(usage));
}

std::string Memory::to_state() const {
  return json::serialize(json::object{{"session", to_valid_utf8(session)},
                                      {"is_subagent", is_subagent},
                                      {"calls", calls.to_json()}});
}

Memory Memory::from_state(std::string_view state) {
  Memory memory;
  const json::object object = parse_state(state);
  memory.session = string_member(object, "session");
  memory.is_subagent = flag_member(object, "is_subagent");
  memory.calls = OpenCalls::from_json(array_member(object, "calls"));
  return memory;
}

}  // namespace baton::capture::droid
