#include "daemon/capture/sources/qwen_parser.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "daemon/base/hash.hpp"
#include "daemon/base/text.hpp"
#include "daemon/base/time.hpp"
#include "daemon/capture/sources/gemini_parts.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/line_counts.hpp"
#include "daemon/capture/sources/tool_files.hpp"
#include "daemon/capture/sources/tool_kinds.hpp"

namespace baton::capture::qwen {

namespace json = boost::json;

namespace {

using store::Relation;
using store::Role;
using store::SessionFacts;

/// Records that serve the program itself.
constexpr auto skipped_subtypes = std::to_array<std::string_view>({
    "attribution_snapshot",
    "at_command",
    "file_history_snapshot",
    "notification",
    "rewind",
    "session_artifact_snapshot",
    "session_notes",
    "ui_telemetry",
});

const json::array* parts_of(const json::object& record) {
  const json::object* message = object_member(record, "message");
  return message == nullptr ? nullptr : array_member(*message, "parts");
}

/// The part, if it is an object.
const json::object* part_at(const json::array* parts, std::size_t i) {
  return (*parts)[i].if_object();
}

std::size_t size_of(const json::array* parts) {
  return parts == nullptr ? 0 : parts->size();
}

/// Whether a person wrote the record, as far as it says.
bool is_typed(const json::object& record) {
  const std::string_view subtype = string_member(record, "subtype");
  const std::string_view provenance = string_member(record, "provenance");
  return (subtype.empty() || subtype == "mid_turn_user_message") &&
         (provenance.empty() || provenance == "real_user") &&
         string_member(record, "agentId").empty();
}

std::string kept_text(const json::object* part) {
  return part == nullptr ? std::string()
                         : gemini::without_escaped_handoffs(gemini::text_of_part(*part));
}

store::Usage usage_of(const json::object& record, const json::object& counts) {
  store::Usage usage;
  usage.message_key = string_member(record, "uuid");
  usage.model = string_member(record, "model");
  const std::int64_t prompt = number_member(counts, "promptTokenCount");
  const std::int64_t total = number_member(counts, "totalTokenCount");
  usage.cache_read_tokens = number_member(counts, "cachedContentTokenCount");
  usage.input_tokens = std::max<std::int64_t>(0, prompt - usage.cache_read_tokens);
  // Whether thoughts are part of the candidates depends on the model's maker; the sum is sure.
  usage.output_tokens = total > prompt ? total - prompt
                                       : number_member(counts, "candidatesTokenCount") +
                                             number_member(counts, "thoughtsTokenCount");
  return usage;
}

bool is_failed(const json::object& response, const json::object* details, std::string_view text) {
  const std::string_view status = details == nullptr ? "" : string_member(*details, "status");
  if (status == "error" || status == "cancelled") return true;
  const json::object* answer = object_member(response, "response");
  if (answer != nullptr && !string_member(*answer, "error").empty()) return true;
  return tool_kind_of(string_member(response, "name")) == store::ToolKind::shell &&
         gemini::tells_failed_command(text);
}

/// The lines and the path of a change, where the result tells better than the call.
void improve(std::vector<store::FileTouch>& files, const json::object* details) {
  const json::object* display =
      details == nullptr ? nullptr : object_member(*details, "resultDisplay");
  if (display == nullptr || files.size() != 1) return;
  store::FileTouch& file = files.front();
  const std::string_view diff = string_member(*display, "fileDiff");
  if (!diff.empty()) {
    file.lines_added = file.lines_removed = 0;
    count_diff(diff, file);
  }
  const json::value* before = display->if_contains("originalContent");
  if (before != nullptr && before->is_null()) file.operation = store::FileOperation::created;
}

/// The summary in the history that a compression leaves.
std::string summary_of(const json::object& payload) {
  const json::array* history = array_member(payload, "compressedHistory");
  for (std::size_t i = 0; history != nullptr && i < history->size(); ++i) {
    const json::object* content = (*history)[i].if_object();
    const json::value* parts = content == nullptr ? nullptr : content->if_contains("parts");
    std::string text = gemini::text_of_content(parts);
    if (trim(text).starts_with("<state_snapshot>")) return text;
  }
  return {};
}

}  // namespace

QwenParser::QwenParser(const std::filesystem::path& path, std::string_view state)
    : name_(path.stem().string()), memory_(Memory::from_state(state)) {
  if (name_.empty()) name_ = "unnamed";
}

void QwenParser::parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
                       EventSink& sink) {
  // Two processes that write at once glue records together. In JSON no text can look like this.
  constexpr std::string_view seam = "}{\"uuid\":";
  const VisitRecord visit = [&](const JsonLine& line, const json::object& record) {
    read_record(line, record, sink);
  };
  while (!bytes.empty()) {
    const std::size_t found = bytes.find(seam);
    const std::size_t end = found == std::string_view::npos ? bytes.size() : found + 1;
    const std::string_view piece = bytes.substr(0, end);
    reader_.each_line(piece, offset, first_line, sink, visit);
    offset += end;
    first_line += std::count(piece.begin(), piece.end(), '\n');
    bytes.remove_prefix(end);
  }
  for (auto& [id, session] : sessions_) session.announce_changes(sink);
}

