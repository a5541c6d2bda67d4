#include "daemon/capture/sources/copilot_events.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "daemon/base/hash.hpp"
#include "daemon/base/text.hpp"
#include "daemon/base/time.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/json_outline.hpp"
#include "daemon/capture/sources/tool_files.hpp"

namespace baton::capture::copilot {

namespace json = boost::json;

namespace {

using store::Relation;
using store::Role;
using store::SessionFacts;

constexpr auto elements = std::to_array<InjectedMarks::Element>({
    {"<current_datetime", "</current_datetime>"},
    {"<system_reminder", "</system_reminder>"},
    {"<system_notification", "</system_notification>"},
    {"<skill-context", "</skill-context>"},
});

constexpr InjectedMarks injected_marks{elements, {}, {}};

/// Events that serve the program itself or repeat others, by how their types begin.
constexpr auto skipped_events = std::to_array<std::string_view>({
    "abort",
    "assistant.intent",
    "assistant.message_",
    "assistant.reasoning_",
    "assistant.streaming_",
    "assistant.turn_",
    "assistant.usage",
    "capabilities.",
    "command.",
    "commands.",
    "elicitation.",
    "exit_plan_mode.",
    "external_tool.",
    "hook.",
    "mcp.",
    "mcp_",
    "pending_messages.",
    "permission.",
    "sampling.",
    "session.auto_mode",
    "session.background_",
    "session.binary_",
    "session.compaction_start",
    "session.custom_",
    "session.extensions_",
    "session.idle",
    "session.info",
    "session.mcp_",
    "session.mode_",
    "session.permissions_",
    "session.plan_",
    "session.remote_",
    "session.skills_",
    "session.snapshot_",
    "session.tools_",
    "session.truncation",
    "session.usage_",
    "session.warning",
    "session.workspace_",
    "skill.",
    "subagent.",
    "system.message",
    "tool.execution_partial",
    "tool.execution_progress",
    "user_input.",
});

/// `session-state/<session>/events.jsonl`, or `<session>.jsonl`.
std::string session_of_path(const std::filesystem::path& path) {
  const std::string name = path.stem().string();
  const std::string directory = path.parent_path().filename().string();
  if (name == "events" && !directory.empty()) return directory;
  return name.empty() ? "unnamed" : name;
}

std::string_view text_of_result(const json::object& data) {
  const json::object* result = object_member(data, "result");
  const std::string_view text = result == nullptr ? "" : string_member(*result, "content");
  if (!text.empty()) return text;
  const json::object* error = object_member(data, "error");
  return error == nullptr ? string_member(data, "error") : string_member(*error, "message");
}

bool is_directory_listing(const json::object& data) {
  const json::object* telemetry = object_member(data, "toolTelemetry");
  const json::object* properties =
      telemetry == nullptr ? nullptr : object_member(*telemetry, "properties");
  return properties != nullptr && string_member(*properties, "viewType") == "directory";
}

std::int64_t token_count(const json::object& details, std::string_view key) {
  const json::object* detail = object_member(details, key);
  return detail == nullptr ? 0 : number_member(*detail, "tokenCount");
}

}  // namespace

bool is_event_log(std::string_view head) {
  const auto first = outlines_of_lines(head, 1);
  return !first.empty() && first.front().text("type") == "session.start" &&
         first.front().has("data");
}

bool is_of_vscode(std::string_view head) {
  const std::string_view first = head.substr(0, head.find('\n'));
  return first.find("\"vscodeVersion\"") != std::string_view::npos;
}

EventsParser::EventsParser(std::string_view agent, const std::filesystem::path& path,
                           std::string_view state)
    : agent_(agent), memory_(Memory::from_state(state)), main_(agent) {
  if (memory_.session.empty()) memory_.session = session_of_path(path);
  main_.set(&SessionFacts::external_id, memory_.session);
  main_.set(&SessionFacts::working_directory, memory_.working_directory);
}

void EventsParser::parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
                         EventSink& sink) {
  reader_.each_line(
      bytes, offset, first_line, sink,
      [&](const JsonLine& line, const json::object& event) { read_event(line, event, sink); });
  for (auto& [id, session] : subagents_) session.announce_changes(sink);
  main_.announce_changes(sink);
}

