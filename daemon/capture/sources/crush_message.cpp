#include "daemon/capture/sources/crush_message.hpp"

#include <array>
#include <optional>
#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/line_counts.hpp"
#include "daemon/capture/sources/message_teller.hpp"
#include "daemon/capture/sources/tool_kinds.hpp"

namespace baton::capture::crush {

namespace json = boost::json;

using store::FileOperation;
using store::FileTouch;
using store::Role;
using store::ToolKind;

namespace {

constexpr auto elements = std::to_array<InjectedMarks::Element>(
    {{"<system-reminder", "</system-reminder>"}, {"<system_info", "</system_info>"}});
constexpr InjectedMarks marks{elements, {}, {}};

/// The file that a call is about.
std::vector<FileTouch> files_of_call(std::string_view tool, const json::object& input) {
  const std::string_view path = string_member(input, "file_path");
  if (path.empty()) return {};
  switch (tool_kind_of(tool)) {
    case ToolKind::read:
      return {{std::string(path), FileOperation::read, 0, 0}};
    case ToolKind::edit: {
      const json::value* old = input.if_contains("old_string");
      const bool is_new = old != nullptr && old->is_string() && old->get_string().empty();
      return {{std::string(path), is_new ? FileOperation::created : FileOperation::modified, 0, 0}};
    }
    case ToolKind::write:
      return {{std::string(path), FileOperation::modified,
               count_lines(string_member(input, "content")), 0}};
    default:
      return {};
  }
}

/// What the result knows better than the call: how many lines there were.
void count_lines_of_result(const json::object& metadata, FileTouch& touch) {
  if (touch.operation == FileOperation::read || !metadata.contains("additions")) return;
  touch.lines_added = number_member(metadata, "additions");
  touch.lines_removed = number_member(metadata, "removals");
}

/// Tells the parts of one message.
class Parts {
 public:
  Parts(const Message& message, OpenCalls& calls, EventSink& sink, JsonReader& inputs)
      : message_(message),
        calls_(calls),
        inputs_(inputs),
        teller_({message.id, 0, message.time, message.is_from_subagent}, sink),
        hidden_({message.id, 0, message.time, true}, sink) {}

  /// False when the type is not known.
  bool tell(std::string_view type, const json::object& data) {
    if (type == "shell_command") {
      tell_command(data);
      return true;
    }
    const bool known = tell_single(type, data);
    skip();
    return known;
  }

 private:
  bool tell_single(std::string_view type, const json::object& data) {
    if (type == "text") {
      tell_text(string_member(data, "text"), flag_member(data, "hidden"));
    } else if (type == "reasoning") {
      teller_.thinking(string_member(data, "thinking"));
      hidden_.skip();
    } else if (type == "tool_call") {
      tell_call(data);
    } else if (type == "tool_result") {
      tell_result(data);
    } else if (type == "binary") {
      tell_text("[file " + std::string(string_member(data, "Path")) + " " +
                    std::string(string_member(data, "MIMEType")) + "]",
                false);
    } else if (type == "image_url") {
      tell_text("[image]", false);
    } else if (type == "finish") {
      tell_finish(data);
    } else {
      skip();
      return false;
    }
    return true;
  }

  void skip() {
    teller_.skip();
    hidden_.skip();
  }

  void tell_text(std::string_view text, bool is_hidden) {
    if (message_.role == "user" && is_hidden && !message_.is_summary) {
      hidden_.user_text(text, marks);
      return teller_.skip();
    }
    hidden_.skip();
    if (message_.is_summary) return teller_.summary(text);
    if (message_.role == "user") return teller_.user_text(text, marks);
    teller_.text(message_.role == "system" ? Role::system : Role::assistant, text);
  }

  std::optional<json::value> parse(std::string_view text) {
    std::string fault;
    return inputs_.parse(text, fault);
  }

  void tell_call(const json::object& call) {
    const std::string_view input = string_member(call, "input");
    const std::string_view tool = string_member(call, "name");
    if (trim(input).empty() && !flag_member(call, "finished")) return skip();
    OpenCall open{std::string(string_member(call, "id")), std::string(tool), {}};
    const std::optional<json::value> value = parse(input);
    if (value && value->is_object()) open.files = files_of_call(tool, value->get_object());
    std::vector<FileTouch> told_now = calls_.remember(std::move(open));
    teller_.tool_call(string_member(call, "id"), tool, input, std::move(told_now));
    hidden_.skip();
  }

  void tell_result(const json::object& result) {
    const std::string_view id = string_member(result, "tool_call_id");
    OpenCall call = calls_.take(id).value_or(OpenCall{});
    std::string_view tool = string_member(result, "name");
    if (tool.empty()) tool = call.tool;
    const bool failed = flag_member(result, "is_error");
    if (failed) call.files.clear();
    const std::optional<json::value> metadata = parse(string_member(result, "metadata"));
    if (metadata && metadata->is_object()) {
      for (FileTouch& touch : call.files) count_lines_of_result(metadata->get_object(), touch);
    }
    teller_.tool_result(
        {id, tool, string_member(result, "content"), failed, std::move(call.files)});
    hidden_.skip();
  }

  /// A message that ended well needs no words.
  void tell_finish(const json::object& finish) {
    const std::string_view reason = string_member(finish, "reason");
    if (reason != "error" && reason != "content_filter") return skip();
    std::string text(string_member(finish, "message"));
    const std::string_view details = string_member(finish, "details");
    if (!details.empty()) text += (text.empty() ? "" : ": ") + std::string(details);
    teller_.text(Role::assistant, text.empty() ? reason : text, true);
    hidden_.skip();
  }

  /// A command that a person ran without the model.
  void tell_command(const json::object& data) {
    teller_.user_text("$ " + std::string(string_member(data, "command")), marks);
    teller_.tool_result(
        {{}, "shell", string_member(data, "output"), number_member(data, "exit_code") != 0, {}});
    hidden_.skip();
    hidden_.skip();
  }

  const Message& message_;
  OpenCalls& calls_;
  JsonReader& inputs_;
  MessageTeller teller_;
  MessageTeller hidden_;  // tells what no person typed in a user's message; counts along
};

}  // namespace

std::string MessageTelling::tell(const Message& message, const json::array& parts, OpenCalls& calls,
                                 EventSink& sink) {
  const bool is_known = message.role == "user" || message.role == "assistant" ||
                        message.role == "tool" || message.role == "system";
  if (!is_known) return "role " + message.role;
  std::string unknown;
  Parts telling(message, calls, sink, inputs_);
  for (const json::value& value : parts) {
    static const json::object nothing;
    const json::object* part = value.if_object();
    const std::string_view type = part == nullptr ? "" : string_member(*part, "type");
    const json::object* data = part == nullptr ? nullptr : object_member(*part, "data");
    if (!telling.tell(type, data == nullptr ? nothing : *data))
      unknown = "part " + std::string(type);
  }
  return unknown;
}

}  // namespace baton::capture::crush
