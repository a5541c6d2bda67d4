// GitHub Copilot's extension for VS Code, https://github.com/microsoft/vscode-copilot-chat, writes
// `GitHub.copilot-chat/transcripts/<chat id>.jsonl` beside the chats that VS Code itself stores,
// for hooks to read; it keeps the newest 20 of a folder. The shape was taken from its source as of
// March 2026; no real file was at hand. Copilot's command line writes events of the same shape
// elsewhere.

#include "daemon/capture/sources/copilot_vscode_transcript.hpp"

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/claude_code_blocks.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/message_teller.hpp"
#include "daemon/capture/sources/sources.hpp"
#include "daemon/capture/sources/tool_files.hpp"
#include "daemon/capture/sources/vscode_places.hpp"

namespace baton::capture::copilot_vscode {

namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

using store::Role;

constexpr std::size_t most_open_calls = 16;
constexpr std::size_t most_files_of_call = 4;
constexpr std::size_t longest_text_in_state = 256;
constexpr std::size_t longest_directory_in_state = 4096;

constexpr auto elements = std::to_array<InjectedMarks::Element>({
    {"<system-reminder", "</system-reminder>"},
    {"<system_reminder", "</system_reminder>"},
    {"<current_datetime", "</current_datetime>"},
    {"<reminderInstructions", "</reminderInstructions>"},
});
constexpr InjectedMarks marks{elements, {}, {}};

/// Events that repeat others or only steer the program.
constexpr auto skipped_types = std::to_array<std::string_view>({
    "assistant.turn_end",
    "assistant.turn_start",
    "hook.end",
    "hook.start",
    "session.end",
    "session.info",
    "session.model_change",
    "session.shutdown",
    "system.message",
    "tool.execution_start",
});

/// The directory that holds both the transcripts and the chats: of a folder, or of all windows
/// without one.
fs::path storage_of(const fs::path& transcript) {
  return transcript.parent_path().parent_path().parent_path();
}

MessageOrigin origin_of(const JsonLine& line, const json::object& event) {
  return {.external_id = std::string(string_member(event, "id")),
          .line = line.number,
          .time = parse_time(string_member(event, "timestamp")).value_or(0),
          .injected = false};
}

json::array to_json(const std::vector<store::FileTouch>& files) {
  json::array all;
  for (const store::FileTouch& file : files) {
    if (all.size() == most_files_of_call) break;
    if (file.path.size() > longest_text_in_state) continue;
    all.push_back(json::array{file.path, static_cast<int>(file.operation), file.lines_added,
                              file.lines_removed});
  }
  return all;
}

std::vector<store::FileTouch> files_from(const json::array* all) {
  std::vector<store::FileTouch> files;
  if (all == nullptr) return files;
  for (const json::value& value : *all) {
    const json::array* file = value.if_array();
    if (file == nullptr || file->size() != 4 || !(*file)[0].is_string() || !(*file)[1].is_int64() ||
        !(*file)[2].is_int64() || !(*file)[3].is_int64()) {
      continue;
    }
    const std::int64_t operation = (*file)[1].get_int64();
    if (operation < 0 || operation > static_cast<int>(store::FileOperation::renamed)) continue;
    const json::string& path = (*file)[0].get_string();
    files.push_back({std::string(path.data(), path.size()),
                     static_cast<store::FileOperation>(operation), (*file)[2].get_int64(),
                     (*file)[3].get_int64()});
  }
  return files;
}

}  // namespace

bool is_in_store(const fs::path& transcript) {
  const fs::path storage = storage_of(transcript);
  std::error_code ignored;
  for (const char* directory : {"chatSessions", "emptyWindowChatSessions"}) {
    for (const char* extension : {".jsonl", ".json"}) {
      const fs::path chat = storage / directory / (transcript.stem().string() + extension);
      if (fs::exists(chat, ignored)) return true;
    }
  }
  return false;
}

TranscriptParser::TranscriptParser(fs::path path, std::string_view state) : path_(std::move(path)) {
  facts_.agent = "copilot-vscode";
  facts_.external_id = path_.stem().string();
  if (!is_valid_utf8(facts_.external_id)) facts_.external_id = to_valid_utf8(facts_.external_id);
  if (facts_.external_id.empty()) facts_.external_id = "unknown";
  load_state(state);
}

