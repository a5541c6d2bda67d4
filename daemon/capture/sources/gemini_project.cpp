#include "daemon/capture/sources/gemini_project.hpp"

#include <string_view>

#include <boost/json.hpp>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/side_file.hpp"

namespace baton::capture::gemini {

namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

std::string path_of_name(const std::string& registry, std::string_view name) {
  json::error_code failed;
  const json::value value = json::parse(registry, failed);
  if (failed || !value.is_object()) return {};
  const json::object* projects = object_member(value.get_object(), "projects");
  if (projects == nullptr) return {};
  for (const auto& project : *projects) {
    const json::string* known = project.value().if_string();
    if (known != nullptr && std::string_view(known->data(), known->size()) == name)
      return {project.key().data(), project.key().size()};
  }
  return {};
}

/// `…/tmp/<project>` of a log below its `chats`; empty for others.
fs::path project_directory_of(const fs::path& log) {
  fs::path directory = log.parent_path();
  if (directory.filename() != "chats") directory = directory.parent_path();
  if (directory.filename() != "chats") return {};
  directory = directory.parent_path();
  return directory.parent_path().filename() == "tmp" ? directory : fs::path();
}

}  // namespace

std::string working_directory_of(const fs::path& log) {
  const fs::path directory = project_directory_of(log);
  if (directory.empty()) return {};
  const std::string root(trim(read_side_file(directory / ".project_root")));
  if (root.starts_with('/') && root.find('\n') == std::string::npos) return root;
  const fs::path base = directory.parent_path().parent_path();
  return path_of_name(read_side_file(base / "projects.json"), directory.filename().string());
}

std::string parent_session_of(const fs::path& log) {
  const fs::path directory = log.parent_path();
  const bool is_below = directory.parent_path().filename() == "chats";
  return is_below && directory.filename() != "chats" ? directory.filename().string()
                                                     : std::string();
}

}  // namespace baton::capture::gemini