EventsParser::Handler EventsParser::handler_of(std::string_view type) {
  static constexpr auto handlers = std::to_array<std::pair<std::string_view, Handler>>({
      {"assistant.message", &EventsParser::read_answer},
      {"assistant.reasoning", &EventsParser::read_thought},
      {"session.compaction_complete", &EventsParser::read_summary},
      {"session.context_changed", &EventsParser::read_context},
      {"session.error", &EventsParser::read_error},
      {"session.handoff", &EventsParser::read_summary},
      {"session.model_change", &EventsParser::read_model},
      {"session.resume", &EventsParser::read_start},
      {"session.shutdown", &EventsParser::read_shutdown},
      {"session.start", &EventsParser::read_start},
      {"session.task_complete", &EventsParser::read_completion},
      {"session.title_changed", &EventsParser::read_title},
      {"system.notification", &EventsParser::read_notice},
      {"tool.execution_complete", &EventsParser::read_result},
      {"tool.execution_start", &EventsParser::read_call},
      {"tool.user_requested", &EventsParser::read_call},
      {"user.message", &EventsParser::read_user},
  });
  const auto* const found =
      std::ranges::find_if(handlers, [&](const auto& known) { return known.first == type; });
  return found == handlers.end() ? nullptr : found->second;
}

void EventsParser::read_event(const JsonLine& line, const json::object& event, EventSink& sink) {
  const std::string_view type = string_member(event, "type");
  const json::object* data = object_member(event, "data");
  const Handler handler = handler_of(type);
  if (handler == nullptr) {
    const auto begins = [&](std::string_view known) { return type.starts_with(known); };
    if (std::ranges::any_of(skipped_events, begins)) return;
    const std::string name(utf8_prefix(type, 64));
    return report_unparsed(
        line, name.empty() ? "event without a type" : "unknown event type \"" + name + "\"", sink);
  }
  if (data == nullptr) return report_unparsed(line, "event without data", sink);
  const Milliseconds time = parse_time(string_member(event, "timestamp")).value_or(0);
  const MessageOrigin origin{std::string(string_member(event, "id")), line.number, time, false};
  SessionTeller& session = session_of(*data);
  session.saw(time);
  main_.saw(time);
  AnnouncingSink announcing(session, sink);
  // The store takes a turn for the session announced last.
  if (&session != current_) session.forget_announcement();
  current_ = &session;
  (this->*handler)(*data, origin, announcing);
}

SessionTeller& EventsParser::session_of(const json::object& data) {
  const std::string_view call = string_member(data, "parentToolCallId");
  if (call.empty()) return main_;
  const auto [found, is_new] = subagents_.try_emplace(std::string(call), agent_);
  SessionTeller& session = found->second;
  if (is_new) {
    session.set(&SessionFacts::external_id, memory_.session + "/agent-" + std::string(call));
    session.set(&SessionFacts::working_directory, memory_.working_directory);
    session.come_from(memory_.session, Relation::subagent);
  }
  return session;
}

void EventsParser::read_start(const json::object& data, const MessageOrigin& origin,
                              EventSink& sink) {
  const std::string_view id = utf8_prefix(string_member(data, "sessionId"), 256);
  if (!id.empty()) memory_.session = id;
  main_.set(&SessionFacts::external_id, memory_.session);
  main_.set(&SessionFacts::agent_version, string_member(data, "copilotVersion"));
  main_.saw(parse_time(string_member(data, "startTime")).value_or(0));
  main_.reopen();
  memory_.told_output = 0;
  note_model(string_member(data, "selectedModel"));
  if (const json::object* context = object_member(data, "context"))
    read_context(*context, origin, sink);
}

