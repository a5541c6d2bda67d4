#include "daemon/capture/sources/specstory_files.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "daemon/base/text.hpp"

namespace baton::capture::specstory {
namespace {

using store::FileOperation;
using store::FileTouch;
using store::ToolKind;

constexpr auto npos = std::string_view::npos;
constexpr std::size_t longest_path = 1024;
constexpr std::size_t most_files = 1000;

using Label = std::pair<std::string_view, FileOperation>;

constexpr auto note_labels = std::to_array<Label>({
    {"Create file: ", FileOperation::created},
    {"Delete file: ", FileOperation::deleted},
    {"Edit file: ", FileOperation::modified},
    {"Read file: ", FileOperation::read},
});

constexpr auto line_labels = std::to_array<Label>({
    {"**Add: `", FileOperation::created},
    {"**Delete: `", FileOperation::deleted},
    {"**Update: `", FileOperation::modified},
});

std::optional<FileTouch> touch_of_note(std::string_view note) {
  for (const auto& [label, operation] : note_labels) {
    if (!note.starts_with(label)) continue;
    const std::string_view path = trim(note.substr(label.size()));
    if (!path.empty() && path.size() <= longest_path)
      return FileTouch{std::string(path), operation, 0, 0};
  }
  return std::nullopt;
}

std::optional<FileTouch> touch_of_label(std::string_view line) {
  for (const auto& [label, operation] : line_labels) {
    if (!line.starts_with(label)) continue;
    const std::string_view rest = line.substr(label.size());
    const std::size_t end = rest.find('`');
    if (end == npos || end == 0 || end > longest_path) continue;
    return FileTouch{std::string(rest.substr(0, end)), operation, 0, 0};
  }
  return std::nullopt;
}

std::optional<FileTouch> touch_of_path(ToolKind kind, std::string_view line) {
  const bool is_code =
      line.size() > 2 && line.size() <= longest_path && line.front() == '`' && line.back() == '`';
  const bool has_file = kind == ToolKind::read || kind == ToolKind::edit || kind == ToolKind::write;
  if (!is_code || !has_file) return std::nullopt;
  const std::string_view path = line.substr(1, line.size() - 2);
  if (path.find_first_of(" `") != npos) return std::nullopt;
  return FileTouch{std::string(path),
                   kind == ToolKind::read ? FileOperation::read : FileOperation::modified, 0, 0};
}

void count_diff_line(std::string_view line, FileTouch& touch) {
  if (line.starts_with('+') && !line.starts_with("+++")) ++touch.lines_added;
  if (line.starts_with('-') && !line.starts_with("---")) ++touch.lines_removed;
}

}  // namespace

std::vector<FileTouch> files_of_tool_use(ToolKind kind, std::string_view note,
                                         std::string_view body) {
  std::vector<FileTouch> files;
  if (auto touch = touch_of_note(note)) files.push_back(std::move(*touch));
  bool in_diff = false;
  while (!body.empty()) {
    const std::size_t end = std::min(body.find('\n'), body.size());
    const std::string_view line = body.substr(0, end);
    body.remove_prefix(std::min(end + 1, body.size()));
    if (line.starts_with("```")) {
      in_diff = line.starts_with("```diff");
    } else if (in_diff && !files.empty()) {
      count_diff_line(line, files.back());
    } else if (auto touch = touch_of_label(line)) {
      files.push_back(std::move(*touch));
    } else if (auto path = touch_of_path(kind, trim(line)); path && files.empty()) {
      files.push_back(std::move(*path));
    }
    if (files.size() >= most_files) break;
  }
  return files;
}

}  // namespace baton::capture::specstory