SessionTeller& QwenParser::session_of(const json::object& record) {
  const std::string_view id = utf8_prefix(string_member(record, "sessionId"), 256);
  if (!id.empty()) memory_.session = id;
  if (memory_.session.empty()) memory_.session = name_;
  const std::string agent(string_member(record, "agentId"));
  const std::string key = agent.empty() ? memory_.session : memory_.session + "/agent-" + agent;
  const auto [found, is_new] = sessions_.try_emplace(key, "qwen");
  SessionTeller& session = found->second;
  if (is_new) {
    session.set(&SessionFacts::external_id, key);
    if (!agent.empty()) session.come_from(memory_.session, Relation::subagent);
  }
  return session;
}

void QwenParser::note_facts(SessionTeller& session, const json::object& record, Milliseconds time) {
  session.saw(time);
  session.set_first(&SessionFacts::working_directory, string_member(record, "cwd"));
  session.set(&SessionFacts::branch, string_member(record, "gitBranch"));
  session.set(&SessionFacts::agent_version, string_member(record, "version"));
  session.set(&SessionFacts::model, string_member(record, "model"));
  const json::object* origin = object_member(record, "forkedFrom");
  const std::string_view parent = origin == nullptr ? "" : string_member(*origin, "sessionId");
  if (!parent.empty()) session.come_from(parent, Relation::fork);
}

void QwenParser::read_record(const JsonLine& line, const json::object& record, EventSink& sink) {
  const std::string_view type = string_member(record, "type");
  const bool is_known =
      type == "user" || type == "assistant" || type == "tool_result" || type == "system";
  if (!is_known) {
    const std::string name(utf8_prefix(type, 64));
    return report_unparsed(
        line, name.empty() ? "record without a type" : "unknown record type \"" + name + "\"",
        sink);
  }
  const Milliseconds time = parse_time(string_member(record, "timestamp")).value_or(0);
  SessionTeller& session = session_of(record);
  if (&session != current_) session.forget_announcement();
  current_ = &session;
  note_facts(session, record, time);
  // A fork's copies are the messages they were copied from.
  const json::object* copied = object_member(record, "forkedFrom");
  const std::string_view source = copied == nullptr ? "" : string_member(*copied, "messageUuid");
  const MessageOrigin origin{std::string(source.empty() ? string_member(record, "uuid") : source),
                             line.number, time, false};
  AnnouncingSink announcing(session, sink);
  if (type == "user") {
    read_user(record, origin, announcing);
  } else if (type == "assistant") {
    read_answer(record, origin, announcing);
  } else if (type == "tool_result") {
    read_results(record, origin, announcing);
  } else {
    read_system(line, record, origin, announcing);
  }
}

/// Part 0 is what the log says was typed where that is none of the parts that were sent.
void QwenParser::read_user(const json::object& record, const MessageOrigin& origin,
                           EventSink& sink) {
  const json::array* parts = parts_of(record);
  const json::object* payload = object_member(record, "systemPayload");
  const std::string_view shown =
      payload == nullptr ? "" : trim(string_member(*payload, "displayText"));
  MessageOrigin by_machine = origin;
  by_machine.injected = true;
  const bool by_person = is_typed(record);
  MessageTeller typed(by_person ? origin : by_machine, sink);
  MessageTeller injected(by_machine, sink);
  bool is_among_parts = shown.empty() || !by_person;
  for (std::size_t i = 0; i < size_of(parts) && !is_among_parts; ++i)
    is_among_parts = trim(kept_text(part_at(parts, i))) == shown;
  typed.user_text(is_among_parts ? "" : shown, gemini::injected_marks());
  injected.skip();
  for (std::size_t i = 0; i < size_of(parts); ++i) {
    const std::string text = kept_text(part_at(parts, i));
    const bool is_shown = shown.empty() || trim(text) == shown;
    (is_shown ? typed : injected).user_text(text, gemini::injected_marks());
    (is_shown ? injected : typed).skip();
  }
}

void QwenParser::go_on_with_parts(std::string_view uuid, std::size_t parts, MessageTeller& teller) {
  constexpr int most_parts = 4096;
  const std::uint64_t record = uuid.empty() ? 0 : hash64(uuid);
  if (record == 0 || record != memory_.last_record || memory_.next_part > most_parts)
    memory_.next_part = 0;
  memory_.last_record = record;
  for (int i = 0; i < memory_.next_part; ++i) teller.skip();
  memory_.next_part += static_cast<int>(std::min<std::size_t>(parts, most_parts));
}

