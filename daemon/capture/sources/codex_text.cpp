#include "daemon/capture/sources/codex_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/json_access.hpp"

namespace baton::capture::codex {

namespace json = boost::json;

namespace {

constexpr auto npos = std::string_view::npos;

constexpr auto elements = std::to_array<InjectedMarks::Element>({
    {"<environment_context", "</environment_context>"},
    {"<environments_instructions", "</environments_instructions>"},
    {"<user_instructions", "</user_instructions>"},
    {"<user_action", "</user_action>"},
    {"<user_shell_command", "</user_shell_command>"},
    {"<turn_aborted", "</turn_aborted>"},
    {"<skill", "</skill>"},
    {"<subagent_notification", "</subagent_notification>"},
    {"<hook_prompt", "</hook_prompt>"},
    {"<permissions instructions", "</permissions instructions>"},
    {"<collaboration_mode", "</collaboration_mode>"},
    {"<goal_context", "</goal_context>"},
    {"<recommended_plugins", "</recommended_plugins>"},
});

constexpr auto beginnings = std::to_array<std::string_view>({
    "# AGENTS.md instructions",
    "Another language model started to solve this problem",
    "Warning: The maximum number of unified exec processes",
    "<image name=",
    "</image>",
});

constexpr auto standing_instructions = std::to_array<std::string_view>({
    "<apps_instructions>",
    "<collaboration_mode>",
    "<environments_instructions>",
    "<git_attribution>",
    "<model_switch>",
    "<multi_agent_mode>",
    "<permissions instructions>",
    "<personality_spec>",
    "<plugins_instructions>",
    "<realtime_conversation>",
    "<skills_instructions>",
});

/// How outputs begin that tell of a failure without an exit code.
constexpr auto failures = std::to_array<std::string_view>({
    "aborted by user",
    "apply_patch verification failed",
    "collab spawn failed",
    "exec command rejected",
    "exec_command failed",
    "execution error",
    "failed in sandbox",
    "failed to parse function arguments",
    "patch rejected",
    "tool call error",
    "unsupported call",
    "write_stdin failed",
});

template <class List>
bool begins_with_one(std::string_view text, const List& list) {
  return std::ranges::any_of(list, [&](std::string_view mark) { return text.starts_with(mark); });
}

std::optional<int> number_after(std::string_view line, std::string_view mark) {
  if (!line.starts_with(mark)) return std::nullopt;
  line = trim(line.substr(mark.size()));
  int number = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
  if (error != std::errc{}) return std::nullopt;
  return number;
}

/// The exit code in the lines above `Output:`.
int exit_code(std::string_view text) {
  constexpr int most_lines = 8;
  for (int i = 0; i < most_lines && !text.empty(); ++i) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.starts_with("Output:")) return 0;
    for (const std::string_view mark : {"Process exited with code ", "Exit code: "}) {
      if (const auto code = number_after(line, mark)) return *code;
    }
  }
  return 0;
}

bool tells_failure(std::string_view text) {
  return begins_with_one(text, failures) || exit_code(text) != 0;
}

std::string stub_of_image(std::string_view url) {
  constexpr std::string_view data = "data:";
  if (!url.starts_with(data)) {
    return url.empty() ? "[image]" : "[image " + std::string(utf8_prefix(url, 200)) + "]";
  }
  url.remove_prefix(data.size());
  const std::string_view media = url.substr(0, std::min(url.find_first_of(";,"), url.size()));
  std::string_view body = url.substr(std::min(url.find(','), url.size()));
  while (body.ends_with('=')) body.remove_suffix(1);
  const std::size_t bytes = body.empty() ? 0 : (body.size() - 1) * 3 / 4;
  return "[image " + std::string(media) + ", " + std::to_string(bytes) + " bytes]";
}

std::string text_of_list(const json::array& list) {
  std::string text;
  for (const json::value& value : list) {
    const json::object* content = value.if_object();
    const std::string piece = content == nullptr ? std::string() : text_of_content(*content);
    if (piece.empty()) continue;
    if (!text.empty() && !text.ends_with('\n')) text += '\n';
    text += piece;
  }
  return text;
}

/// `{"output":"…","metadata":{"exit_code":1}}`, as versions before 0.50 wrote it.
std::optional<Output> read_wrapped(std::string_view text, JsonReader& nested) {
  if (!text.starts_with("{\"output\":")) return std::nullopt;
  std::string fault;
  const std::optional<json::value> value = nested.parse(text, fault);
  const json::object* object = value ? value->if_object() : nullptr;
  if (object == nullptr) return std::nullopt;
  const json::object* metadata = object_member(*object, "metadata");
  const bool failed = metadata != nullptr && number_member(*metadata, "exit_code") != 0;
  return Output{std::string(string_member(*object, "output")), failed};
}

Output read_object(const json::object& object) {
  const json::value* success = object.if_contains("success");
  Output output;
  output.failed = success != nullptr && success->is_bool() && !success->get_bool();
  if (const json::array* list = array_member(object, "content")) {
    output.text = text_of_list(*list);
  } else if (object.contains("content")) {
    output.text = string_member(object, "content");
  } else {
    output.text = text_of_content(object);
    if (output.text.empty()) output.text = to_compact_json(object);
  }
  output.failed |= tells_failure(output.text);
  return output;
}

}  // namespace

const InjectedMarks& injected_marks() {
  static constexpr InjectedMarks marks{elements, {}, beginnings};
  return marks;
}

bool is_standing_instruction(std::string_view text) {
  return begins_with_one(trim(text), standing_instructions);
}

std::size_t editor_context_length(std::string_view text) {
  constexpr std::string_view request = "## My request for Codex:";
  if (!text.starts_with("# Context from my IDE setup:")) return 0;
  const std::size_t found = text.find(request);
  return found == npos ? 0 : found + request.size();
}

std::string text_of_content(const json::object& content) {
  if (string_member(content, "type").ends_with("_image"))
    return stub_of_image(string_member(content, "image_url"));
  return std::string(string_member(content, "text"));
}

Output read_output(const json::value* output, JsonReader& nested) {
  if (output == nullptr || output->is_null()) return {};
  if (const json::object* object = output->if_object()) return read_object(*object);
  Output result;
  if (const json::array* list = output->if_array()) {
    result.text = text_of_list(*list);
  } else if (const json::string* string = output->if_string()) {
    const std::string_view text(string->data(), string->size());
    if (auto wrapped = read_wrapped(text, nested)) return std::move(*wrapped);
    result.text = text;
  } else {
    result.text = to_compact_json(*output);
  }
  result.failed = tells_failure(result.text);
  return result;
}

}  // namespace baton::capture::codex
