#include "daemon/capture/sources/antigravity_parser.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/base/time.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/tool_files.hpp"
#include "daemon/capture/sources/tool_kinds.hpp"

namespace baton::capture::antigravity {

namespace json = boost::json;

namespace {

using store::Role;
using store::SessionFacts;
using store::ToolKind;

constexpr auto npos = std::string_view::npos;
constexpr std::size_t most_waiting = 32;

/// Steps of the program that hold nothing to read.
constexpr auto skipped_types =
    std::to_array<std::string_view>({"CONVERSATION_HISTORY", "EPHEMERAL_MESSAGE"});

constexpr auto elements = std::to_array<InjectedMarks::Element>({
    {"<USER_SETTINGS_CHANGE", "</USER_SETTINGS_CHANGE>"},
    {"<ADDITIONAL_METADATA", "</ADDITIONAL_METADATA>"},
    {"<SYSTEM_MESSAGE", "</SYSTEM_MESSAGE>"},
});

constexpr InjectedMarks injected_marks{elements, {}, {}};

/// What a step's tool does, by its type.
constexpr auto kinds_of_steps = std::to_array<std::pair<std::string_view, ToolKind>>({
    {"CODE_ACTION", ToolKind::edit},
    {"COMMAND_STATUS", ToolKind::shell},
    {"FIND", ToolKind::search},
    {"GREP_SEARCH", ToolKind::search},
    {"LIST_DIRECTORY", ToolKind::read},
    {"READ_URL_CONTENT", ToolKind::web},
    {"RUN_COMMAND", ToolKind::shell},
    {"SEARCH_WEB", ToolKind::web},
    {"VIEW_FILE", ToolKind::read},
});

ToolKind kind_of_step(std::string_view type) {
  const auto* const found =
      std::ranges::find_if(kinds_of_steps, [&](const auto& known) { return known.first == type; });
  return found == kinds_of_steps.end() ? ToolKind::other : found->second;
}

/// Writing and editing are one kind of step.
ToolKind kind_of_call(std::string_view tool) {
  const ToolKind kind = tool_kind_of(tool);
  return kind == ToolKind::write ? ToolKind::edit : kind;
}

/// `…/brain/<conversation>/.system_generated/logs/transcript.jsonl`
std::string session_of_path(const std::filesystem::path& path) {
  bool is_next = false;
  for (const std::filesystem::path& part : path.parent_path()) {
    if (is_next) return part.string();
    is_next = part == "brain";
  }
  const std::string name = path.stem().string();
  return name.empty() ? "unnamed" : name;
}

std::string lower_case(std::string_view type) {
  std::string name(utf8_prefix(type, 64));
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
  return name;
}

bool is_failed(const json::object& step, std::string_view content) {
  const std::string_view status = string_member(step, "status");
  return status == "ERROR" || status == "CANCELED" || content.starts_with("The command failed");
}

}  // namespace

AntigravityParser::AntigravityParser(const std::filesystem::path& path, std::string_view state)
    : session_id_(session_of_path(path)), memory_(Memory::from_state(state)) {
  session_.set(&SessionFacts::external_id, session_id_);
}

void AntigravityParser::parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
                              EventSink& sink) {
  AnnouncingSink announcing(session_, sink);
  reader_.each_line(
      bytes, offset, first_line, sink,
      [&](const JsonLine& line, const json::object& step) { read_step(line, step, announcing); });
  session_.announce_changes(sink);
}

void AntigravityParser::read_step(const JsonLine& line, const json::object& step, EventSink& sink) {
  const std::string_view type = string_member(step, "type");
  if (std::ranges::find(skipped_types, type) != skipped_types.end()) return;
  MessageOrigin origin;
  if (step.contains("step_index"))
    origin.external_id = session_id_ + "/" + std::to_string(number_member(step, "step_index"));
  origin.line = line.number;
  origin.time = parse_time(string_member(step, "created_at")).value_or(0);
  session_.saw(origin.time);
  const std::string_view content = string_member(step, "content");
  if (type.empty()) return report_unparsed(line, "step without a type", sink);
  if (type == "USER_INPUT") return read_input(step, origin, sink);
  if (type == "PLANNER_RESPONSE") return read_plan(step, origin, sink);
  if (type == "CHECKPOINT") return MessageTeller(origin, sink).summary(content);
  const std::string_view source = string_member(step, "source");
  if (source == "SYSTEM" || type == "SYSTEM_MESSAGE" || type == "ERROR_MESSAGE")
    return MessageTeller(origin, sink).text(Role::system, content, type == "ERROR_MESSAGE");
  read_result(step, origin, sink);
}

