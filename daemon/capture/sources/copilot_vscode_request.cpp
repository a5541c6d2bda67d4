#include "daemon/capture/sources/copilot_vscode_request.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/copilot_vscode_tools.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/message_teller.hpp"

namespace baton::capture::copilot_vscode {

namespace json = boost::json;

namespace {

using store::Role;

constexpr auto elements = std::to_array<InjectedMarks::Element>({
    {"<system-reminder", "</system-reminder>"},
    {"<system_reminder", "</system_reminder>"},
    {"<current_datetime", "</current_datetime>"},
    {"<environment_info", "</environment_info>"},
    {"<workspace_info", "</workspace_info>"},
    {"<editorContext", "</editorContext>"},
    {"<reminderInstructions", "</reminderInstructions>"},
});
constexpr InjectedMarks marks{elements, {}, {}};

/// Parts that only steer how an answer is shown, or repeat what other parts tell.
constexpr auto skipped_kinds = std::to_array<std::string_view>({
    "changesSummary",
    "clearToPreviousToolInvocation",
    "codeCitation",
    "codeblockUri",
    "command",
    "confirmation",
    "elicitation",
    "elicitation2",
    "elicitationSerialized",
    "extensions",
    "externalToolInvocationUpdate",
    "hook",
    "mcpServersStarting",
    "mcpServersStartingSerialized",
    "move",
    "multiDiffData",
    "notebookEdit",
    "notebookEditGroup",
    "prepareToolInvocation",
    "progressMessage",
    "progressTask",
    "progressTaskResult",
    "progressTaskSerialized",
    "pullRequest",
    "questionCarousel",
    "reference",
    "treeData",
    "undoStop",
    "usedContext",
    "workspaceEdit",
});

std::string_view last_part_of(std::string_view path) {
  return path.substr(path.find_last_of('/') + 1);
}

/// How a link to a file or a symbol within an answer reads.
std::string text_of_reference(const json::object& part) {
  std::string_view name = string_member(part, "name");
  const json::object* target = object_member(part, "inlineReference");
  if (name.empty() && target != nullptr) name = string_member(*target, "name");
  if (!name.empty()) return "`" + std::string(name) + "`";
  if (target == nullptr) return {};
  const json::value* address = target->if_contains("uri");
  const std::string path =
      path_of_address(address == nullptr ? part.if_contains("inlineReference") : address);
  return path.empty() ? std::string() : "`" + std::string(last_part_of(path)) + "`";
}

std::string text_of_thinking(const json::value* value) {
  const json::array* pieces = value == nullptr ? nullptr : value->if_array();
  if (pieces == nullptr) return std::string(markdown_text(value));
  std::string text;
  for (const json::value& piece : *pieces) text += markdown_text(&piece);
  return text;
}

constexpr std::string_view fence = "```";

/// An edit stands in a code block of its own, whose two fences belong to no prose.
std::string_view without_fence_before_edit(std::string_view text) {
  text = trim(text);
  const bool ends = text == fence || (text.size() > fence.size() && text.ends_with("\n```"));
  return ends ? text.substr(0, text.size() - fence.size()) : text;
}

std::string_view without_fence_behind_edit(std::string_view text) {
  text = trim(text);
  const bool begins = text == fence || text.starts_with("```\n");
  return begins ? text.substr(fence.size()) : text;
}

/// Tells the parts of one answer. Prose is cut by links and code addresses in the log, and told in
/// one piece.
class AnswerTeller {
 public:
  AnswerTeller(const json::object& request, MessageTeller teller, std::set<std::string>& unknown)
      : teller_(std::move(teller)), tools_(request), unknown_(unknown) {}

  void tell(const json::array& parts) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (const json::object* part = parts[i].if_object()) tell_part(*part, i);
    }
    flush();
  }

 private:
  enum class Stretch { none, prose, thinking };

