#include "daemon/capture/sources/specstory_tools.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/specstory_files.hpp"
#include "daemon/capture/sources/tool_kinds.hpp"

namespace baton::capture::specstory {
namespace {

using store::ToolKind;

constexpr auto npos = std::string_view::npos;

constexpr auto kinds_of_types = std::to_array<std::pair<std::string_view, ToolKind>>({
    {"bash", ToolKind::shell},
    {"mcp", ToolKind::mcp},
    {"read", ToolKind::read},
    {"search", ToolKind::search},
    {"shell", ToolKind::shell},
    {"task", ToolKind::task},
    {"write", ToolKind::write},
});

/// First words of the summaries that Cursor's extension wrote in place of tool names.
constexpr auto kinds_of_words = std::to_array<std::pair<std::string_view, ToolKind>>({
    {"Created", ToolKind::write},
    {"Edit", ToolKind::edit},
    {"Edited", ToolKind::edit},
    {"Grep", ToolKind::search},
    {"Listed", ToolKind::read},
    {"Read", ToolKind::read},
    {"Searched", ToolKind::search},
});

template <class Table>
ToolKind look_up(const Table& table, std::string_view key) {
  for (const auto& [known, kind] : table) {
    if (known == key) return kind;
  }
  return ToolKind::other;
}

/// What the markup's head tells, and the rest.
struct Head {
  std::string_view name;
  std::string_view type;
  std::string_view note;  // of the summary, behind the name
  std::string_view body;
};

std::string_view between(std::string_view text, std::string_view begin, std::string_view end) {
  const std::size_t at = text.find(begin);
  if (at == npos) return {};
  const std::string_view rest = text.substr(at + begin.size());
  return rest.substr(0, rest.find(end));
}

/// `Tool use: **exec_command** • Run command: ls` → name and note.
void read_title(std::string_view title, Head& head) {
  title = trim(title);
  constexpr std::string_view begin = "Tool use: **";
  if (!title.starts_with(begin)) {
    head.note = title;
    return;
  }
  title.remove_prefix(begin.size());
  const std::size_t end = title.find("**");
  if (head.name.empty()) head.name = title.substr(0, end);
  head.note = end == npos ? std::string_view() : trim(title.substr(end + 2));
  constexpr std::string_view bullet = "•";
  if (head.note.starts_with(bullet)) head.note = trim(head.note.substr(bullet.size()));
}

std::string_view without_ends(std::string_view body) {
  body = trim(body);
  for (const std::string_view tag : {"</tool-use>", "</details>"}) {
    if (body.ends_with(tag)) body = trim(body.substr(0, body.size() - tag.size()));
  }
  return body;
}

Head read_head(std::string_view markup) {
  Head head;
  const std::size_t first_line = std::min(markup.find('\n'), markup.size());
  if (markup.starts_with("<tool-use ")) {
    const std::string_view tag = markup.substr(0, std::min(markup.find('>'), first_line));
    head.type = between(tag, "data-tool-type=\"", "\"");
    head.name = between(tag, "data-tool-name=\"", "\"");
    head.body = trim(markup.substr(std::min(tag.size() + 1, markup.size())));
  } else if (markup.starts_with("Tool use: **")) {
    read_title(markup.substr(0, first_line), head);
    head.body = trim(markup.substr(first_line));
  } else {
    head.body = markup;
  }
  if (head.body.starts_with("<details>")) head.body = trim(head.body.substr(9));
  constexpr std::string_view end = "</summary>";
  const std::size_t summary_end = head.body.starts_with("<summary>") ? head.body.find(end) : npos;
  if (summary_end != npos) {
    const std::string_view known = head.note;
    read_title(head.body.substr(9, summary_end - 9), head);
    if (!known.empty() || markup.starts_with("Tool use:")) head.note = known;
    head.body = head.body.substr(summary_end + end.size());
  }
  head.body = without_ends(head.body);
  return head;
}

std::size_t fence_of(std::string_view line) {
  const std::size_t length = std::min(line.find_first_not_of('`'), line.size());
  return length >= 3 ? length : 0;
}

struct Body {
  std::string_view input;
  std::string_view output;
  bool is_split = false;
};

bool is_result_label(std::string_view line) {
  line = trim(line);
  return line == "Result:" || line == "**Result:**" || line == "*Result*:";
}

bool begins_output(std::string_view line) {
  return trim(line) == "Additional data:" || line.starts_with("Status: **");
}

Body split_body(std::string_view body) {
  std::size_t open = 0;
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t end = std::min(body.find('\n', at), body.size());
    const std::string_view line = body.substr(at, end - at);
    const std::size_t fence = fence_of(line);
    const bool is_bare = fence > 0 && trim(line.substr(fence)).empty();
    if (open == 0 && is_result_label(line)) return {body.substr(0, at), body.substr(end), true};
    if (open == 0 && (is_bare || begins_output(line)))
      return {body.substr(0, at), body.substr(at), true};
    if (open == 0 && fence > 0) {
      open = fence;
    } else if (is_bare && fence >= open) {
      open = 0;
    }
    at = end + 1;
  }
  return {body, {}, false};
}

/// A code block's content when the text is one code block and nothing else.
std::string_view without_fences(std::string_view text) {
  text = trim(text);
  const std::size_t fence = fence_of(text.substr(0, text.find('\n')));
  const std::size_t first = text.find('\n');
  const std::size_t last = text.rfind('\n');
  if (fence == 0 || first == npos) return text;
  if (trim(text.substr(last + 1)) != text.substr(0, fence)) return text;
  return first == last ? std::string_view() : text.substr(first + 1, last - first - 1);
}

/// The content of the first code block in a shell's language, or of JSON below `Parameters:`.
std::string_view code_of_input(std::string_view input) {
  const bool has_parameters = input.find("Parameters:") != npos;
  for (std::size_t at = 0; at < input.size();) {
    const std::size_t end = std::min(input.find('\n', at), input.size());
    const std::string_view line = input.substr(at, end - at);
    const std::string_view language = trim(line.substr(fence_of(line)));
    const bool is_shell =
        language == "bash" || language == "sh" || language == "shell" || language == "zsh";
    if (fence_of(line) > 0 && (is_shell || (language == "json" && has_parameters))) {
      const std::string_view code = input.substr(std::min(end + 1, input.size()));
      return trim(code.substr(0, code.find("\n```")));
    }
    at = end + 1;
  }
  return {};
}

std::string_view without_backticks(std::string_view text) {
  text = trim(text);
  const bool is_code =
      text.size() > 2 && text.front() == '`' && text.back() == '`' && !text.starts_with("```");
  return is_code ? text.substr(1, text.size() - 2) : text;
}

std::string input_text(const Head& head, std::string_view input) {
  const std::string_view code = code_of_input(input);
  if (!code.empty()) return std::string(code);
  std::string text(without_backticks(head.note));
  const std::string_view rest = without_backticks(input);
  if (!text.empty() && !rest.empty()) text += '\n';
  text += rest;
  return text;
}

/// `Process exited with code 1`, as Codex's shell says in its first lines, or `Status: **error**`.
bool tells_failure(std::string_view output) {
  const std::string_view beginning = output.substr(0, 512);
  constexpr std::string_view exit = "Process exited with code ";
  const std::size_t at = beginning.find(exit);
  if (at != npos) {
    const std::string_view digits = beginning.substr(at + exit.size());
    int code = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), code);
    return code != 0;
  }
  return output.find("Status: **error**") != npos || output.find("Status: **failed**") != npos;
}

