#include "daemon/capture/sources/vscode_places.hpp"

#include <optional>

#include "daemon/capture/sources/file_uri.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/capture/sources/small_file.hpp"

namespace baton::capture {

namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

std::optional<fs::path> variable(const Environment& environment, const char* name) {
  const auto value = environment.variable ? environment.variable(name) : std::nullopt;
  if (!value || value->empty()) return std::nullopt;
  return fs::path(*value);
}

fs::path configuration_of(const Environment& environment) {
  return variable(environment, "XDG_CONFIG_HOME").value_or(environment.home / ".config");
}

}  // namespace

std::vector<fs::path> vscode_user_directories(const Environment& environment) {
  std::vector<fs::path> found;
  if (const auto portable = variable(environment, "VSCODE_PORTABLE"))
    found.push_back(*portable / "user-data" / "User");
  const fs::path configuration = configuration_of(environment);
  for (const char* editor : {"Code", "Code - Insiders", "Code - OSS", "VSCodium"})
    found.push_back(configuration / editor / "User");
  if (const auto agent = variable(environment, "VSCODE_AGENT_FOLDER"))
    found.push_back(*agent / "data" / "User");
  for (const char* server : {".vscode-server", ".vscode-server-insiders", ".vscodium-server"})
    found.push_back(environment.home / server / "data" / "User");
  return found;
}

fs::path cursor_user_directory(const Environment& environment) {
  return configuration_of(environment) / "Cursor" / "User";
}

std::string folder_of_storage(const fs::path& storage) {
  const std::string text = read_small_file(storage / "workspace.json");
  if (text.empty()) return {};
  JsonReader reader;
  std::string fault;
  const auto value = reader.parse(text, fault);
  const json::object* object = value ? value->if_object() : nullptr;
  if (object == nullptr) return {};
  const std::string folder = path_of_uri(string_member(*object, "folder"));
  if (!folder.empty()) return folder;
  std::string_view workspace = string_member(*object, "workspace");
  if (workspace.empty()) workspace = string_member(*object, "configuration");
  return fs::path(path_of_uri(workspace)).parent_path().string();
}

}  // namespace baton::capture