void TranscriptParser::parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
                             EventSink& sink) {
  announced_here_ = false;
  if (is_in_store(path_)) return;
  reader_.each_line(
      bytes, offset, first_line, sink,
      [&](const JsonLine& line, const json::object& event) { read_event(line, event, sink); });
  if (announced_) sink.on_session(facts_);
}

void TranscriptParser::read_event(const JsonLine& line, const json::object& event,
                                  EventSink& sink) {
  const std::string_view type = string_member(event, "type");
  const json::object* data = object_member(event, "data");
  const auto time = parse_time(string_member(event, "timestamp"));
  if (time && (!facts_.started_at || *time < *facts_.started_at)) facts_.started_at = time;
  if (time && (!facts_.ended_at || *time > *facts_.ended_at)) facts_.ended_at = time;
  const bool is_skipped =
      std::find(skipped_types.begin(), skipped_types.end(), type) != skipped_types.end();
  if (is_skipped) return;
  const bool is_known = type == "session.start" || type == "user.message" ||
                        type == "assistant.message" || type == "tool.execution_complete";
  if (!is_known) {
    const std::string name(utf8_prefix(type, 64));
    return report_unparsed(line, "unknown event \"" + name + "\"", sink);
  }
  if (data == nullptr) return report_unparsed(line, "an event without data", sink);
  if (type == "session.start") return read_start(*data);
  if (type == "user.message") return read_user(line, event, sink);
  if (type == "assistant.message") return read_assistant(line, event, sink);
  read_result(line, event, sink);
}

void TranscriptParser::read_start(const json::object& data) {
  const std::string_view id = string_member(data, "sessionId");
  if (!id.empty() && !announced_) facts_.external_id = id;
  const std::string_view version = string_member(data, "copilotVersion");
  if (!version.empty()) facts_.agent_version = version;
  const json::object* context = object_member(data, "context");
  if (context == nullptr) return;
  const std::string_view directory = string_member(*context, "cwd");
  if (!directory.empty()) facts_.working_directory = directory;
  facts_.branch = string_member(*context, "branch");
}

void TranscriptParser::read_user(const JsonLine& line, const json::object& event, EventSink& sink) {
  const json::object& data = *object_member(event, "data");
  MessageOrigin origin = origin_of(line, event);
  const std::string_view source = string_member(data, "source");
  origin.injected = !source.empty() && source != "user";
  announce(sink);
  MessageTeller(std::move(origin), sink).user_text(string_member(data, "content"), marks);
}

void TranscriptParser::read_assistant(const JsonLine& line, const json::object& event,
                                      EventSink& sink) {
  const json::object& data = *object_member(event, "data");
  announce(sink);
  MessageTeller teller(origin_of(line, event), sink);
  teller.thinking(string_member(data, "reasoningText"));
  teller.text(Role::assistant, string_member(data, "content"));
  const json::array* requests = array_member(data, "toolRequests");
  if (requests == nullptr) return;
  for (const json::value& value : *requests) {
    const json::object* request = value.if_object();
    if (request == nullptr) continue;
    OpenCall call{std::string(string_member(*request, "toolCallId")),
                  std::string(string_member(*request, "name")),
                  {}};
    const json::value* given = request->if_contains("arguments");
    std::string input(string_member(*request, "arguments"));
    if (given != nullptr && given->is_object()) input = to_compact_json(*given);
    std::string fault;
    const auto arguments = arguments_.parse(input, fault);
    if (arguments && arguments->is_object())
      call.files = files_of_input(call.tool, arguments->get_object());
    teller.tool_call(call.id, call.tool, input);
    remember_call(std::move(call));
  }
}

void TranscriptParser::read_result(const JsonLine& line, const json::object& event,
                                   EventSink& sink) {
  const json::object& data = *object_member(event, "data");
  const std::string_view id = string_member(data, "toolCallId");
  OpenCall call = take_call(id);
  const json::value* success = data.if_contains("success");
  const bool failed = success != nullptr && success->is_bool() && !success->get_bool();
  const json::object* result = object_member(data, "result");
  const json::object* error = object_member(data, "error");
  std::string text = result == nullptr
                         ? claude_code::text_of_result(data.if_contains("result"))
                         : claude_code::text_of_result(result->if_contains("content"));
  if (trim(text).empty() && error != nullptr) text = string_member(*error, "message");
  if (failed) call.files.clear();
  announce(sink);
  MessageTeller(origin_of(line, event), sink)
      .tool_result({.call_id = id,
                    .tool = call.tool,
                    .text = text,
                    .is_error = failed,
                    .files = std::move(call.files)});
}

