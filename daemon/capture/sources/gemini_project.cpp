#include "daemon/capture/sources/gemini_project.hpp"

#include <fstream>
#include <string_view>

#include <boost/json.hpp>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/json_access.hpp"

namespace baton::capture::gemini {

namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

/// What the file begins with; empty when it cannot be read.
std::string content_of(const fs::path& path) {
  constexpr std::size_t most = 1U << 20U;
  std::error_code failed;
  if (!fs::is_regular_file(path, failed)) return {};
  std::ifstream file(path, std::ios::binary);
  std::string content(most, '\0');
  file.read(content.data(), static_cast<std::streamsize>(most));
  content.resize(static_cast<std::size_t>(file.gcount()));
  return content;
}

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
  const std::string root(trim(content_of(directory / ".project_root")));
  if (root.starts_with('/') && root.find('\n') == std::string::npos) return root;
  const fs::path base = directory.parent_path().parent_path();
  return path_of_name(content_of(base / "projects.json"), directory.filename().string());
}

std::string parent_session_of(const fs::path& log) {
  const fs::path directory = log.parent_path();
  const bool is_below = directory.parent_path().filename() == "chats";
  return is_below && directory.filename() != "chats" ? directory.filename().string()
                                                     : std::string();
}

}  // namespace baton::capture::gemini
