#include "daemon/capture/sources/cline_tool_rows.hpp"

#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/line_counts.hpp"
#include "daemon/capture/sources/tool_files.hpp"

namespace baton::capture::cline {

namespace json = boost::json;

namespace {

using store::FileOperation;
using store::FileTouch;

FileTouch change(const json::object& tool, std::string_view path) {
  FileTouch touch{std::string(path), FileOperation::modified, 0, 0};
  const json::object* counts = object_member(tool, "diffStats");
  if (counts != nullptr) {
    touch.lines_added = number_member(*counts, "added");
    touch.lines_removed = number_member(*counts, "removed");
    return touch;
  }
  std::string_view diff = string_member(tool, "diff");
  if (diff.empty()) diff = string_member(tool, "content");
  count_diff(diff, touch);
  return touch;
}

FileTouch touch_of(std::string_view name, const json::object& tool, std::string_view path) {
  if (name == "readFile") return {std::string(path), FileOperation::read, 0, 0};
  if (name == "fileDeleted" || name == "deleteFile")
    return {std::string(path), FileOperation::deleted, 0, 0};
  if (name != "newFileCreated") return change(tool, path);
  return {std::string(path), FileOperation::created, count_lines(string_member(tool, "content")),
          0};
}

bool touches_files(std::string_view name) {
  return name == "readFile" || name == "editedExistingFile" || name == "appliedDiff" ||
         name == "newFileCreated" || name == "fileDeleted" || name == "deleteFile" ||
         name == "insertContent" || name == "searchAndReplace";
}

/// One row may stand for several files.
void add_batch(std::string_view name, const json::object& tool, std::string_view key,
               std::vector<FileTouch>& files) {
  const json::array* batch = array_member(tool, key);
  if (batch == nullptr) return;
  for (const json::value& entry : *batch) {
    const json::object* file = entry.if_object();
    const std::string_view path = file == nullptr ? "" : string_member(*file, "path");
    if (!path.empty() && files.size() < 256) files.push_back(touch_of(name, *file, path));
  }
}

}  // namespace

ToolRow read_tool_row(std::string_view text, JsonReader& reader) {
  std::string fault;
  const auto value = reader.parse(text, fault);
  const json::object* tool = value ? value->if_object() : nullptr;
  ToolRow row{"tool", {}};
  if (tool == nullptr) return row;
  const std::string_view name = string_member(*tool, "tool");
  if (!name.empty()) row.name = name;
  if (!touches_files(row.name)) return row;
  add_batch(row.name, *tool, "batchFiles", row.files);
  add_batch(row.name, *tool, "batchDiffs", row.files);
  const std::string_view path = string_member(*tool, "path");
  if (row.files.empty() && !path.empty()) row.files.push_back(touch_of(row.name, *tool, path));
  return row;
}

ServerUse read_server_use(std::string_view text, JsonReader& reader) {
  std::string fault;
  const auto value = reader.parse(text, fault);
  const json::object* use = value ? value->if_object() : nullptr;
  if (use == nullptr) return {"server", "tool", std::string(text)};
  ServerUse found;
  found.server = string_member(*use, "serverName");
  found.tool = string_member(*use, "toolName");
  if (found.tool.empty()) found.tool = string_member(*use, "type");
  found.input = string_member(*use, "arguments");
  if (trim(found.input).empty()) found.input = input_of("uri", string_member(*use, "uri"));
  return found;
}

std::string answer_of(std::string_view text, JsonReader& reader) {
  if (!trim(text).starts_with('{')) return std::string(text);
  std::string fault;
  const auto value = reader.parse(text, fault);
  const json::object* answer = value ? value->if_object() : nullptr;
  const std::string_view response = answer == nullptr ? "" : string_member(*answer, "response");
  return std::string(response.empty() ? text : response);
}

std::string input_of(std::string_view key, std::string_view text) {
  json::object input;
  input[key] = text;
  return to_compact_json(input);
}

}  // namespace baton::capture::cline
