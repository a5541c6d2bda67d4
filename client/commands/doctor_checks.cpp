#include "client/commands/doctor_checks.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include <sys/stat.h>
#include <unistd.h>

#include "client/print/numbers.hpp"
#include "protocol/contracts.hpp"

namespace baton::client {

namespace {

using protocol::DoctorCheck;

constexpr mode_t others = S_IRWXG | S_IRWXO;
constexpr mode_t others_write = S_IWGRP | S_IWOTH;

DoctorCheck ok(std::string name, std::string detail) {
  return {std::move(name), "ok", std::move(detail), std::nullopt};
}

DoctorCheck bad(std::string name, std::string outcome, std::string detail, std::string remedy) {
  return {std::move(name), std::move(outcome), std::move(detail), std::move(remedy)};
}

std::string octal(mode_t mode) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%04o", static_cast<unsigned>(mode) & 07777U);
  return text.data();
}

DoctorCheck check_directory(const std::string& directory) {
  const std::string name = "socket folder";
  struct stat status {};
  if (::stat(directory.c_str(), &status) != 0) {
    return bad(name, "warning", directory + " does not exist",
               "the daemon makes it when it starts");
  }
  if ((status.st_mode & others_write) != 0 && (status.st_mode & S_ISVTX) == 0) {
    return bad(name, "failure",
               "others may write to " + directory + " (mode " + octal(status.st_mode) + ")",
               "chmod 700 " + directory);
  }
  return ok(name, directory + " (mode " + octal(status.st_mode) + ")");
}

}  // namespace

std::vector<DoctorCheck> check_socket(const std::string& path) {
  const std::string name = "socket";
  std::vector<DoctorCheck> checks{
      check_directory(path.substr(0, std::max<std::size_t>(path.rfind('/'), 1)))};
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    checks.push_back(
        bad(name, "warning", path + " does not exist", "start the daemon: baton status"));
  } else if (!S_ISSOCK(status.st_mode)) {
    checks.push_back(bad(name, "failure", path + " is not a socket",
                         "move it away: it is in the daemon's place"));
  } else if (status.st_uid != ::geteuid()) {
    checks.push_back(bad(name, "failure", path + " belongs to another user",
                         "set BATON_SOCKET to a path of your own"));
  } else if ((status.st_mode & others) != 0) {
    checks.push_back(bad(name, "warning",
                         "others may connect to " + path + " (mode " + octal(status.st_mode) + ")",
                         "chmod 600 " + path));
  } else {
    checks.push_back(ok(name, path + " (mode " + octal(status.st_mode) + ")"));
  }
  return checks;
}

DoctorCheck check_version(const protocol::DaemonStatusResult& daemon) {
  const std::string name = "version";
  const std::string both = "client " BATON_VERSION ", daemon " + daemon.version + ", protocol " +
                           std::to_string(daemon.protocol_version);
  const std::string restart = "restart the daemon: kill " + std::to_string(daemon.pid) +
                              ", the next command starts the installed one";
  if (daemon.protocol_version < protocol::protocol_version) {
    return bad(name, "failure",
               both + ": this client needs protocol " + std::to_string(protocol::protocol_version),
               restart);
  }
  if (daemon.version != BATON_VERSION) return bad(name, "warning", both, restart);
  return ok(name, both);
}

DoctorCheck check_unit(const Environment& environment) {
  const auto unit = installed_unit(environment);
  return ok("start", unit ? "systemd, by " + *unit
                          : "no systemd unit is installed: baton starts batond itself");
}

DoctorCheck check_log(const Environment& environment) {
  const std::string name = "log";
  const auto path = log_path(environment);
  if (!path) {
    return bad(name, "failure", "there is no place for the daemon's log",
               "set HOME or XDG_STATE_HOME");
  }
  struct stat status {};
  if (::stat(path->c_str(), &status) != 0) return ok(name, *path + " (not written yet)");
  if ((status.st_mode & others) != 0) {
    return bad(name, "warning",
               "others may read " + *path + " (mode " + octal(status.st_mode) + ")",
               "chmod 600 " + *path);
  }
  return ok(name, *path + " (" + byte_size(status.st_size) + ")");
}

}  // namespace baton::client