  void tell_part(const json::object& part, std::size_t index) {
    const std::string_view kind = string_member(part, "kind");
    if (kind.empty()) {
      append(Stretch::prose, markdown_text(part.if_contains("value")), index);
    } else if (kind == "markdownContent" || kind == "markdownVuln" || kind == "warning") {
      const json::value* content = part.if_contains("content");
      append(Stretch::prose,
             markdown_text(content == nullptr ? part.if_contains("value") : content), index);
    } else if (kind == "inlineReference") {
      append(Stretch::prose, text_of_reference(part), index);
    } else if (kind == "thinking") {
      append(Stretch::thinking, text_of_thinking(part.if_contains("value")), index);
    } else if (kind == "toolInvocationSerialized" || kind == "toolInvocation") {
      flush();
      go_to(index);
      tools_.tell_invocation(part, teller_);
      part_ += 2;
    } else if (kind == "textEditGroup") {
      if (stretch_ == Stretch::prose) text_ = std::string(without_fence_before_edit(text_));
      flush();
      go_to(index);
      tools_.tell_edits(part, teller_);
      ++part_;
      behind_edit_ = true;
    } else if (std::find(skipped_kinds.begin(), skipped_kinds.end(), kind) == skipped_kinds.end()) {
      if (unknown_.size() < 64) unknown_.emplace(utf8_prefix(kind, 64));
    }
  }

  void append(Stretch stretch, std::string_view text, std::size_t index) {
    if (stretch != stretch_) {
      flush();
      stretch_ = stretch;
      begin_ = index;
    }
    text_ += text;
  }

  void flush() {
    if (behind_edit_ && stretch_ == Stretch::prose)
      text_ = std::string(without_fence_behind_edit(text_));
    if (stretch_ != Stretch::none) behind_edit_ = false;
    if (!trim(text_).empty()) {
      go_to(begin_);
      stretch_ == Stretch::prose ? teller_.text(Role::assistant, text_) : teller_.thinking(text_);
      ++part_;
    }
    text_.clear();
    stretch_ = Stretch::none;
  }

  /// Makes the part at the index the next that is told.
  void go_to(std::size_t index) {
    for (; part_ < 2 * index; ++part_) teller_.skip();
  }

  MessageTeller teller_;
  ToolTeller tools_;
  std::set<std::string>& unknown_;
  std::size_t part_ = 0;
  Stretch stretch_ = Stretch::none;
  std::size_t begin_ = 0;
  std::string text_;
  bool behind_edit_ = false;
};

std::string_view message_of(const json::object& request) {
  const json::value* message = request.if_contains("message");
  const json::object* object = message == nullptr ? nullptr : message->if_object();
  return object == nullptr ? markdown_text(message) : string_member(*object, "text");
}

/// Versions before 2025 keep only the parts of what was typed.
std::string text_of_message(const json::object& request) {
  std::string text(message_of(request));
  const json::object* message = object_member(request, "message");
  const json::array* parts = message == nullptr ? nullptr : array_member(*message, "parts");
  if (!text.empty() || parts == nullptr) return text;
  for (const json::value& part : *parts) {
    if (const json::object* object = part.if_object()) text += string_member(*object, "text");
  }
  return text;
}

void tell_usage(const json::object& request, const std::string& id, EventSink& sink) {
  const json::object* result = object_member(request, "result");
  const json::object* counts = object_member(request, "usage");
  if (counts == nullptr && result != nullptr) counts = object_member(*result, "usage");
  if (counts == nullptr) return;
  store::Usage usage;
  usage.message_key = id;
  usage.model = model_of(request);
  usage.input_tokens = number_member(*counts, "promptTokens");
  usage.output_tokens = number_member(*counts, "completionTokens");
  if (usage.input_tokens > 0 || usage.output_tokens > 0) sink.on_usage(std::move(usage));
}

}  // namespace

std::string_view model_of(const json::object& request) {
  const std::string_view model = string_member(request, "modelId");
  const std::size_t slash = model.find('/');
  return slash == std::string_view::npos ? model : model.substr(slash + 1);
}

void tell_request(const json::object& request, const RequestOrigin& origin,
                  std::set<std::string>& unknown, EventSink& sink) {
  MessageTeller user({.external_id = origin.id,
                      .line = 0,
                      .time = origin.time,
                      .injected = flag_member(request, "isSystemInitiated")},
                     sink);
  user.user_text(text_of_message(request), marks);
  const json::array* parts = array_member(request, "response");
  if (parts != nullptr) {
    MessageTeller teller(
        {.external_id = origin.id + "/response", .line = 0, .time = origin.time, .injected = false},
        sink);
    AnswerTeller(request, std::move(teller), unknown).tell(*parts);
  }
  const json::object* result = object_member(request, "result");
  const json::object* error = result == nullptr ? nullptr : object_member(*result, "errorDetails");
  if (error != nullptr) {
    MessageTeller(
        {.external_id = origin.id + "/error", .line = 0, .time = origin.time, .injected = false},
        sink)
        .text(Role::assistant, string_member(*error, "message"), true);
  }
  tell_usage(request, origin.id, sink);
}

}  // namespace baton::capture::copilot_vscode
