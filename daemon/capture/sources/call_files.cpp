#include "daemon/capture/sources/call_files.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/file_uri.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/tool_kinds.hpp"

namespace baton::capture {

namespace json = boost::json;

namespace {

using store::FileOperation;
using store::FileTouch;
using store::ToolKind;

constexpr std::size_t most_files = 256;

constexpr auto path_keys = std::to_array<std::string_view>({
    "path",
    "file_path",
    "filePath",
    "filepath",
    "target_file",
    "targetFile",
    "relativeWorkspacePath",
    "relative_workspace_path",
    "absolutePath",
    "notebook_path",
    "target_notebook",
});
constexpr auto old_keys =
    std::to_array<std::string_view>({"old_string", "oldString", "old_text", "old_str", "search"});
constexpr auto new_keys = std::to_array<std::string_view>(
    {"new_string", "newString", "new_text", "new_str", "replace", "insert_text"});
constexpr auto content_keys = std::to_array<std::string_view>(
    {"content", "contents", "file_text", "code_edit", "fileContents"});

template <class Keys>
std::string_view first_of(const json::object& object, const Keys& keys) {
  for (const std::string_view key : keys) {
    const std::string_view text = string_member(object, key);
    if (!text.empty()) return text;
  }
  return {};
}

/// Calls `visit` for every line.
template <class Visit>
void for_each_line(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    visit(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void count_replacement(const json::object& edit, FileTouch& touch) {
  touch.lines_removed += count_lines(first_of(edit, old_keys));
  touch.lines_added += count_lines(first_of(edit, new_keys));
}

FileTouch change(std::string_view path, ToolKind kind, const json::object& input) {
  FileTouch touch{path_of_uri(path), FileOperation::modified, 0, 0};
  const std::string_view content = first_of(input, content_keys);
  if (kind == ToolKind::write) {
    touch.operation = FileOperation::created;
    touch.lines_added = count_lines(content);
    return touch;
  }
  count_replacement(input, touch);
  for (const std::string_view key : {"edits", "replacements"}) {
    const json::array* edits = array_member(input, key);
    if (edits == nullptr) continue;
    for (const json::value& edit : *edits) {
      if (const json::object* object = edit.if_object()) count_replacement(*object, touch);
    }
  }
  count_diff(string_member(input, "diff"), touch);
  return touch;
}

/// The files of an apply-patch text: each begins with a line that names it.
std::vector<FileTouch> files_of_patch(std::string_view patch) {
  static constexpr auto heads = std::to_array<std::pair<std::string_view, FileOperation>>({
      {"*** Add File: ", FileOperation::created},
      {"*** Update File: ", FileOperation::modified},
      {"*** Delete File: ", FileOperation::deleted},
  });
  std::vector<FileTouch> files;
  for_each_line(patch, [&](std::string_view line) {
    for (const auto& [head, operation] : heads) {
      if (!line.starts_with(head) || files.size() == most_files) continue;
      files.push_back({std::string(trim(line.substr(head.size()))), operation, 0, 0});
      return;
    }
    if (files.empty()) return;
    if (line.starts_with('+')) ++files.back().lines_added;
    if (line.starts_with('-')) ++files.back().lines_removed;
  });
  std::erase_if(files, [](const FileTouch& file) { return file.path.empty(); });
  return files;
}

bool is_deletion(std::string_view tool) {
  return tool.starts_with("delete") || tool.starts_with("Delete");
}

FileTouch touch_of(std::string_view tool, ToolKind kind, std::string_view path,
                   const json::object& input) {
  if (kind == ToolKind::read) return {path_of_uri(path), FileOperation::read, 0, 0};
  if (is_deletion(tool)) return {path_of_uri(path), FileOperation::deleted, 0, 0};
  return change(path, kind, input);
}

bool touches_files(ToolKind kind) {
  return kind == ToolKind::read || kind == ToolKind::edit || kind == ToolKind::write;
}

/// A directory's listing reads no file.
bool is_listing(std::string_view tool) {
  return tool.find("ist") != std::string_view::npos && (tool[0] == 'l' || tool[0] == 'L');
}

}  // namespace

std::int64_t count_lines(std::string_view text) {
  if (text.empty()) return 0;
  return std::count(text.begin(), text.end(), '\n') + (text.back() == '\n' ? 0 : 1);
}

void count_diff(std::string_view diff, FileTouch& touch) {
  enum class Part { unified, search, replace } part = Part::unified;
  for_each_line(diff, [&](std::string_view line) {
    if (line.find("SEARCH") != std::string_view::npos &&
        (line.starts_with("<<<<<<<") || line.starts_with("-------"))) {
      part = Part::search;
    } else if (part == Part::search && line == "=======") {
      part = Part::replace;
    } else if (part == Part::replace &&
               (line.starts_with(">>>>>>>") || line == "+++++++ REPLACE")) {
      part = Part::unified;
    } else if (part == Part::search) {
      // Lines between the head and the text say where it stands.
      if (line == "-------" || line.starts_with(":start_line:")) return;
      ++touch.lines_removed;
    } else if (part == Part::replace) {
      ++touch.lines_added;
    } else if (line.starts_with('+') && !line.starts_with("+++")) {
      ++touch.lines_added;
    } else if (line.starts_with('-') && !line.starts_with("---")) {
      ++touch.lines_removed;
    }
  });
}

std::vector<FileTouch> files_of_call(std::string_view tool, const json::object& input) {
  const ToolKind kind = tool_kind_of(tool);
  if (!touches_files(kind) || is_listing(tool)) return {};
  for (const std::string_view key : {"patch", "input"}) {
    const std::string_view patch = string_member(input, key);
    if (patch.find("*** Begin Patch") != std::string_view::npos) return files_of_patch(patch);
  }
  std::vector<FileTouch> files;
  const std::string_view path = first_of(input, path_keys);
  if (!path.empty()) files.push_back(touch_of(tool, kind, path, input));
  for (const std::string_view key : {"files", "replacements"}) {
    const json::array* entries = array_member(input, key);
    if (entries == nullptr || !path.empty()) continue;
    for (const json::value& entry : *entries) {
      const json::object* object = entry.if_object();
      const std::string_view each = object == nullptr ? "" : first_of(*object, path_keys);
      if (!each.empty() && files.size() < most_files)
        files.push_back(touch_of(tool, kind, each, *object));
    }
  }
  std::erase_if(files, [](const FileTouch& file) { return file.path.empty(); });
  return files;
}

}  // namespace baton::capture
