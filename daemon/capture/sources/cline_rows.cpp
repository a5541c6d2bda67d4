#include "daemon/capture/sources/cline_rows.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/cline_marks.hpp"
#include "daemon/capture/sources/cline_tool_rows.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/money.hpp"

namespace baton::capture::cline {

namespace json = boost::json;

namespace {

using store::Role;

/// Rows that only serve the program: they steer what is shown, or what they tell is in other rows.
constexpr auto skipped_kinds = std::to_array<std::string_view>({
    "api_req_deleted",
    "api_req_finished",
    "api_req_rate_limit_wait",
    "api_req_retried",
    "api_req_retry_delayed",
    "auto_approval_max_req_reached",
    "browser_session_status",
    "checkpoint_created",
    "checkpoint_restore",
    "checkpoint_saved",
    "command_permission",
    "condense",
    "condense_context_error",
    "conditional_rules_applied",
    "deleted_api_reqs",
    "generate_explanation",
    "hook_output_stream",
    "hook_status",
    "info",
    "load_mcp_documentation",
    "mcp_notification",
    "mcp_server_request_started",
    "payment_required_prompt",
    "report_bug",
    "resume_completed_task",
    "resume_task",
    "shell_integration_warning",
    "shell_integration_warning_with_suggestion",
    "sliding_window_truncation",
    "subagent",
    "subagent_usage",
    "use_subagents",
    "user_edit_todos",
});

constexpr auto error_kinds = std::to_array<std::string_view>({
    "api_req_failed",
    "clineignore_error",
    "command_permission_denied",
    "diff_error",
    "error",
    "error_retry",
    "mistake_limit_reached",
    "rooignore_error",
});

template <class List>
bool contains(const List& list, std::string_view kind) {
  return std::find(list.begin(), list.end(), kind) != list.end();
}

std::string_view kind_of(const json::object& row) {
  const std::string_view said = string_member(row, "say");
  return said.empty() ? string_member(row, "ask") : said;
}

/// What a row that is still being written may tell already; the whole row takes its place.
bool is_readable_in_part(std::string_view kind) {
  return kind == "text" || kind == "reasoning" || kind == "completion_result";
}

}  // namespace

void RowTeller::tell(const json::array& rows) {
  for (const json::value& row : rows) {
    const json::object* object = row.if_object();
    object == nullptr ? void(unknown_.emplace("not an object")) : tell_row(*object);
  }
  flush_output();
}

void RowTeller::tell_row(const json::object& row) {
  const std::string_view kind = kind_of(row);
  if (flag_member(row, "partial") && !is_readable_in_part(kind)) return;
  if (kind == "command_output") return add_output(row);
  // Cline asks whether the command may go on while its output comes.
  if (contains(skipped_kinds, kind)) return;
  flush_output();
  MessageOrigin origin = origin_of(row);
  origin.injected = is_first_ && is_subtask_;
  if (kind == "api_req_started") return tell_usage(string_member(row, "text"), origin.time);
  tell_said(kind, row, MessageTeller(std::move(origin), sink_));
}

MessageOrigin RowTeller::origin_of(const json::object& row) {
  const Milliseconds time = std::max<Milliseconds>(number_member(row, "ts"), 0);
  row_id_ = task_ + "/" + std::to_string(time);
  const int number = rows_at_[time]++;
  if (number > 0) row_id_ += "/" + std::to_string(number);
  return {.external_id = row_id_, .line = 0, .time = time, .injected = false};
}

void RowTeller::tell_said(std::string_view kind, const json::object& row, MessageTeller teller) {
  const std::string_view text = string_member(row, "text");
  if (tell_words(kind, row, teller) || tell_call(kind, text, teller) ||
      tell_result(kind, text, teller)) {
    return;
  }
  if (contains(error_kinds, kind)) return teller.text(Role::system, text, true);
  if (unknown_.size() < 64) unknown_.emplace(utf8_prefix(kind, 64));
}

bool RowTeller::tell_words(std::string_view kind, const json::object& row, MessageTeller& teller) {
  const std::string_view text = string_member(row, "text");
  const bool is_prompt = kind == "task" || (kind == "text" && is_first_);
  if (is_prompt || kind == "user_feedback") {
    is_first_ = false;
    const json::array* images = array_member(row, "images");
    const bool only_images = trim(text).empty() && images != nullptr && !images->empty();
    teller.user_text(only_images ? "[image]" : text, marks);
  } else if (kind == "text" || kind == "completion_result" || kind == "plan_mode_respond" ||
             kind == "act_mode_respond") {
    const std::string answer = answer_of(text, reader_);
    // A completed task is both said and asked about.
    if (answer != last_answer_ || kind == "text") teller.text(Role::assistant, answer);
    last_answer_ = answer;
  } else if (kind == "reasoning") {
    teller.thinking(text.empty() ? string_member(row, "reasoning") : text);
  } else if (kind == "condense_context" || kind == "summarize_task") {
    const json::object* condensed = object_member(row, "contextCondense");
    teller.summary(condensed == nullptr ? text : string_member(*condensed, "summary"));
  } else {
    return false;
  }
  return true;
}

void RowTeller::begin_call(std::string_view tool) {
  call_ = row_id_;
  call_tool_ = tool;
}

bool RowTeller::tell_call(std::string_view kind, std::string_view text, MessageTeller& teller) {
  if (kind == "tool") {
    tell_tool(text, teller);
  } else if (kind == "command") {
    begin_call("execute_command");
    teller.tool_call(call_, call_tool_, input_of("command", text));
  } else if (kind == "use_mcp_server") {
    tell_server_use(text, teller);
  } else if (kind == "followup") {
    begin_call("ask_followup_question");
    teller.tool_call(call_, call_tool_,
                     trim(text).starts_with('{') ? text : input_of("question", text));
  } else if (kind == "task_progress" || kind == "new_task") {
    begin_call(kind);
    teller.tool_call(call_, call_tool_, input_of(kind == "new_task" ? "context" : "todos", text));
  } else if (kind == "browser_action_launch" || kind == "browser_action") {
    begin_call("browser_action");
    teller.tool_call(call_, call_tool_, trim(text).starts_with('{') ? text : input_of("url", text));
  } else {
    return false;
  }
  return true;
}

void RowTeller::tell_tool(std::string_view text, MessageTeller& teller) {
  ToolRow tool = read_tool_row(text, reader_);
  begin_call(tool.name);
  teller.tool_call(call_, tool.name, text, std::move(tool.files));
}

void RowTeller::tell_server_use(std::string_view text, MessageTeller& teller) {
  const ServerUse use = read_server_use(text, reader_);
  begin_call("mcp__" + use.server + "__" + use.tool);
  teller.tool_call(call_, call_tool_, use.input);
}

bool RowTeller::tell_result(std::string_view kind, std::string_view text, MessageTeller& teller) {
  // What was done since the call lies in the subtask, which is a task of its own.
  if (kind == "subtask_result") begin_call("new_task");
  if (kind == "mcp_server_response" || kind == "browser_action_result" ||
      kind == "codebase_search_result" || kind == "subtask_result") {
    teller.tool_result(
        {.call_id = call_, .tool = call_tool_, .text = text, .is_error = false, .files = {}});
  } else if (kind == "user_feedback_diff") {
    // The user changed what a tool was about to write.
    ToolRow tool = read_tool_row(text, reader_);
    for (store::FileTouch& file : tool.files) file.operation = store::FileOperation::modified;
    teller.tool_result({.call_id = call_,
                        .tool = call_tool_,
                        .text = text,
                        .is_error = false,
                        .files = std::move(tool.files)});
  } else {
    return false;
  }
  return true;
}

void RowTeller::add_output(const json::object& row) {
  const std::string_view text = string_member(row, "text");
  if (trim(text).empty()) return;  // only asks whether to go on
  if (!has_output_) {
    output_origin_ = origin_of(row);
    has_output_ = true;
  }
  if (!output_.empty()) output_ += '\n';
  output_ += text;
}

void RowTeller::flush_output() {
  if (!has_output_) return;
  MessageTeller(output_origin_, sink_)
      .tool_result({.call_id = call_,
                    .tool = "execute_command",
                    .text = output_,
                    .is_error = false,
                    .files = {}});
  output_.clear();
  has_output_ = false;
}

void RowTeller::tell_usage(std::string_view text, Milliseconds time) {
  std::string fault;
  const auto value = reader_.parse(text, fault);
  const json::object* counts = value ? value->if_object() : nullptr;
  if (counts == nullptr) return;
  store::Usage usage;
  usage.message_key = row_id_;
  usage.input_tokens = number_member(*counts, "tokensIn");
  usage.output_tokens = number_member(*counts, "tokensOut");
  usage.cache_read_tokens = number_member(*counts, "cacheReads");
  usage.cache_write_tokens = number_member(*counts, "cacheWrites");
  usage.cost_micros = micros_member(*counts, "cost");
  if (usage.input_tokens + usage.output_tokens + usage.cost_micros > 0 && time > 0)
    sink_.on_usage(std::move(usage));
}

}  // namespace baton::capture::cline
