#include "daemon/capture/sources/tool_files.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "daemon/capture/sources/apply_patch.hpp"
#include "daemon/capture/sources/file_uri.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/line_counts.hpp"
#include "daemon/capture/sources/tool_kinds.hpp"

namespace baton::capture {

namespace json = boost::json;
using store::FileOperation;
using store::FileTouch;
using store::ToolKind;

namespace {

constexpr std::size_t most_files = 256;

constexpr auto path_keys = std::to_array<std::string_view>(
    {"file_path", "filePath", "filepath", "absolute_path", "absolutePath", "AbsolutePath",
     "TargetFile", "target_file", "targetFile", "relativeWorkspacePath", "relative_workspace_path",
     "notebook_path", "target_notebook", "path"});
constexpr auto old_keys = std::to_array<std::string_view>(
    {"old_string", "old_str", "oldString", "oldText", "old_text", "search"});
constexpr auto new_keys = std::to_array<std::string_view>(
    {"new_string", "new_str", "newString", "newText", "new_text", "replace", "insert_text"});
constexpr auto content_keys = std::to_array<std::string_view>(
    {"content", "file_text", "contents", "CodeContent", "code_edit", "fileContents"});
constexpr auto patch_keys = std::to_array<std::string_view>({"patch", "input"});
constexpr auto edit_keys = std::to_array<std::string_view>({"edits", "replacements"});
constexpr auto list_keys = std::to_array<std::string_view>({"files", "replacements"});

template <class Keys>
std::string_view first_of(const json::object& input, const Keys& keys) {
  for (const std::string_view key : keys) {
    const std::string_view text = string_member(input, key);
    if (!text.empty()) return text;
  }
  return {};
}

/// Takes the lines off that both texts begin with.
void drop_same_beginning(std::string_view& a, std::string_view& b) {
  const auto [end, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const auto same = static_cast<std::size_t>(end - a.begin());
  const bool are_same = same == a.size() && same == b.size();
  // npos + 1 is 0: no whole line is the same.
  const std::size_t drop = are_same ? same : a.substr(0, same).rfind('\n') + 1;
  a.remove_prefix(drop);
  b.remove_prefix(drop);
}

/// Takes the lines off that both texts end with.
void drop_same_end(std::string_view& a, std::string_view& b) {
  const auto [end, other] = std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend());
  const auto same = static_cast<std::size_t>(end - a.rbegin());
  const std::size_t line_end = a.substr(a.size() - same).find('\n');
  if (line_end == std::string_view::npos) return;
  const std::size_t drop = same - line_end - 1;
  a.remove_suffix(drop);
  b.remove_suffix(drop);
}

void count_replacement(const json::object& edit, FileTouch& touch) {
  std::string_view removed = first_of(edit, old_keys);
  std::string_view added = first_of(edit, new_keys);
  drop_same_beginning(removed, added);
  drop_same_end(removed, added);
  touch.lines_added += count_lines(added);
  touch.lines_removed += count_lines(removed);
}

FileTouch edit_of(const json::object& input) {
  FileTouch touch{{}, FileOperation::modified, 0, 0};
  count_replacement(input, touch);
  for (const std::string_view key : edit_keys) {
    const json::array* edits = array_member(input, key);
    if (edits == nullptr) continue;
    for (const json::value& edit : *edits) {
      if (const json::object* object = edit.if_object()) count_replacement(*object, touch);
    }
  }
  count_diff(string_member(input, "diff"), touch);
  return touch;
}

/// A tool for several purposes says in `command` what it is called for.
ToolKind kind_of_call(std::string_view tool, const json::object& input) {
  const ToolKind kind = tool_kind_of(tool);
  if (kind != ToolKind::edit) return kind;
  const std::string_view command = string_member(input, "command");
  if (command == "view") return ToolKind::read;
  return command == "create" || command == "write" ? ToolKind::write : kind;
}

bool begins_with(std::string_view tool, std::string_view word) {
  return tool.size() >= word.size() && (tool[0] | 0x20) == word[0] &&
         tool.substr(1).starts_with(word.substr(1));
}

/// A directory's listing reads no file.
bool is_about_directory(std::string_view tool) {
  return tool == "ls" || tool == "LS" || begins_with(tool, "list");
}

bool touches_files(ToolKind kind) {
  return kind == ToolKind::read || kind == ToolKind::edit || kind == ToolKind::write;
}

FileTouch touch_of(std::string_view tool, ToolKind kind, const json::object& input) {
  if (kind == ToolKind::read) return {{}, FileOperation::read, 0, 0};
  if (begins_with(tool, "delete")) return {{}, FileOperation::deleted, 0, 0};
  if (kind == ToolKind::edit) return edit_of(input);
  const bool is_new = begins_with(tool, "create") || begins_with(tool, "new") ||
                      string_member(input, "command") == "create";
  return {{},
          is_new ? FileOperation::created : FileOperation::modified,
          count_lines(first_of(input, content_keys)),
          0};
}

void add_file(std::string_view tool, ToolKind kind, std::string_view path,
              const json::object& input, std::vector<FileTouch>& files) {
  std::string plain = path_of_uri(path);
  if (plain.empty() || files.size() == most_files) return;
  files.push_back(touch_of(tool, kind, input));
  files.back().path = std::move(plain);
}

}  // namespace

std::vector<FileTouch> files_of_input(std::string_view tool, const json::object& input) {
  const ToolKind kind = kind_of_call(tool, input);
  std::vector<FileTouch> files;
  if (!touches_files(kind) || is_about_directory(tool)) return files;
  const std::string_view path = first_of(input, path_keys);
  if (!path.empty()) {
    add_file(tool, kind, path, input, files);
    return files;
  }
  files = files_of_patch(first_of(input, patch_keys));
  if (!files.empty()) return files;
  for (const std::string_view key : list_keys) {
    const json::array* entries = array_member(input, key);
    if (entries == nullptr) continue;
    for (const json::value& entry : *entries) {
      if (const json::object* each = entry.if_object())
        add_file(tool, kind, first_of(*each, path_keys), *each, files);
    }
  }
  return files;
}

std::vector<FileTouch> files_of_input_text(std::string_view tool, std::string_view input,
                                           JsonReader& reader) {
  std::vector<FileTouch> files = files_of_patch(input);
  const ToolKind kind = tool_kind_of(tool);
  const bool is_about_files =
      kind == ToolKind::read || kind == ToolKind::edit || kind == ToolKind::write;
  if (!files.empty() || !is_about_files) return files;
  std::string fault;
  const auto value = reader.parse(input, fault);
  const json::object* members = value ? value->if_object() : nullptr;
  return members == nullptr ? files : files_of_input(tool, *members);
}

}  // namespace baton::capture
