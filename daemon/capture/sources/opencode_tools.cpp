#include "daemon/capture/sources/opencode_tools.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/line_counts.hpp"
#include "daemon/capture/sources/tool_kinds.hpp"

namespace baton::capture::opencode {

namespace json = boost::json;

namespace {

using store::FileOperation;
using store::FileTouch;
using store::ToolKind;

/// `apply_patch` lists what it did: `{filePath, type, additions, deletions, movePath}`.
std::vector<FileTouch> listed_files(const json::array& files) {
  static constexpr auto operations = std::to_array<std::pair<std::string_view, FileOperation>>({
      {"add", FileOperation::created},
      {"update", FileOperation::modified},
      {"delete", FileOperation::deleted},
      {"move", FileOperation::renamed},
  });
  std::vector<FileTouch> touches;
  for (const json::value& value : files) {
    const json::object* file = value.if_object();
    if (file == nullptr) continue;
    const std::string_view type = string_member(*file, "type");
    const auto* operation =
        std::ranges::find(operations, type, &std::pair<std::string_view, FileOperation>::first);
    const std::string_view moved = string_member(*file, "movePath");
    const std::string_view path = moved.empty() ? string_member(*file, "filePath") : moved;
    if (operation == operations.end() || path.empty()) continue;
    touches.push_back({std::string(path), operation->second, number_member(*file, "additions"),
                       number_member(*file, "deletions")});
  }
  return touches;
}

/// `*** Add File: path` and its siblings in the text of a patch.
std::optional<FileTouch> file_header(std::string_view line) {
  static constexpr auto headers = std::to_array<std::pair<std::string_view, FileOperation>>({
      {"*** Add File: ", FileOperation::created},
      {"*** Update File: ", FileOperation::modified},
      {"*** Delete File: ", FileOperation::deleted},
  });
  for (const auto& [header, operation] : headers) {
    if (!line.starts_with(header)) continue;
    return FileTouch{std::string(trim(line.substr(header.size()))), operation, 0, 0};
  }
  return std::nullopt;
}

std::vector<FileTouch> files_of_patch(std::string_view patch) {
  std::vector<FileTouch> touches;
  while (!patch.empty()) {
    const std::size_t length = std::min(patch.find('\n'), patch.size() - 1) + 1;
    const std::string_view line = patch.substr(0, length);
    patch.remove_prefix(length);
    if (auto touch = file_header(line)) {
      touches.push_back(std::move(*touch));
    } else if (!touches.empty()) {
      if (line.front() == '+') ++touches.back().lines_added;
      if (line.front() == '-') ++touches.back().lines_removed;
    }
  }
  return touches;
}

FileTouch edited_file(std::string_view path, const json::object* metadata) {
  FileTouch touch{std::string(path), FileOperation::modified, 0, 0};
  if (metadata == nullptr) return touch;
  if (const json::object* diff = object_member(*metadata, "filediff")) {
    touch.lines_added = number_member(*diff, "additions");
    touch.lines_removed = number_member(*diff, "deletions");
  }
  if (touch.lines_added == 0 && touch.lines_removed == 0) {
    count_diff(string_member(*metadata, "diff"), touch);
  }
  return touch;
}

FileTouch written_file(std::string_view path, std::string_view content,
                       const json::object* metadata) {
  const bool existed = metadata == nullptr || flag_member(*metadata, "exists");
  if (existed) return edited_file(path, metadata);
  return {std::string(path), FileOperation::created, count_lines(content), 0};
}

}  // namespace

std::vector<FileTouch> files_of_tool(std::string_view tool, const json::object& state) {
  const json::object* input = object_member(state, "input");
  const json::object* metadata = object_member(state, "metadata");
  if (input == nullptr) return {};
  if (metadata != nullptr && array_member(*metadata, "files") != nullptr && tool == "apply_patch")
    return listed_files(*array_member(*metadata, "files"));
  const std::string_view patch = string_member(*input, "patchText");
  if (!patch.empty()) return files_of_patch(patch);
  const std::string_view path = string_member(*input, "filePath");
  if (path.empty()) return {};
  switch (tool_kind_of(tool)) {
    case ToolKind::read:
      return {{std::string(path), FileOperation::read, 0, 0}};
    case ToolKind::edit:
      return {edited_file(path, metadata)};
    case ToolKind::write:
      return {written_file(path, string_member(*input, "content"), metadata)};
    default:
      return {};
  }
}

}  // namespace baton::capture::opencode
