#include "daemon/capture/sources/kimi_parser.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/side_file.hpp"
#include "daemon/capture/sources/tool_files.hpp"

namespace baton::capture::kimi {

namespace json = boost::json;

namespace {

using store::Relation;
using store::Role;
using store::SessionFacts;

/// Records that serve the program itself or repeat others, by how their types begin.
constexpr auto skipped_records = std::to_array<std::string_view>({
    "full_compaction.",
    "llm.",
    "metadata",
    "permission.",
    "plan_mode.",
    "plugin.",
    "runtime.",
    "token_counting.",
    "tools.",
    "turn.",
});

constexpr auto elements = std::to_array<InjectedMarks::Element>({
    {"<system-reminder", "</system-reminder>"},
    {"<git-context", "</git-context>"},
});
constexpr InjectedMarks injected_marks{elements, {}, {}};

/// `…/<session>/agents/<agent>/wire.jsonl`; empty when the log lies elsewhere.
std::filesystem::path session_directory_of(const std::filesystem::path& path) {
  const std::filesystem::path agents = path.parent_path().parent_path();
  return agents.filename() == "agents" ? agents.parent_path() : std::filesystem::path();
}

std::string text_of_piece(const json::object& piece) {
  const std::string_view text = string_member(piece, "text");
  const std::string_view type = string_member(piece, "type");
  if (!text.empty() || type.empty() || type == "text") return std::string(text);
  return "[" + std::string(utf8_prefix(type, 64)) + "]";
}

/// A text, or a list of texts and other pieces.
std::string text_of_output(const json::value* output) {
  if (output == nullptr || output->is_null()) return {};
  if (const json::string* text = output->if_string()) return {text->data(), text->size()};
  const json::array* pieces = output->if_array();
  if (pieces == nullptr) return to_compact_json(*output);
  std::string text;
  for (const json::value& value : *pieces) {
    const json::object* piece = value.if_object();
    const std::string line = piece == nullptr ? std::string() : text_of_piece(*piece);
    if (line.empty()) continue;
    if (!text.empty()) text += '\n';
    text += line;
  }
  return text;
}

}  // namespace

KimiParser::KimiParser(std::filesystem::path path, std::string_view state)
    : path_(std::move(path)) {
  const std::filesystem::path directory = session_directory_of(path_);
  std::string session = directory.filename().string();
  if (session.empty()) session = path_.stem().string();
  if (session.empty()) session = "unnamed";
  agent_ = directory.empty() ? "main" : path_.parent_path().filename().string();
  const bool is_subagent = agent_ != "main";
  session_.set(&SessionFacts::external_id, is_subagent ? session + "/" + agent_ : session);
  if (is_subagent) session_.come_from(session, Relation::subagent);
  json::error_code failed;
  const json::value value = json::parse(json::string_view(state.data(), state.size()), failed);
  if (!failed) calls_ = OpenCalls::from_json(value.if_array());
}

std::string KimiParser::save_state() const {
  return json::serialize(calls_.to_json());
}

void KimiParser::parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
                       EventSink& sink) {
  read_session_state();
  AnnouncingSink announcing(session_, sink);
  reader_.each_line(bytes, offset, first_line, sink,
                    [&](const JsonLine& line, const json::object& record) {
                      read_record(line, record, announcing);
                    });
  session_.announce_changes(sink);
}

void KimiParser::read_session_state() {
  const std::filesystem::path directory = session_directory_of(path_);
  if (directory.empty()) return;
  const std::string content = read_side_file(directory / "state.json");
  std::string fault;
  const auto value = reader_.parse(content, fault);
  const json::object* state = value ? value->if_object() : nullptr;
  if (state == nullptr) return;
  session_.set(&SessionFacts::working_directory, string_member(*state, "workDir"));
  if (agent_ == "main") session_.set(&SessionFacts::title, trim(string_member(*state, "title")));
}

void KimiParser::read_record(const JsonLine& line, const json::object& record, EventSink& sink) {
  const std::string_view type = string_member(record, "type");
  const std::int64_t created = number_member(record, "created_at");
  const MessageOrigin origin{
      "", line.number, std::max<std::int64_t>(0, number_member(record, "time")), agent_ != "main"};
  session_.saw(std::max<std::int64_t>(0, created));
  session_.saw(origin.time);
  if (type == "context.append_message") {
    const json::object* message = object_member(record, "message");
    if (message != nullptr) return read_message(*message, origin, sink);
    return report_unparsed(line, "message is not an object", sink);
  }
  if (type == "context.append_loop_event") {
    const json::object* event = object_member(record, "event");
    if (event != nullptr) return read_event(line, *event, origin, sink);
    return report_unparsed(line, "event is not an object", sink);
  }
  if (type == "context.apply_compaction")
    return MessageTeller(origin, sink).summary(string_member(record, "summary"));
  if (type == "config.update" || type == "profile.bind") return read_configuration(record);
  if (type == "usage.record") return report_usage(line, record, sink);
  const auto begins = [&](std::string_view known) { return type.starts_with(known); };
  if (std::ranges::any_of(skipped_records, begins)) return;
  const std::string name(utf8_prefix(type, 64));
  report_unparsed(
      line, name.empty() ? "record without a type" : "unknown record type \"" + name + "\"", sink);
}

