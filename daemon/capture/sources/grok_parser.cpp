#include "daemon/capture/sources/grok_parser.hpp"

#include <array>
#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/base/time.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/side_file.hpp"
#include "daemon/capture/sources/tool_files.hpp"

namespace baton::capture::grok {

namespace json = boost::json;

namespace {

using store::Relation;
using store::Role;
using store::SessionFacts;

constexpr auto elements = std::to_array<InjectedMarks::Element>({
    {"<user_info", "</user_info>"},
    {"<system-reminder", "</system-reminder>"},
});
constexpr InjectedMarks injected_marks{elements, {}, {}};

std::string text_of_piece(const json::object& piece) {
  if (string_member(piece, "type") != "image") return std::string(string_member(piece, "text"));
  std::string_view url = string_member(piece, "url");
  if (url.starts_with("data:")) url = url.substr(5, url.find_first_of(";,") - 5);
  return "[image " + std::string(utf8_prefix(url, 200)) + "]";
}

/// A text, or a list of texts and images.
std::string text_of(const json::object& record) {
  std::string text(string_member(record, "content"));
  const json::array* pieces = array_member(record, "content");
  for (std::size_t i = 0; pieces != nullptr && i < pieces->size(); ++i) {
    const json::object* piece = (*pieces)[i].if_object();
    const std::string line = piece == nullptr ? std::string() : text_of_piece(*piece);
    if (line.empty()) continue;
    if (!text.empty()) text += '\n';
    text += line;
  }
  return text;
}

std::string arguments_of(const json::object& call) {
  const json::value* arguments = call.if_contains("arguments");
  if (arguments == nullptr) return "{}";
  return arguments->is_string() ? std::string(string_member(call, "arguments"))
                                : to_compact_json(*arguments);
}

}  // namespace

GrokParser::GrokParser(std::filesystem::path path, std::string_view state)
    : path_(std::move(path)), memory_(Memory::from_state(state)) {}

void GrokParser::parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
                       EventSink& sink) {
  read_summary();
  AnnouncingSink announcing(session_, sink);
  reader_.each_line(bytes, offset, first_line, sink,
                    [&](const JsonLine& line, const json::object& record) {
                      read_record(line, record, announcing);
                    });
  session_.announce_changes(sink);
}

void GrokParser::read_summary() {
  std::string fault;
  const auto value = reader_.parse(read_side_file(path_.parent_path() / "summary.json"), fault);
  static const json::object nothing;
  const json::object* found = value ? value->if_object() : nullptr;
  const json::object& summary = found == nullptr ? nothing : *found;
  const json::object* info = object_member(summary, "info");
  if (memory_.session.empty() && info != nullptr)
    memory_.session = utf8_prefix(string_member(*info, "id"), 256);
  if (memory_.session.empty()) memory_.session = path_.parent_path().filename().string();
  if (memory_.session.empty()) memory_.session = "unnamed";
  session_.set(&SessionFacts::external_id, memory_.session);
  if (info != nullptr) session_.set(&SessionFacts::working_directory, string_member(*info, "cwd"));
  session_.set(&SessionFacts::title, trim(string_member(summary, "session_summary")));
  session_.set(&SessionFacts::title, trim(string_member(summary, "generated_title")));
  session_.set(&SessionFacts::model, string_member(summary, "current_model_id"));
  session_.set(&SessionFacts::branch, string_member(summary, "head_branch"));
  const Milliseconds created = parse_time(string_member(summary, "created_at")).value_or(0);
  if (memory_.started_at == 0) memory_.started_at = created;
  session_.saw(created);
  session_.saw(parse_time(string_member(summary, "last_active_at")).value_or(0));
  is_subagent_ = string_member(summary, "session_kind") == "subagent";
  // Whose subagent it is the summary does not say.
  if (is_subagent_) session_.come_from("", Relation::subagent);
}

void GrokParser::read_record(const JsonLine& line, const json::object& record, EventSink& sink) {
  const std::string_view type = string_member(record, "type");
  MessageTeller teller({"", line.number, memory_.started_at,
                        is_subagent_ || !string_member(record, "synthetic_reason").empty()},
                       sink);
  if (type == "user") {
    read_user(record, teller);
  } else if (type == "assistant") {
    read_answer(record, teller);
  } else if (type == "tool_result") {
    tell_result(record, teller);
  } else if (type == "reasoning") {
    const json::array* thoughts = array_member(record, "summary");
    for (std::size_t i = 0; thoughts != nullptr && i < thoughts->size(); ++i) {
      const json::object* thought = (*thoughts)[i].if_object();
      teller.thinking(thought == nullptr ? "" : string_member(*thought, "text"));
    }
  } else if (type == "backend_tool_call") {
    const json::object* kind = object_member(record, "kind");
    const json::value* action = kind == nullptr ? nullptr : kind->if_contains("action");
    if (kind != nullptr) {
      teller.tool_call(string_member(*kind, "id"), string_member(*kind, "tool_type"),
                       action == nullptr ? "{}" : to_compact_json(*action));
    }
  } else if (type != "system") {
    const std::string name(utf8_prefix(type, 64));
    report_unparsed(line,
                    name.empty() ? "record without a type" : "unknown record type \"" + name + "\"",
                    sink);
  }
}

void GrokParser::read_user(const json::object& record, MessageTeller& teller) {
  const json::array* pieces = array_member(record, "content");
  if (pieces == nullptr) return teller.user_text(string_member(record, "content"), injected_marks);
  for (const json::value& value : *pieces) {
    const json::object* piece = value.if_object();
    teller.user_text(piece == nullptr ? std::string() : text_of_piece(*piece), injected_marks);
  }
}

void GrokParser::read_answer(const json::object& record, MessageTeller& teller) {
  session_.set(&SessionFacts::model, string_member(record, "model_id"));
  teller.text(Role::assistant, text_of(record));
  const json::array* calls = array_member(record, "tool_calls");
  for (std::size_t i = 0; calls != nullptr && i < calls->size(); ++i) {
    const json::object* call = (*calls)[i].if_object();
    call == nullptr ? teller.skip() : tell_call(*call, teller);
  }
}

void GrokParser::tell_call(const json::object& call, MessageTeller& teller) {
  const std::string_view id = string_member(call, "id");
  const std::string_view tool = string_member(call, "name");
  const std::string input = arguments_of(call);
  std::vector<store::FileTouch> told_now = memory_.calls.remember(
      {std::string(id), std::string(tool), files_of_input_text(tool, input, nested_)});
  teller.tool_call(id, tool, input, std::move(told_now));
}

void GrokParser::tell_result(const json::object& record, MessageTeller& teller) {
  const std::string_view id = string_member(record, "tool_call_id");
  const std::string text = text_of(record);
  std::optional<OpenCall> call = memory_.calls.take(id);
  ToolResult result{id, "", text, flag_member(record, "is_error"), {}};
  if (call) result.tool = call->tool;
  if (call && !result.is_error) result.files = std::move(call->files);
  teller.tool_result(std::move(result));
}

std::string Memory::to_state() const {
  return json::serialize(json::object{
      {"session", to_valid_utf8(session)}, {"started_at", started_at}, {"calls", calls.to_json()}});
}

Memory Memory::from_state(std::string_view state) {
  Memory memory;
  const json::object object = parse_state(state);
  memory.session = string_member(object, "session");
  memory.started_at = number_member(object, "started_at");
  memory.calls = OpenCalls::from_json(array_member(object, "calls"));
  return memory;
}

}  // namespace baton::capture::grok