void TranscriptParser::remember_call(OpenCall call) {
  if (call.id.empty() || call.id.size() > longest_text_in_state ||
      call.tool.size() > longest_text_in_state) {
    return;
  }
  // As the state will hold it, so that a reading in slices tells the same.
  const json::array kept = to_json(call.files);
  call.files = files_from(&kept);
  calls_.push_back(std::move(call));
  if (calls_.size() > most_open_calls) calls_.pop_front();
}

TranscriptParser::OpenCall TranscriptParser::take_call(std::string_view id) {
  const auto found = std::find_if(calls_.begin(), calls_.end(),
                                  [&](const OpenCall& call) { return call.id == id; });
  if (found == calls_.end()) return {};
  OpenCall call = std::move(*found);
  calls_.erase(found);
  return call;
}

void TranscriptParser::announce(EventSink& sink) {
  if (announced_here_) return;
  if (facts_.working_directory.empty())
    facts_.working_directory = folder_of_storage(storage_of(path_));
  announced_ = announced_here_ = true;
  sink.on_session(facts_);
}

std::string TranscriptParser::save_state() const {
  json::object state;
  state["session"] = utf8_prefix(facts_.external_id, longest_text_in_state);
  state["directory"] = utf8_prefix(facts_.working_directory, longest_directory_in_state);
  state["branch"] = utf8_prefix(facts_.branch, longest_text_in_state);
  state["version"] = utf8_prefix(facts_.agent_version, longest_text_in_state);
  state["announced"] = announced_;
  if (facts_.started_at) state["started_at"] = *facts_.started_at;
  json::array calls;
  for (const OpenCall& call : calls_)
    calls.push_back(json::array{call.id, call.tool, to_json(call.files)});
  state["calls"] = std::move(calls);
  return to_compact_json(state);
}

void TranscriptParser::load_state(std::string_view state) {
  std::string fault;
  const auto value = reader_.parse(state, fault);
  const json::object* known = value ? value->if_object() : nullptr;
  if (known == nullptr) return;
  const std::string_view session = string_member(*known, "session");
  if (!session.empty()) facts_.external_id = session;
  facts_.working_directory = string_member(*known, "directory");
  facts_.branch = string_member(*known, "branch");
  facts_.agent_version = string_member(*known, "version");
  announced_ = flag_member(*known, "announced");
  if (known->contains("started_at")) facts_.started_at = number_member(*known, "started_at");
  const json::array* calls = array_member(*known, "calls");
  if (calls == nullptr) return;
  for (const json::value& entry : *calls) {
    const json::array* call = entry.if_array();
    if (call == nullptr || call->size() != 3 || !(*call)[0].is_string() || !(*call)[1].is_string())
      continue;
    remember_call({std::string((*call)[0].get_string().c_str()),
                   std::string((*call)[1].get_string().c_str()),
                   files_from((*call)[2].if_array())});
  }
}

namespace {

bool has(std::string_view head, std::string_view member) {
  return head.find(member) != std::string_view::npos;
}

class TranscriptSource final : public Source {
 public:
  std::string_view agent() const override { return "copilot-vscode"; }
  Growth growth() const override { return Growth::appended_lines; }
  int parser_version() const override { return 1; }

  /// None of its own: the transcripts lie in the same places as the chats.
  std::vector<fs::path> roots(const Environment& /*environment*/) const override { return {}; }

  bool recognises(const fs::path& path, std::string_view head) const override {
    if (path.extension() != ".jsonl" || !head.starts_with('{')) return false;
    const std::string owner = path.parent_path().parent_path().filename().string();
    const bool is_placed = path.parent_path().filename() == "transcripts" &&
                           (owner == "GitHub.copilot-chat" || owner == "github.copilot-chat");
    const bool is_start = has(head, R"("type":"session.start")");
    return is_start && (is_placed || has(head, R"("vscodeVersion":)"));
  }

  std::unique_ptr<Parser> make_parser(const fs::path& path, std::string_view state) const override {
    return std::make_unique<TranscriptParser>(path, state);
  }
};

}  // namespace
}  // namespace baton::capture::copilot_vscode

namespace baton::capture {

std::unique_ptr<Source> make_copilot_vscode_transcript_source() {
  return std::make_unique<copilot_vscode::TranscriptSource>();
}

}  // namespace baton::capture