void QwenParser::read_answer(const json::object& record, const MessageOrigin& origin,
                             EventSink& sink) {
  const json::array* parts = parts_of(record);
  MessageTeller teller(origin, sink);
  go_on_with_parts(origin.external_id, size_of(parts), teller);
  for (std::size_t i = 0; i < size_of(parts); ++i) {
    const json::object* part = part_at(parts, i);
    const json::object* call = part == nullptr ? nullptr : object_member(*part, "functionCall");
    if (call != nullptr) {
      tell_call(*call, teller);
    } else if (part != nullptr && flag_member(*part, "thought")) {
      teller.thinking(string_member(*part, "text"));
    } else {
      teller.text(Role::assistant, part == nullptr ? "" : gemini::text_of_part(*part));
    }
  }
  const json::object* counts = object_member(record, "usageMetadata");
  if (counts == nullptr || counts->empty()) return;
  store::Usage usage = usage_of(record, *counts);
  if (!usage.message_key.empty()) sink.on_usage(std::move(usage));
}

void QwenParser::tell_call(const json::object& call, MessageTeller& teller) {
  const std::string_view id = string_member(call, "id");
  const std::string_view name = string_member(call, "name");
  const json::object* input = object_member(call, "args");
  std::vector<store::FileTouch> told_now = memory_.calls.remember(
      {std::string(id), std::string(name),
       input == nullptr ? std::vector<store::FileTouch>() : files_of_input(name, *input)});
  teller.tool_call(id, name, input == nullptr ? "{}" : to_compact_json(*input),
                   std::move(told_now));
}

void QwenParser::read_results(const json::object& record, const MessageOrigin& origin,
                              EventSink& sink) {
  const json::array* parts = parts_of(record);
  const json::object* details = object_member(record, "toolCallResult");
  MessageTeller teller(origin, sink);
  for (std::size_t i = 0; i < size_of(parts); ++i) {
    const json::object* part = part_at(parts, i);
    const json::object* response =
        part == nullptr ? nullptr : object_member(*part, "functionResponse");
    // The details are those of the only result.
    response == nullptr ? teller.skip()
                        : tell_result(*response, parts->size() == 1 ? details : nullptr, teller);
  }
}

void QwenParser::tell_result(const json::object& response, const json::object* details,
                             MessageTeller& teller) {
  const std::string_view id = string_member(response, "id");
  std::string text = gemini::text_of_response(response);
  if (text.empty() && details != nullptr) text = string_member(*details, "resultDisplay");
  text = gemini::without_escaped_handoffs(text);
  std::optional<OpenCall> call = memory_.calls.take(id);
  ToolResult result{
      id, string_member(response, "name"), text, is_failed(response, details, text), {}};
  if (result.tool.empty() && call) result.tool = call->tool;
  if (call && !result.is_error) {
    improve(call->files, details);
    result.files = std::move(call->files);
  }
  teller.tool_result(std::move(result));
}

void QwenParser::read_system(const JsonLine& line, const json::object& record,
                             const MessageOrigin& origin, EventSink& sink) {
  const std::string_view subtype = string_member(record, "subtype");
  static const json::object nothing;
  const json::object* found = object_member(record, "systemPayload");
  const json::object& payload = found == nullptr ? nothing : *found;
  MessageOrigin by_machine = origin;
  by_machine.injected = true;
  MessageTeller teller(by_machine, sink);
  if (subtype == "custom_title") {
    read_title(payload);
  } else if (subtype == "chat_compression") {
    teller.summary(summary_of(payload));
  } else if (subtype == "slash_command") {
    const bool is_answer = string_member(payload, "phase") == "result";
    teller.user_text(is_answer ? "" : string_member(payload, "rawCommand"),
                     gemini::injected_marks());
  } else if (subtype == "parent_session") {
    const std::string_view parent = string_member(payload, "parentSessionId");
    if (!parent.empty()) current_->come_from(parent, Relation::fork);
  } else if (subtype == "session_model") {
    current_->set(&SessionFacts::model, string_member(payload, "model"));
  } else if (!subtype.empty() &&
             std::ranges::find(skipped_subtypes, subtype) == skipped_subtypes.end()) {
    const std::string name(utf8_prefix(subtype, 64));
    report_unparsed(line, "unknown subtype \"" + name + "\"", sink);
  }
}

void QwenParser::read_title(const json::object& payload) {
  const bool is_guess = string_member(payload, "titleSource") == "auto";
  if (is_guess && memory_.has_chosen_title) return;
  memory_.has_chosen_title |= !is_guess;
  current_->set(&SessionFacts::title, trim(string_member(payload, "customTitle")));
}

std::string Memory::to_state() const {
  json::object state;
  state["session"] = to_valid_utf8(session);
  state["has_chosen_title"] = has_chosen_title;
  state["last_record"] = static_cast<std::int64_t>(last_record);
  state["next_part"] = next_part;
  state["calls"] = calls.to_json();
  return json::serialize(state);
}

Memory Memory::from_state(std::string_view state) {
  Memory memory;
  const json::object object = parse_state(state);
  memory.session = string_member(object, "session");
  memory.has_chosen_title = flag_member(object, "has_chosen_title");
  memory.last_record = static_cast<std::uint64_t>(number_member(object, "last_record"));
  memory.next_part =
      static_cast<int>(std::clamp<std::int64_t>(number_member(object, "next_part"), 0, 8192));
  memory.calls = OpenCalls::from_json(array_member(object, "calls"));
  return memory;
}

}  // namespace baton::capture::qwen
