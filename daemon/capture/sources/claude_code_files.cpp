#include "daemon/capture/sources/claude_code_files.hpp"

#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/line_counts.hpp"

namespace baton::capture::claude_code {

namespace json = boost::json;

namespace {

using store::FileOperation;
using store::FileTouch;
using store::ToolKind;

void count_hunk(const json::object& hunk, FileTouch& touch) {
  const json::array* lines = array_member(hunk, "lines");
  if (lines == nullptr) return;
  for (const json::value& line : *lines) {
    const json::string* text = line.if_string();
    if (text == nullptr || text->empty()) continue;
    if (text->front() == '+') ++touch.lines_added;
    if (text->front() == '-') ++touch.lines_removed;
  }
}

void count_patch(const json::object& details, FileTouch& touch) {
  const json::array* patch = array_member(details, "structuredPatch");
  if (patch == nullptr) return;
  for (const json::value& hunk : *patch) {
    if (const json::object* object = hunk.if_object()) count_hunk(*object, touch);
  }
}

std::string_view path_in(const json::object& object) {
  for (const std::string_view key : {"file_path", "filePath", "notebook_path", "path"}) {
    const std::string_view path = string_member(object, key);
    if (!path.empty()) return path;
  }
  return {};
}

bool is_creation(const json::object* details, std::string_view result) {
  const std::string_view type = details == nullptr ? "" : string_member(*details, "type");
  if (!type.empty()) return type == "create";
  return result.starts_with("File created");
}

FileTouch change(FileOperation operation, std::string_view path, const json::object* details) {
  FileTouch touch{std::string(path), operation, 0, 0};
  if (details == nullptr) return touch;
  count_patch(*details, touch);
  if (operation == FileOperation::created && touch.lines_added == 0) {
    touch.lines_added = count_lines(string_member(*details, "content"));
  }
  return touch;
}

/// The kind of a call that is not known any more, by the shape of its result.
ToolKind kind_of_details(const json::object& details) {
  if (object_member(details, "file") != nullptr) return ToolKind::read;
  if (array_member(details, "structuredPatch") == nullptr) return ToolKind::other;
  return string_member(details, "type").empty() ? ToolKind::edit : ToolKind::write;
}

}  // namespace

std::string path_of_call(ToolKind kind, const json::object& input) {
  const bool has_file = kind == ToolKind::read || kind == ToolKind::edit || kind == ToolKind::write;
  return has_file ? std::string(path_in(input)) : std::string();
}

std::vector<FileTouch> files_of_result(ToolKind kind, std::string_view path,
                                       const json::object* details, std::string_view result) {
  if (details != nullptr) {
    if (kind == ToolKind::none) kind = kind_of_details(*details);
    const json::object* file = object_member(*details, "file");
    const std::string_view confirmed = path_in(file != nullptr ? *file : *details);
    if (!confirmed.empty()) path = confirmed;
  }
  if (path.empty()) return {};
  switch (kind) {
    case ToolKind::read:
      return {{std::string(path), FileOperation::read, 0, 0}};
    case ToolKind::edit:
      return {change(FileOperation::modified, path, details)};
    case ToolKind::write:
      return {
          change(is_creation(details, result) ? FileOperation::created : FileOperation::modified,
                 path, details)};
    default:
      return {};
  }
}

}  // namespace baton::capture::claude_code