void KimiParser::read_configuration(const json::object& record) {
  session_.set(&SessionFacts::model, string_member(record, "modelAlias"));
  const json::object* disclosed = object_member(record, "environmentDisclosure");
  for (const json::object* holder : {&record, disclosed}) {
    if (holder != nullptr)
      session_.set_first(&SessionFacts::working_directory, string_member(*holder, "cwd"));
  }
}

void KimiParser::read_message(const json::object& message, MessageOrigin origin, EventSink& sink) {
  const std::string_view role = string_member(message, "role");
  const json::object* source = object_member(message, "origin");
  const std::string_view kind = source == nullptr ? "" : string_member(*source, "kind");
  origin.injected |= !(kind.empty() || kind == "user");
  MessageTeller teller(origin, sink);
  const json::array* pieces = array_member(message, "content");
  const std::size_t size = pieces == nullptr ? 1 : pieces->size();
  for (std::size_t i = 0; i < size; ++i) {
    const json::object* piece = pieces == nullptr ? nullptr : (*pieces)[i].if_object();
    const std::string text = piece != nullptr    ? text_of_piece(*piece)
                             : pieces == nullptr ? std::string(string_member(message, "content"))
                                                 : std::string();
    if (role == "assistant") {
      teller.text(Role::assistant, text);
    } else if (role == "system") {
      teller.text(Role::system, text);
    } else {
      teller.user_text(text, injected_marks);
    }
  }
}

void KimiParser::read_event(const JsonLine& line, const json::object& event, MessageOrigin origin,
                            EventSink& sink) {
  const std::string_view type = string_member(event, "type");
  const std::string_view uuid = string_member(event, "uuid");
  // Calls are only numbered within their session.
  if (!uuid.empty()) origin.external_id = session_.facts().external_id + "/" + std::string(uuid);
  MessageTeller teller(origin, sink);
  if (type == "content.part") {
    static const json::object nothing;
    const json::object* found = object_member(event, "part");
    const json::object& part = found == nullptr ? nothing : *found;
    const bool is_thought = string_member(part, "type") == "think";
    if (is_thought) return teller.thinking(string_member(part, "think"));
    return teller.text(Role::assistant, text_of_piece(part));
  }
  if (type == "tool.call") return tell_call(event, teller);
  if (type == "tool.result") return tell_result(event, teller);
  if (type == "step.begin" || type == "step.end") return;
  report_unparsed(line, "unknown event \"" + std::string(utf8_prefix(type, 64)) + "\"", sink);
}

void KimiParser::tell_call(const json::object& event, MessageTeller& teller) {
  const std::string_view id = string_member(event, "toolCallId");
  const std::string_view tool = string_member(event, "name");
  const json::object* input = object_member(event, "args");
  std::vector<store::FileTouch> told_now = calls_.remember(
      {std::string(id), std::string(tool),
       input == nullptr ? std::vector<store::FileTouch>() : files_of_input(tool, *input)});
  teller.tool_call(id, tool, input == nullptr ? "{}" : to_compact_json(*input),
                   std::move(told_now));
}

void KimiParser::tell_result(const json::object& event, MessageTeller& teller) {
  const std::string_view id = string_member(event, "toolCallId");
  const json::object* answer = object_member(event, "result");
  const std::string text =
      answer == nullptr ? std::string() : text_of_output(answer->if_contains("output"));
  std::optional<OpenCall> call = calls_.take(id);
  ToolResult result{id, "", text, answer != nullptr && flag_member(*answer, "isError"), {}};
  if (call) result.tool = call->tool;
  if (call && !result.is_error) result.files = std::move(call->files);
  teller.tool_result(std::move(result));
}

void KimiParser::report_usage(const JsonLine& line, const json::object& record, EventSink& sink) {
  const json::object* counts = object_member(record, "usage");
  if (counts == nullptr) return;
  store::Usage usage;
  usage.message_key = "line-" + std::to_string(line.number);
  usage.model = string_member(record, "model");
  usage.input_tokens = number_member(*counts, "inputOther");
  usage.output_tokens = number_member(*counts, "output");
  usage.cache_read_tokens = number_member(*counts, "inputCacheRead");
  usage.cache_write_tokens = number_member(*counts, "inputCacheCreation");
  sink.on_usage(std::move(usage));
}

}  // namespace baton::capture::kimi
