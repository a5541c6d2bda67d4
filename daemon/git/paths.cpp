#include "daemon/git/paths.hpp"

#include <algorithm>
#include <cstdlib>
#include <system_error>
#include <vector>

namespace baton::git {
namespace {

namespace fs = std::filesystem;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

bool is_windows_path(std::string_view path) {
  if (path.starts_with("\\\\")) return true;
  return path.size() >= 3 && is_letter(path[0]) && path[1] == ':' &&
         (path[2] == '\\' || path[2] == '/');
}

std::string normalise_windows_path(std::string_view path) {
  const bool on_server = path.starts_with("\\\\");
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t end = std::min(path.find_first_of("\\/", begin), path.size());
    const std::string_view part = path.substr(begin, end - begin);
    begin = end + 1;
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
    } else if (parts.size() > 1) {
      parts.pop_back();
    }
  }
  std::string result = on_server ? "\\" : "";
  for (const std::string_view part : parts) {
    if (on_server || part.data() != parts.front().data()) result += '\\';
    result += part;
  }
  return parts.size() == 1 && !on_server ? result + '\\' : result;
}

fs::path normalise(const fs::path& path) {
  // The standard lets two slashes at the start mean something else; Linux does not.
  const std::string& text = path.native();
  const std::size_t slashes = std::min(text.find_first_not_of('/'), text.size());
  fs::path normal = fs::path(text.substr(slashes > 1 ? slashes - 1 : 0)).lexically_normal();
  return normal.has_filename() || normal == normal.root_path() ? normal : normal.parent_path();
}

fs::path resolve(const fs::path& path) {
  std::error_code error;
  fs::path canonical = fs::canonical(path, error);
  return error ? normalise(path) : canonical;
}

std::optional<fs::path> nearest_directory(const fs::path& path) {
  if (!path.is_absolute()) return std::nullopt;
  std::error_code error;
  for (fs::path at = normalise(path);; at = at.parent_path()) {
    if (fs::is_directory(at, error)) return at;
    if (at == at.root_path()) return std::nullopt;
  }
}

bool is_shared_directory(const fs::path& directory) {
  if (directory == directory.root_path() || directory == "/tmp" || directory == "/var/tmp")
    return true;
  for (const char* name : {"HOME", "TMPDIR"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0' && directory == resolve(value)) return true;
  }
  return false;
}

}  // namespace baton::git
