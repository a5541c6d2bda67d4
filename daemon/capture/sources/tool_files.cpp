#include "daemon/capture/sources/tool_files.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "daemon/capture/sources/apply_patch.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/tool_kinds.hpp"

namespace baton::capture {

namespace json = boost::json;
using store::FileOperation;
using store::FileTouch;
using store::ToolKind;

namespace {

constexpr auto path_keys =
    std::to_array<std::string_view>({"file_path", "filePath", "absolute_path", "AbsolutePath",
                                     "TargetFile", "target_file", "notebook_path", "path"});
constexpr auto old_keys =
    std::to_array<std::string_view>({"old_string", "old_str", "oldString", "oldText"});
constexpr auto new_keys =
    std::to_array<std::string_view>({"new_string", "new_str", "newString", "newText"});
constexpr auto content_keys =
    std::to_array<std::string_view>({"content", "file_text", "contents", "CodeContent"});
constexpr auto patch_keys = std::to_array<std::string_view>({"patch", "input"});

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

FileTouch edit_of(std::string_view path, const json::object& input) {
  FileTouch touch{std::string(path), FileOperation::modified, 0, 0};
  std::string_view removed = first_of(input, old_keys);
  std::string_view added = first_of(input, new_keys);
  drop_same_beginning(removed, added);
  drop_same_end(removed, added);
  touch.lines_added = count_lines(added);
  touch.lines_removed = count_lines(removed);
  return touch;
}

FileTouch creation_of(std::string_view path, FileOperation operation, const json::object& input) {
  return {std::string(path), operation, count_lines(first_of(input, content_keys)), 0};
}

/// A tool for several purposes says in `command` what it is called for.
ToolKind kind_of_call(std::string_view tool, const json::object& input) {
  const ToolKind kind = tool_kind_of(tool);
  if (kind != ToolKind::edit) return kind;
  const std::string_view command = string_member(input, "command");
  if (command == "view") return ToolKind::read;
  return command == "create" ? ToolKind::write : kind;
}

bool is_about_directory(std::string_view tool) {
  return tool == "ls" || tool == "LS" || tool.starts_with("list");
}

}  // namespace

std::int64_t count_lines(std::string_view text) {
  if (text.empty()) return 0;
  return std::count(text.begin(), text.end(), '\n') + (text.back() == '\n' ? 0 : 1);
}

void count_diff(std::string_view diff, FileTouch& touch) {
  while (!diff.empty()) {
    const std::size_t end = std::min(diff.find('\n'), diff.size());
    const std::string_view line = diff.substr(0, end);
    diff.remove_prefix(std::min(end + 1, diff.size()));
    if (line.starts_with('+') && !line.starts_with("+++ ")) ++touch.lines_added;
    if (line.starts_with('-') && !line.starts_with("--- ")) ++touch.lines_removed;
  }
}

std::vector<FileTouch> files_of_input(std::string_view tool, const json::object& input) {
  const ToolKind kind = kind_of_call(tool, input);
  const std::string_view path = first_of(input, path_keys);
  if (path.empty()) {
    return kind == ToolKind::edit ? files_of_patch(first_of(input, patch_keys))
                                  : std::vector<FileTouch>();
  }
  if (kind == ToolKind::read && !is_about_directory(tool))
    return {{std::string(path), FileOperation::read, 0, 0}};
  if (kind == ToolKind::edit && tool.starts_with("delete"))
    return {{std::string(path), FileOperation::deleted, 0, 0}};
  if (kind == ToolKind::edit) return {edit_of(path, input)};
  const bool says_create =
      tool.starts_with("create") || string_member(input, "command") == "create";
  if (kind == ToolKind::write) {
    return {
        creation_of(path, says_create ? FileOperation::created : FileOperation::modified, input)};
  }
  return {};
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
