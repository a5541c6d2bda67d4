#include "daemon/capture/sources/gemini_parts.hpp"

#include <algorithm>
#include <array>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/json_access.hpp"

namespace baton::capture::gemini {

namespace json = boost::json;

namespace {

constexpr auto npos = std::string_view::npos;

constexpr auto elements = std::to_array<InjectedMarks::Element>({
    {"<session_context", "</session_context>"},
    {"<hook_context", "</hook_context>"},
    {"<system-reminder", "</system-reminder>"},
    {"<qwen:user-prompt-submit-context", "</qwen:user-prompt-submit-context>"},
    {"<qwen:session-start-context", "</qwen:session-start-context>"},
});

constexpr auto beginnings = std::to_array<std::string_view>({
    "This is the Gemini CLI. We are setting up the context",
    "This is the Qwen Code. We are setting up the context",
    "System: Please continue.",
    "You are an AI agent that brings the power of Gemini directly into the terminal",
    "--- Content from referenced files ---",
    "--- End of content ---",
    "Content from @",
});

std::string stub_of_data(const json::object& data) {
  std::string_view bytes = string_member(data, "data");
  while (bytes.ends_with('=')) bytes.remove_suffix(1);
  const std::string_view type = string_member(data, "mimeType");
  return "[" + std::string(type.empty() ? "data" : type) + ", " +
         std::to_string(bytes.size() * 3 / 4) + " bytes]";
}

}  // namespace

const InjectedMarks& injected_marks() {
  static constexpr InjectedMarks marks{elements, {}, beginnings};
  return marks;
}

std::string text_of_part(const json::object& part) {
  if (const json::object* data = object_member(part, "inlineData")) return stub_of_data(*data);
  if (const json::object* file = object_member(part, "fileData")) {
    return "[" + std::string(string_member(*file, "mimeType")) + " " +
           std::string(utf8_prefix(string_member(*file, "fileUri"), 200)) + "]";
  }
  return std::string(string_member(part, "text"));
}

std::string text_of_content(const json::value* content) {
  if (content == nullptr) return {};
  if (const json::string* text = content->if_string()) return {text->data(), text->size()};
  if (const json::object* part = content->if_object()) return text_of_part(*part);
  std::string text;
  const json::array* list = content->if_array();
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const json::value& value = (*list)[i];
    if (value.is_array()) continue;
    const std::string piece = text_of_content(&value);
    if (piece.empty()) continue;
    if (!text.empty()) text += '\n';
    text += piece;
  }
  return text;
}

std::string text_of_response(const json::object& response) {
  const json::value* found = response.if_contains("response");
  if (found == nullptr || found->is_null()) return {};
  const json::object* object = found->if_object();
  if (object == nullptr) return to_compact_json(*found);
  for (const std::string_view key : {"output", "error"}) {
    const std::string_view text = string_member(*object, key);
    if (!text.empty()) return std::string(text);
  }
  return object->empty() ? std::string() : to_compact_json(*found);
}

bool tells_failed_command(std::string_view output) {
  constexpr std::string_view mark = "Exit Code: ";
  std::size_t at = output.rfind(mark);
  if (at == npos || (at > 0 && output[at - 1] != '\n')) return false;
  at += mark.size();
  return at < output.size() && output[at] != '0' && output[at] != '(';
}

std::string without_escaped_handoffs(std::string_view text) {
  constexpr std::string_view begin_mark = "&lt;baton-handoff";
  constexpr std::string_view end_mark = "&lt;/baton-handoff&gt;";
  std::string result;
  for (std::size_t begin = text.find(begin_mark); begin != npos; begin = text.find(begin_mark)) {
    const std::size_t end = text.find(end_mark, begin);
    if (end == npos) break;
    result += text.substr(0, begin);
    text.remove_prefix(end + end_mark.size());
  }
  return result.append(text);
}

}  // namespace baton::capture::gemini
