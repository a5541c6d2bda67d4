// Without getpwnam and its kin: they need shared libraries at run time, and the client is linked
// statically.

#include "protocol/socket_path.hpp"

#include <cstdlib>
#include <stdexcept>
#include <string_view>

#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace baton::protocol {

namespace {

constexpr std::size_t max_socket_path = sizeof(sockaddr_un{}.sun_path) - 1;

constexpr std::string_view socket_in_runtime_directory = "/baton/baton.sock";

std::optional<std::string> variable(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): said in the contract
  if (value == nullptr) return std::nullopt;
  return value;
}

bool is_set(const std::optional<std::string>& value) {
  return value && !value->empty();
}

bool is_absolute(const std::optional<std::string>& value) {
  return is_set(value) && value->front() == '/';
}

bool is_directory_of(const std::string& path, uid_t user) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == user;
}

std::string candidate(const SocketEnvironment& environment) {
  if (is_set(environment.baton_socket)) return *environment.baton_socket;
  if (is_absolute(environment.xdg_runtime_dir)) {
    return *environment.xdg_runtime_dir + std::string(socket_in_runtime_directory);
  }
  const std::string runtime = environment.run_user + "/" + std::to_string(environment.user);
  if (is_directory_of(runtime, environment.user)) {
    return runtime + std::string(socket_in_runtime_directory);
  }
  if (is_absolute(environment.xdg_state_home)) {
    return *environment.xdg_state_home + "/baton/run/baton.sock";
  }
  if (is_absolute(environment.home)) {
    return *environment.home + "/.local/state/baton/run/baton.sock";
  }
  throw std::runtime_error(
      "cannot tell where the daemon's socket is: set BATON_SOCKET to its path, or HOME");
}

}  // namespace

SocketEnvironment SocketEnvironment::of_process() {
  SocketEnvironment environment;
  environment.baton_socket = variable("BATON_SOCKET");
  environment.xdg_runtime_dir = variable("XDG_RUNTIME_DIR");
  environment.xdg_state_home = variable("XDG_STATE_HOME");
  environment.home = variable("HOME");
  environment.user = ::geteuid();
  return environment;
}

std::string socket_path(const SocketEnvironment& environment) {
  std::string path = candidate(environment);
  if (path.size() <= max_socket_path) return path;
  throw std::runtime_error("the path of the daemon's socket is " + std::to_string(path.size()) +
                           " bytes long, and a Unix socket has room for " +
                           std::to_string(max_socket_path) +
                           ": set BATON_SOCKET to a shorter one than " + path);
}

std::string default_socket_path() {
  return socket_path(SocketEnvironment::of_process());
}

}  // namespace baton::protocol