/// Part 0 is the request, part 1 what the program put around it.
void AntigravityParser::read_input(const json::object& step, const MessageOrigin& origin,
                                   EventSink& sink) {
  constexpr std::string_view begin_mark = "<USER_REQUEST>";
  constexpr std::string_view end_mark = "</USER_REQUEST>";
  const std::string_view content = string_member(step, "content");
  const std::string_view source = string_member(step, "source");
  MessageOrigin by_machine = origin;
  by_machine.injected = true;
  MessageTeller typed(source == "SYSTEM" || source == "MODEL" ? by_machine : origin, sink);
  const std::size_t begin = content.find(begin_mark);
  const std::size_t end = begin == npos ? npos : content.rfind(end_mark);
  if (end == npos || end < begin) return typed.user_text(content, injected_marks);
  typed.user_text(content.substr(begin + begin_mark.size(), end - begin - begin_mark.size()),
                  injected_marks);
  const std::string rest =
      std::string(content.substr(0, begin)).append(content.substr(end + end_mark.size()));
  MessageTeller program(by_machine, sink);
  program.skip();
  program.user_text(trim(rest), injected_marks);
  note_model(rest);
}

/// `… setting `Model Selection` from None to Gemini 3.5 Flash (Medium).`
void AntigravityParser::note_model(std::string_view settings) {
  std::size_t at = settings.find("`Model Selection` from ");
  if (at != npos) at = settings.find(" to ", at);
  if (at == npos) return;
  std::string_view model = settings.substr(at + 4);
  model = trim(model.substr(0, model.find('\n')));
  if (model.ends_with('.')) model.remove_suffix(1);
  session_.set(&SessionFacts::model, utf8_prefix(model, 128));
}

void AntigravityParser::read_plan(const json::object& step, const MessageOrigin& origin,
                                  EventSink& sink) {
  MessageTeller teller(origin, sink);
  teller.thinking(string_member(step, "thinking"));
  teller.text(Role::assistant, string_member(step, "content"));
  const json::array* calls = array_member(step, "tool_calls");
  for (std::size_t i = 0; calls != nullptr && i < calls->size(); ++i) {
    const json::object* call = (*calls)[i].if_object();
    const std::string id =
        "call-" + std::to_string(number_member(step, "step_index")) + "-" + std::to_string(i);
    call == nullptr ? teller.skip() : tell_call(*call, id, teller);
  }
}

json::object AntigravityParser::plain_arguments(const json::object& arguments) {
  json::object plain;
  for (const auto& argument : arguments) {
    const json::string* text = argument.value().if_string();
    const std::string_view view =
        text == nullptr ? "" : std::string_view(text->data(), text->size());
    std::string fault;
    std::optional<json::value> value;
    if (view.size() > 1 && view.front() == '"' && view.back() == '"')
      value = nested_.parse(view, fault);
    // On the heap: the reader's memory is used again for the next argument.
    plain[argument.key()] = json::value(value ? *value : argument.value(), json::storage_ptr());
  }
  return plain;
}

void AntigravityParser::tell_call(const json::object& call, std::string_view id,
                                  MessageTeller& teller) {
  const std::string_view tool = string_member(call, "name");
  const json::object* arguments = object_member(call, "args");
  const json::object plain = arguments == nullptr ? json::object() : plain_arguments(*arguments);
  std::vector<store::FileTouch> told_now =
      memory_.calls.remember({std::string(id), std::string(tool), files_of_input(tool, plain)});
  memory_.waiting.emplace_back(id);
  if (memory_.waiting.size() > most_waiting) memory_.waiting.pop_front();
  teller.tool_call(id, tool, to_compact_json(plain), std::move(told_now));
}

OpenCall AntigravityParser::take_call(std::string_view type) {
  const ToolKind kind = kind_of_step(type);
  for (auto id = memory_.waiting.begin(); id != memory_.waiting.end(); ++id) {
    const std::optional<std::string_view> tool = memory_.calls.tool_of(*id);
    if (!tool || kind_of_call(*tool) != kind) continue;
    OpenCall call = memory_.calls.take(*id).value_or(OpenCall());
    memory_.waiting.erase(id);
    return call;
  }
  return {"", lower_case(type), {}};
}

void AntigravityParser::read_result(const json::object& step, const MessageOrigin& origin,
                                    EventSink& sink) {
  OpenCall call = take_call(string_member(step, "type"));
  const std::string_view content = string_member(step, "content");
  ToolResult result{call.id, call.tool, content, is_failed(step, content), {}};
  if (!result.is_error) result.files = std::move(call.files);
  const bool is_new = content.find("Created file ") != npos;
  for (store::FileTouch& file : result.files) {
    if (is_new && file.operation == store::FileOperation::modified)
      file.operation = store::FileOperation::created;
  }
  MessageTeller(origin, sink).tool_result(std::move(result));
}

std::string Memory::to_state() const {
  json::array ids;
  for (const std::string& id : waiting) ids.emplace_back(id);
  return json::serialize(json::object{{"waiting", ids}, {"calls", calls.to_json()}});
}

Memory Memory::from_state(std::string_view state) {
  Memory memory;
  const json::object object = parse_state(state);
  const json::array* ids = array_member(object, "waiting");
  for (std::size_t i = 0; ids != nullptr && i < ids->size(); ++i) {
    if (const json::string* id = (*ids)[i].if_string())
      memory.waiting.emplace_back(id->data(), id->size());
  }
  memory.calls = OpenCalls::from_json(array_member(object, "calls"));
  return memory;
}

}  // namespace baton::capture::antigravity
