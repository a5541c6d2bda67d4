#include "daemon/capture/sources/copilot_vscode_tools.hpp"

#include <algorithm>
#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/file_uri.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/line_counts.hpp"
#include "daemon/capture/sources/tool_files.hpp"
#include "daemon/capture/sources/tool_kinds.hpp"

namespace baton::capture::copilot_vscode {

namespace json = boost::json;

namespace {

using store::FileOperation;
using store::FileTouch;
using store::ToolKind;

/// `copilot_readFile` → `readFile`: the extension's own tools all have this prefix.
std::string_view name_of(const json::object& part) {
  constexpr std::string_view prefix = "copilot_";
  std::string_view id = string_member(part, "toolId");
  if (id.starts_with(prefix)) id.remove_prefix(prefix.size());
  return id;
}

bool is_kind(const json::value& part, std::string_view kind) {
  return part.is_object() && string_member(part.get_object(), "kind") == kind;
}

/// Whether the ids of a model's call and of the call that was shown name the same call: the model's
/// is followed by `__vscode-…` where the ids of several answers would be the same.
bool is_same_id(std::string_view of_model, std::string_view shown) {
  if (shown.empty() || !of_model.starts_with(shown)) return false;
  const std::string_view rest = of_model.substr(shown.size());
  return rest.empty() || rest.starts_with("__vscode");
}

// Recurses at most as deep as the record is nested.
void append_node(const json::object& node, std::string& text) {
  const std::string_view own = string_member(node, "text");
  if (flag_member(node, "lineBreakBefore") && !text.empty()) text += '\n';
  text += own;
  if (const json::array* children = array_member(node, "children")) {
    for (const json::value& child : *children) {
      if (const json::object* object = child.if_object()) append_node(*object, text);
    }
  }
}

void append_line(std::string& text, std::string_view line) {
  if (line.empty()) return;
  if (!text.empty()) text += '\n';
  text += line;
}

/// Parts of a result are texts, or trees of a prompt whose leaves are texts.
std::string text_of_parts(const json::array& parts) {
  std::string text;
  for (const json::value& part : parts) {
    const json::object* object = part.if_object();
    if (object == nullptr) continue;
    const json::object* tree = object_member(*object, "value");
    const json::object* node = tree == nullptr ? nullptr : object_member(*tree, "node");
    std::string piece;
    if (node != nullptr) append_node(*node, piece);
    if (piece.empty()) piece = string_member(*object, "value");
    if (piece.empty()) piece = string_member(*object, "text");
    append_line(text, piece);
  }
  return text;
}

std::string_view command_of(const json::object& terminal) {
  if (const json::object* line = object_member(terminal, "commandLine")) {
    for (const char* key : {"userEdited", "toolEdited", "original"}) {
      const std::string_view command = string_member(*line, key);
      if (!command.empty()) return command;
    }
  }
  const std::string_view command = string_member(terminal, "commandLine");
  return command.empty() ? string_member(terminal, "command") : command;
}

bool was_denied(const json::object& part) {
  const json::value* confirmed = part.if_contains("isConfirmed");
  if (confirmed == nullptr) return false;
  if (const bool* flag = confirmed->if_bool()) return !*flag;
  const json::object* reason = confirmed->if_object();
  return reason != nullptr && reason->contains("type") && number_member(*reason, "type") == 0;
}

bool has_failed(const json::object& part) {
  const json::object* details = object_member(part, "resultDetails");
  if (details != nullptr && flag_member(*details, "isError")) return true;
  const json::object* data = object_member(part, "toolSpecificData");
  const json::object* state =
      data == nullptr ? nullptr : object_member(*data, "terminalCommandState");
  return was_denied(part) || (state != nullptr && number_member(*state, "exitCode") != 0);
}

/// The files that a past-tense message links to.
std::vector<FileTouch> files_read(const json::object& part) {
  const json::object* message = object_member(part, "pastTenseMessage");
  const json::object* addresses = message == nullptr ? nullptr : object_member(*message, "uris");
  std::vector<FileTouch> files;
  if (addresses == nullptr) return files;
  for (const auto& member : *addresses) {
    std::string path = path_of_uri({member.key().data(), member.key().size()});
    if (!path.empty() && files.size() < 64)
      files.push_back({std::move(path), FileOperation::read, 0, 0});
  }
  return files;
}

void count_edit(const json::object& edit, FileTouch& touch) {
  touch.lines_added += count_lines(string_member(edit, "text"));
  const json::object* range = object_member(edit, "range");
  if (range == nullptr) return;
  const std::int64_t lines =
      number_member(*range, "endLineNumber") - number_member(*range, "startLineNumber");
  const bool ends_within = number_member(*range, "endColumn") > 1;
  const bool is_empty =
      lines == 0 && number_member(*range, "endColumn") == number_member(*range, "startColumn");
  if (lines < 0 || lines > 100'000'000 || is_empty) return;
  touch.lines_removed += lines + (ends_within ? 1 : 0);
}

}  // namespace

std::string_view markdown_text(const json::value* value) {
  if (value == nullptr) return {};
  if (const json::string* text = value->if_string()) return {text->data(), text->size()};
  const json::object* object = value->if_object();
  return object == nullptr ? std::string_view() : string_member(*object, "value");
}

std::string path_of_address(const json::value* address) {
  if (address == nullptr) return {};
  if (const json::string* text = address->if_string())
    return path_of_uri({text->data(), text->size()});
  const json::object* object = address->if_object();
  if (object == nullptr) return {};
  const std::string_view path = string_member(*object, "fsPath");
  if (!path.empty()) return std::string(path);
  const std::string_view other = string_member(*object, "path");
  return other.empty() ? path_of_uri(string_member(*object, "external")) : std::string(other);
}

ToolTeller::ToolTeller(const json::object& request) {
  const json::array* parts = array_member(request, "response");
  std::size_t shown = 0;
  if (parts != nullptr) {
    for (const json::value& part : *parts) {
      if (is_kind(part, "toolInvocationSerialized")) ++shown;
      has_edits_ |= is_kind(part, "textEditGroup");
    }
  }
  const json::object* result = object_member(request, "result");
  const json::object* metadata = result == nullptr ? nullptr : object_member(*result, "metadata");
  if (metadata == nullptr) return;
  results_ = object_member(*metadata, "toolCallResults");
  const json::array* rounds = array_member(*metadata, "toolCallRounds");
  if (rounds == nullptr) return;
  for (const json::value& round : *rounds) {
    const json::object* object = round.if_object();
    const json::array* calls = object == nullptr ? nullptr : array_member(*object, "toolCalls");
    if (calls == nullptr) continue;
    for (const json::value& call : *calls) {
      const json::object* made = call.if_object();
      if (made == nullptr) continue;
      calls_.push_back({string_member(*made, "id"), string_member(*made, "name"),
                        string_member(*made, "arguments")});
    }
  }
  same_order_ = shown == calls_.size();
}

/// The model's calls and those shown are in the same order; some calls are never shown.
const ToolTeller::Call* ToolTeller::call_of(const json::object& part) {
  const std::string_view id = string_member(part, "toolCallId");
  const std::size_t place = invocations_++;
  if (place < calls_.size() && is_same_id(calls_[place].id, id)) return &calls_[place];
  const std::size_t window = std::min(calls_.size(), std::size_t{512});
  for (std::size_t i = 0; i < window; ++i) {
    const std::size_t at = (place + i) % calls_.size();
    if (is_same_id(calls_[at].id, id)) return &calls_[at];
  }
  return same_order_ && place < calls_.size() ? &calls_[place] : nullptr;
}

std::string ToolTeller::input_of(const json::object& part, const Call* call) const {
  if (call != nullptr && !trim(call->arguments).empty()) return std::string(call->arguments);
  const json::object* details = object_member(part, "resultDetails");
  const std::string_view given = details == nullptr ? "" : string_member(*details, "input");
  if (!given.empty()) return std::string(given);
  json::object input;
  if (const json::object* data = object_member(part, "toolSpecificData")) {
    if (const json::value* raw = data->if_contains("rawInput")) return to_compact_json(*raw);
    const std::string_view command = command_of(*data);
    if (!command.empty()) input["command"] = command;
    for (const char* key : {"description", "prompt", "todoList"}) {
      const json::value* value = data->if_contains(key);
      if (value != nullptr && !value->is_null()) input[key] = *value;
    }
  }
  const std::string_view message = markdown_text(part.if_contains("invocationMessage"));
  if (input.empty() && !message.empty()) input["message"] = message;
  return to_compact_json(input);
}

std::string ToolTeller::output_of(const json::object& part, const Call* call) const {
  const json::object* result =
      call == nullptr || results_ == nullptr ? nullptr : object_member(*results_, call->id);
  const json::array* content = result == nullptr ? nullptr : array_member(*result, "content");
  std::string text = content == nullptr ? std::string() : text_of_parts(*content);
  if (!trim(text).empty()) return text;
  if (const json::object* details = object_member(part, "resultDetails")) {
    const json::array* output = array_member(*details, "output");
    text =
        output == nullptr ? std::string(string_member(*details, "output")) : text_of_parts(*output);
    if (!trim(text).empty()) return text;
  }
  if (const json::object* data = object_member(part, "toolSpecificData")) {
    const json::object* terminal = object_member(*data, "terminalCommandOutput");
    text = string_member(terminal == nullptr ? *data : *terminal,
                         terminal == nullptr ? "result" : "text");
    if (!trim(text).empty()) return text;
  }
  return std::string(markdown_text(part.if_contains("pastTenseMessage")));
}

std::vector<FileTouch> ToolTeller::files_of(const json::object& part, const Call* call) {
  const std::string_view name = name_of(part);
  const ToolKind kind = tool_kind_of(name);
  std::string fault;
  const auto input = call == nullptr ? std::nullopt : arguments_.parse(call->arguments, fault);
  if (!input || !input->is_object())
    return kind == ToolKind::read ? files_read(part) : std::vector<FileTouch>();
  if (kind == ToolKind::edit && has_edits_) return {};
  std::vector<FileTouch> files = files_of_input(name, input->get_object());
  for (const FileTouch& file : files) {
    if (file.operation == FileOperation::created && made_.size() < 1024) made_.push_back(file.path);
  }
  return files;
}

void ToolTeller::tell_invocation(const json::object& part, MessageTeller& teller) {
  const Call* call = call_of(part);
  const std::string_view id = string_member(part, "toolCallId");
  const std::string_view name = name_of(part);
  teller.tool_call(id, name, input_of(part, call));
  if (!flag_member(part, "isComplete")) return teller.skip();
  const std::string output = output_of(part, call);
  const bool failed = has_failed(part);
  std::vector<FileTouch> files = files_of(part, call);
  if (failed) files.clear();
  teller.tool_result(
      {.call_id = id, .tool = name, .text = output, .is_error = failed, .files = std::move(files)});
}

void ToolTeller::tell_edits(const json::object& part, MessageTeller& teller) {
  FileTouch touch{path_of_address(part.if_contains("uri")), FileOperation::modified, 0, 0};
  const json::array* groups = array_member(part, "edits");
  if (touch.path.empty() || groups == nullptr) return teller.skip();
  std::int64_t edits = 0;
  for (const json::value& group : *groups) {
    const json::array* each = group.if_array();
    if (each == nullptr) continue;
    for (const json::value& edit : *each) {
      if (!edit.is_object()) continue;
      ++edits;
      count_edit(edit.get_object(), touch);
    }
  }
  const bool is_new = std::find(made_.begin(), made_.end(), touch.path) != made_.end();
  if (edits == 0 || is_new) return teller.skip();
  json::object input;
  input["path"] = touch.path;
  input["edits"] = edits;
  teller.tool_call({}, "textEditGroup", to_compact_json(input), {std::move(touch)});
}

}  // namespace baton::capture::copilot_vscode