void set_kind(const Head& head, ToolUse& use) {
  use.name = utf8_prefix(trim(head.name), 128);
  if (!use.name.empty()) {
    use.kind = tool_kind_of(use.name);
    if (use.kind == ToolKind::other) use.kind = look_up(kinds_of_types, head.type);
    return;
  }
  const std::size_t space = head.note.find(' ');
  use.kind = look_up(kinds_of_words, head.note.substr(0, space));
  if (space == npos) return;
  use.name = utf8_prefix(head.note.substr(0, head.note.find(' ', space + 1)), 64);
  if (use.name == "Searched web") use.kind = ToolKind::web;
}

}  // namespace

ToolUse parse_tool_use(std::string_view markup, std::string_view output_below) {
  const Head head = read_head(markup);
  ToolUse use;
  set_kind(head, use);
  Body body = split_body(head.body);
  const bool writes = use.kind == ToolKind::edit || use.kind == ToolKind::write;
  if (!body.is_split && !head.note.empty() && !writes) body = {{}, head.body, true};
  if (!output_below.empty()) body = {head.body, output_below, true};
  use.input = input_text(head, body.input);
  if (use.input.empty()) use.input = use.name.empty() ? "tool use" : use.name;
  use.output = without_fences(body.output);
  use.is_error = tells_failure(use.output);
  if (!use.is_error) use.files = files_of_tool_use(use.kind, head.note, body.input);
  return use;
}

std::string_view text_of_thinking(std::string_view markup) {
  if (markup.starts_with("<think>")) markup = trim(markup.substr(7));
  if (markup.starts_with("<details>")) markup = trim(markup.substr(9));
  const std::size_t summary_end =
      markup.starts_with("<summary>") ? markup.find("</summary>") : npos;
  if (summary_end != npos) markup = markup.substr(summary_end + 10);
  markup = trim(markup.substr(0, markup.rfind("</think>")));
  if (markup.ends_with("</details>")) markup = trim(markup.substr(0, markup.size() - 10));
  return markup;
}

}  // namespace baton::capture::specstory