void EventsParser::read_context(const json::object& data, const MessageOrigin& /*origin*/,
                                EventSink& /*sink*/) {
  const std::string_view directory = string_member(data, "cwd");
  if (memory_.working_directory.empty() && directory.size() <= 4096)
    memory_.working_directory = directory;
  main_.set_first(&SessionFacts::working_directory, directory);
  main_.set(&SessionFacts::branch, string_member(data, "branch"));
}

void EventsParser::read_model(const json::object& data, const MessageOrigin& /*origin*/,
                              EventSink& /*sink*/) {
  note_model(string_member(data, "newModel"));
}

void EventsParser::read_title(const json::object& data, const MessageOrigin& /*origin*/,
                              EventSink& /*sink*/) {
  main_.set(&SessionFacts::title, trim(string_member(data, "title")));
}

void EventsParser::note_model(std::string_view model) {
  if (model.empty() || model == "auto") return;
  memory_.model = utf8_prefix(model, 128);
  main_.set(&SessionFacts::model, memory_.model);
}

void EventsParser::read_user(const json::object& data, const MessageOrigin& origin,
                             EventSink& sink) {
  const std::string_view source = string_member(data, "source");
  MessageOrigin said = origin;
  said.injected = current_ != &main_ || !(source.empty() || source == "user");
  MessageTeller(said, sink).user_text(string_member(data, "content"), injected_marks);
}

void EventsParser::read_thought(const json::object& data, const MessageOrigin& origin,
                                EventSink& sink) {
  const std::string_view thought = string_member(data, "content");
  memory_.last_thought = hash64(thought);
  MessageTeller(origin, sink).thinking(thought);
}

void EventsParser::read_answer(const json::object& data, const MessageOrigin& origin,
                               EventSink& sink) {
  MessageTeller teller(origin, sink);
  const std::string_view model = string_member(data, "model");
  if (current_ == &main_) {
    note_model(model);
  } else {
    current_->set(&SessionFacts::model, model);
  }
  const std::string_view thought = string_member(data, "reasoningText");
  const bool is_known = !thought.empty() && hash64(thought) == memory_.last_thought;
  teller.thinking(is_known ? "" : thought);
  teller.text(Role::assistant, string_member(data, "content"));
  const json::array* requests = array_member(data, "toolRequests");
  for (std::size_t i = 0; requests != nullptr && i < requests->size(); ++i) {
    const json::object* request = (*requests)[i].if_object();
    if (request == nullptr) {
      teller.skip();
    } else {
      tell_call(string_member(*request, "toolCallId"), string_member(*request, "name"),
                request->if_contains("arguments"), teller);
    }
  }
  const std::int64_t output = number_member(data, "outputTokens");
  if (output <= 0 || origin.external_id.empty()) return;
  memory_.told_output += output;
  store::Usage usage;
  usage.message_key = origin.external_id;
  usage.model = model.empty() ? std::string_view(memory_.model) : model;
  usage.output_tokens = output;
  sink.on_usage(std::move(usage));
}

/// A call stands in the message that asks for it and again where it starts, in either order.
void EventsParser::tell_call(std::string_view call_id, std::string_view tool,
                             const json::value* arguments, MessageTeller& teller) {
  if (memory_.calls.has(call_id)) return teller.skip();
  const json::string* text = arguments == nullptr ? nullptr : arguments->if_string();
  const std::string input = arguments == nullptr ? "{}"
                            : text != nullptr    ? std::string(text->data(), text->size())
                                                 : to_compact_json(*arguments);
  std::vector<store::FileTouch> told_now = memory_.calls.remember(
      {std::string(call_id), std::string(tool), files_of_input_text(tool, input, nested_)});
  teller.tool_call(call_id, tool, input, std::move(told_now));
}

