#include "client/environment.hpp"

#include <algorithm>
#include <climits>
#include <cstdlib>
#include <string_view>

#include <unistd.h>

#include "client/failure.hpp"

namespace baton::client {

namespace {

std::optional<std::string> variable(const char* name) {
  const char* value =
      std::getenv(name);  // NOLINT(concurrency-mt-unsafe): this program has one thread
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

bool is_absolute(const std::optional<std::string>& path) {
  return path && !path->empty() && path->front() == '/';
}

}  // namespace

Environment Environment::of_process() {
  Environment environment;
  environment.home = variable("HOME");
  environment.path = variable("PATH");
  environment.xdg_config_home = variable("XDG_CONFIG_HOME");
  environment.xdg_data_home = variable("XDG_DATA_HOME");
  environment.xdg_state_home = variable("XDG_STATE_HOME");
  environment.editor = variable("VISUAL");
  if (!environment.editor) environment.editor = variable("EDITOR");
  environment.temporary_directory = variable("TMPDIR");
  environment.unit_directories = {"/etc/systemd/user", "/usr/local/lib/systemd/user",
                                  "/usr/local/share/systemd/user", "/usr/lib/systemd/user",
                                  "/usr/share/systemd/user"};
  return environment;
}

std::optional<std::string> xdg_directory(const Environment& environment,
                                         const std::optional<std::string>& variable,
                                         const std::string& below_home) {
  if (is_absolute(variable)) return variable;
  if (is_absolute(environment.home)) return *environment.home + below_home;
  return std::nullopt;
}

std::optional<std::string> log_path(const Environment& environment) {
  auto state = xdg_directory(environment, environment.xdg_state_home, "/.local/state");
  if (state) *state += "/baton/batond.log";
  return state;
}

std::optional<std::string> installed_unit(const Environment& environment) {
  std::vector<std::string> directories;
  if (auto config = xdg_directory(environment, environment.xdg_config_home, "/.config")) {
    directories.push_back(*config + "/systemd/user");
  }
  if (auto data = xdg_directory(environment, environment.xdg_data_home, "/.local/share")) {
    directories.push_back(*data + "/systemd/user");
  }
  directories.insert(directories.end(), environment.unit_directories.begin(),
                     environment.unit_directories.end());
  for (const std::string& directory : directories) {
    std::string unit = directory + "/baton.socket";
    if (::access(unit.c_str(), F_OK) == 0) return unit;
  }
  return std::nullopt;
}

std::string absolute_path(const std::string& path, const std::string& base) {
  const std::string whole = !path.empty() && path.front() == '/' ? path : base + "/" + path;
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin < whole.size();) {
    const std::size_t end = std::min(whole.find('/', begin), whole.size());
    const std::string_view part = std::string_view(whole).substr(begin, end - begin);
    if (part == "..") {
      if (!parts.empty()) parts.pop_back();
    } else if (!part.empty() && part != ".") {
      parts.push_back(part);
    }
    begin = end + 1;
  }
  std::string result;
  for (const std::string_view part : parts) result.append("/").append(part);
  return result.empty() ? "/" : result;
}

std::string current_directory() {
  char buffer[PATH_MAX];
  if (::getcwd(buffer, sizeof buffer) != nullptr && buffer[0] == '/') return buffer;
  throw Failure(ExitCode::internal,
                "the current directory cannot be read; change to one that exists, or name the "
                "project with --project");
}

}  // namespace baton::client
