#include "client/autostart.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstring>
#include <string_view>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "client/print/escape.hpp"
#include "client/spawn.hpp"

namespace baton::client {

namespace {

using namespace std::chrono_literals;

constexpr auto start_limit = 5s;
constexpr auto race_limit = 2s;
constexpr auto race_step = 50ms;
constexpr off_t log_limit = off_t{4} << 20U;
constexpr std::size_t log_tail_bytes = 4096;

std::string reason(int error) {
  return std::strerror(error);  // NOLINT(concurrency-mt-unsafe): this program has one thread
}

bool nobody_listens(int error) {
  return error == ENOENT || error == ECONNREFUSED;
}

bool is_program(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
         ::access(path.c_str(), X_OK) == 0;
}

std::string own_directory() {
  std::array<char, PATH_MAX> path{};
  const ssize_t size = ::readlink("/proc/self/exe", path.data(), path.size());
  if (size <= 0) return {};
  const std::string_view whole(path.data(), static_cast<std::size_t>(size));
  return std::string(whole.substr(0, whole.rfind('/')));
}

void make_directories(const std::string& path) {
  for (std::size_t at = path.find('/', 1); at != std::string::npos; at = path.find('/', at + 1)) {
    ::mkdir(path.substr(0, at).c_str(), 0700);
  }
}

// The log of the daemon that is being started.
struct Log {
  std::string path;
  FileDescriptor file;
  off_t begin = 0;  // what is before it was written earlier
};

Log open_log(const Environment& environment) {
  const auto path = log_path(environment);
  if (!path) {
    throw Failure(
        ExitCode::unreachable,
        "cannot start the daemon: there is no place for its log; set HOME or XDG_STATE_HOME");
  }
  make_directories(*path);
  struct stat status {};
  if (::stat(path->c_str(), &status) == 0 && status.st_size > log_limit) {
    ::rename(path->c_str(), (*path + ".1").c_str());
  }
  FileDescriptor file(
      ::open(path->c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file) {
    throw Failure(ExitCode::unreachable,
                  "cannot start the daemon: cannot write its log " + *path + ": " + reason(errno));
  }
  const off_t begin = ::lseek(file.get(), 0, SEEK_END);
  return {*path, std::move(file), begin};
}

std::string last_line(const Log& log) {
  const FileDescriptor file(::open(log.path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return {};
  const off_t end = ::lseek(file.get(), 0, SEEK_END);
  std::string tail(log_tail_bytes, '\0');
  const off_t from = std::max(log.begin, end - static_cast<off_t>(tail.size()));
  const ssize_t got = ::pread(file.get(), tail.data(), tail.size(), from);
  tail.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  while (!tail.empty() && tail.back() == '\n') tail.pop_back();
  return escape_to_line(tail.substr(tail.rfind('\n') + 1));
}

[[noreturn]] void fail_to_start(const Log& log, const std::string& what) {
  const std::string line = last_line(log);
  throw Failure(ExitCode::unreachable, "cannot start the daemon: " + (line.empty() ? what : line) +
                                           " (its log: " + log.path + ")");
}

// The daemon that ends before it serves may have lost a race: then another one is about to.
FileDescriptor connect_after_race(const std::string& socket, std::chrono::milliseconds timeout) {
  const auto deadline = Clock::now() + race_limit;
  for (;;) {
    FileDescriptor connected = connect_socket(socket, timeout);
    if (connected || Clock::now() >= deadline) return connected;
    ::poll(nullptr, 0, static_cast<int>(std::chrono::milliseconds(race_step).count()));
  }
}

FileDescriptor connect_by_systemd(const Environment& environment, const std::string& socket,
                                  std::chrono::milliseconds timeout) {
  const auto runtime = runtime_directory_of(socket);
  if (!runtime || !installed_unit(environment)) return {};
  // The user manager's own socket: without it systemctl would only fail, and slowly.
  if (::access((*runtime + "/systemd/private").c_str(), F_OK) != 0) return {};
  const bool started = run_quietly({"systemctl", "--user", "start", "baton.socket"},
                                   "XDG_RUNTIME_DIR=" + *runtime, Clock::now() + start_limit);
  return started ? connect_socket(socket, timeout) : FileDescriptor();
}

FileDescriptor connect_by_starting(const Environment& environment, const std::string& socket,
                                   std::chrono::milliseconds timeout) {
  const auto program =
      first_program(daemon_candidates(own_directory(), environment.path), is_program);
  if (!program) {
    throw Failure(ExitCode::unreachable,
                  "no daemon serves " + socket +
                      " and batond is not installed beside baton nor in PATH; "
                      "install it, or start it by hand");
  }
  const Log log = open_log(environment);
  const StartedDaemon daemon = start_detached(
      {*program, "--socket", socket, "--ready-fd", std::to_string(ready_descriptor)}, log.file);
  if (!wait_readable(daemon.ready.get(), Clock::now() + start_limit)) {
    fail_to_start(log, "it does not serve after " + std::to_string(start_limit.count()) + " s");
  }
  char byte = 0;
  const bool serves = ::read(daemon.ready.get(), &byte, 1) == 1;
  FileDescriptor connected =
      serves ? connect_socket(socket, timeout) : connect_after_race(socket, timeout);
  if (!connected) fail_to_start(log, *program + " ended without a word");
  return connected;
}

}  // namespace

std::vector<std::string> daemon_candidates(const std::string& own_directory,
                                           const std::optional<std::string>& path) {
  std::vector<std::string> candidates;
  if (!own_directory.empty()) {
    candidates.push_back(own_directory + "/batond");
    candidates.push_back(absolute_path("../daemon/batond", own_directory));
  }
  const std::string_view all = path ? std::string_view(*path) : std::string_view();
  for (std::size_t begin = 0; begin < all.size();) {
    const std::size_t end = std::min(all.find(':', begin), all.size());
    const std::string_view directory = all.substr(begin, end - begin);
    if (directory.starts_with('/')) candidates.push_back(std::string(directory) + "/batond");
    begin = end + 1;
  }
  return candidates;
}

std::optional<std::string> first_program(
    const std::vector<std::string>& candidates,
    const std::function<bool(const std::string&)>& is_program) {
  const auto found = std::find_if(candidates.begin(), candidates.end(), is_program);
  if (found == candidates.end()) return std::nullopt;
  return *found;
}

std::optional<std::string> runtime_directory_of(const std::string& socket) {
  constexpr std::string_view below = "/baton/baton.sock";
  if (socket.size() <= below.size() || !socket.ends_with(below)) return std::nullopt;
  return socket.substr(0, socket.size() - below.size());
}

FileDescriptor reach_daemon(const Environment& environment, const std::string& socket,
                            const ConnectOptions& options) {
  FileDescriptor connected = connect_socket(socket, options.timeout);
  if (connected) return connected;
  const int error = errno;
  if (error == EAGAIN || error == EWOULDBLOCK) {
    throw Failure(ExitCode::timed_out, "the daemon at " + socket + " does not accept connections");
  }
  if (!nobody_listens(error)) {
    throw Failure(ExitCode::unreachable, "cannot connect to the daemon at " + socket + ": " +
                                             reason(error) + "; baton doctor looks into it");
  }
  if (!options.start) {
    throw Failure(ExitCode::unreachable, "no daemon serves " + socket + " (" + reason(error) +
                                             "); leave out --no-start to start one");
  }
  connected = connect_by_systemd(environment, socket, options.timeout);
  return connected ? std::move(connected)
                   : connect_by_starting(environment, socket, options.timeout);
}

}  // namespace baton::client