void EventsParser::read_call(const json::object& data, const MessageOrigin& origin,
                             EventSink& sink) {
  MessageTeller teller(origin, sink);
  tell_call(string_member(data, "toolCallId"), string_member(data, "toolName"),
            data.if_contains("arguments"), teller);
}

void EventsParser::read_result(const json::object& data, const MessageOrigin& origin,
                               EventSink& sink) {
  const std::string_view call_id = string_member(data, "toolCallId");
  std::optional<OpenCall> call = memory_.calls.take(call_id);
  ToolResult result{call_id, "", text_of_result(data), !flag_member(data, "success"), {}};
  if (call) result.tool = call->tool;
  if (call && !result.is_error && !is_directory_listing(data))
    result.files = std::move(call->files);
  MessageTeller(origin, sink).tool_result(std::move(result));
}

void EventsParser::read_summary(const json::object& data, const MessageOrigin& origin,
                                EventSink& sink) {
  const std::string_view summary = string_member(data, "summaryContent");
  MessageTeller(origin, sink).summary(summary.empty() ? string_member(data, "summary") : summary);
}

void EventsParser::read_completion(const json::object& data, const MessageOrigin& origin,
                                   EventSink& sink) {
  MessageTeller(origin, sink).text(Role::assistant, string_member(data, "summary"));
}

void EventsParser::read_error(const json::object& data, const MessageOrigin& origin,
                              EventSink& sink) {
  MessageTeller(origin, sink).text(Role::system, string_member(data, "message"), true);
}

void EventsParser::read_notice(const json::object& data, const MessageOrigin& origin,
                               EventSink& sink) {
  MessageTeller(origin, sink).text(Role::system, string_member(data, "content"));
}

/// The end tells the tokens of the whole run for each model. What the messages told of their own is
/// not told again.
void EventsParser::read_shutdown(const json::object& data, const MessageOrigin& /*origin*/,
                                 EventSink& sink) {
  main_.finish();
  const json::object* models = object_member(data, "modelMetrics");
  bool has_counts = false;
  for (std::size_t i = 0; models != nullptr && i < models->size(); ++i) {
    const auto& member = *(models->begin() + static_cast<std::ptrdiff_t>(i));
    const json::object* metrics = member.value().if_object();
    const json::object* counts = metrics == nullptr ? nullptr : object_member(*metrics, "usage");
    if (counts == nullptr) continue;
    has_counts = true;
    tell_tokens(data, std::string(member.key().data(), member.key().size()), *counts, sink);
  }
  const json::object* details = object_member(data, "tokenDetails");
  if (!has_counts && details != nullptr) {
    const json::object counts{
        {"inputTokens", token_count(*details, "input") + token_count(*details, "cache_read") +
                            token_count(*details, "cache_write")},
        {"outputTokens", token_count(*details, "output")},
        {"cacheReadTokens", token_count(*details, "cache_read")},
        {"cacheWriteTokens", token_count(*details, "cache_write")},
    };
    tell_tokens(data, std::string(string_member(data, "currentModel")), counts, sink);
  }
  memory_.told_output = 0;
}

void EventsParser::tell_tokens(const json::object& data, const std::string& model,
                               const json::object& counts, EventSink& sink) {
  store::Usage usage;
  usage.message_key =
      "run-" + std::to_string(number_member(data, "sessionStartTime")) + "-" + model;
  usage.model = model;
  usage.cache_read_tokens = number_member(counts, "cacheReadTokens");
  usage.cache_write_tokens = number_member(counts, "cacheWriteTokens");
  // What comes from the cache and what goes into it is part of the input.
  usage.input_tokens = std::max<std::int64_t>(
      0, number_member(counts, "inputTokens") - usage.cache_read_tokens - usage.cache_write_tokens);
  if (memory_.told_output == 0) usage.output_tokens = number_member(counts, "outputTokens");
  sink.on_usage(std::move(usage));
}

}  // namespace baton::capture::copilot
