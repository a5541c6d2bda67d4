#include "daemon/capture/sources/goose_tools.hpp"

#include <string>

#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/line_counts.hpp"

namespace baton::capture::goose {

namespace json = boost::json;

namespace {

using store::FileOperation;
using store::FileTouch;

FileTouch edited(std::string_view path, const json::object& arguments) {
  FileTouch touch{std::string(path), FileOperation::modified, 0, 0};
  count_diff(string_member(arguments, "diff"), touch);
  for (const std::string_view key : {"new_str", "after", "insert_text"})
    touch.lines_added += count_lines(string_member(arguments, key));
  for (const std::string_view key : {"old_str", "before"})
    touch.lines_removed += count_lines(string_member(arguments, key));
  return touch;
}

FileTouch written(std::string_view path, const json::object& arguments) {
  FileTouch touch{std::string(path), FileOperation::modified, 0, 0};
  for (const std::string_view key : {"file_text", "content"})
    touch.lines_added += count_lines(string_member(arguments, key));
  return touch;
}

}  // namespace

std::vector<FileTouch> files_of_call(std::string_view tool, const json::object& arguments) {
  // `developer__text_editor`: the extension stands before the tool.
  const std::size_t extension = tool.rfind("__");
  if (extension != std::string_view::npos) tool.remove_prefix(extension + 2);
  const std::string_view path = string_member(arguments, "path");
  if (path.empty()) return {};
  const std::string_view command =
      tool == "text_editor" ? string_member(arguments, "command") : tool;
  if (command == "view" || command == "read")
    return {{std::string(path), FileOperation::read, 0, 0}};
  if (command == "write") return {written(path, arguments)};
  if (command == "str_replace" || command == "insert" || command == "edit")
    return {edited(path, arguments)};
  return {};
}

}  // namespace baton::capture::goose
