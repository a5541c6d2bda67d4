// What the daemon can tell about itself that is wrong, and how to mend it.

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <unistd.h>

#include "daemon/methods/await_store.hpp"
#include "daemon/methods/services.hpp"
#include "protocol/methods/daemon.hpp"

namespace baton::methods {
namespace {

using boost::asio::awaitable;
using protocol::DoctorCheck;
using rpc::CallContext;

/// Below this much free space the doctor warns: a day of heavy use writes about as much.
constexpr std::uintmax_t little_space = 512U << 20U;

DoctorCheck check_store(store::Tables& tables) {
  const std::vector<std::string> problems = tables.quick_check();
  if (problems.empty()) {
    return {
        "database", "ok", "sound, schema version " + std::to_string(tables.schema_version()), {}};
  }
  return {"database", "failure", problems.front(),
          "stop the daemon and put back the newest backup beside the database"};
}

DoctorCheck check_space(const std::string& database) {
  std::error_code error;
  const auto space = std::filesystem::space(database, error);
  if (error)
    return {"disk space", "warning", "cannot be told: " + error.message(), "check the disk"};
  const std::string detail = std::to_string(space.available >> 20U) + " MiB free";
  if (space.available >= little_space) return {"disk space", "ok", detail, {}};
  return {"disk space", "warning", detail, "make room; nothing is recorded while the disk is full"};
}

DoctorCheck check_watching(const capture::Status& status) {
  if (status.state == "off") {
    return {"watching logs", "warning", "switched off",
            "set capture.watch = true in the configuration and restart the daemon"};
  }
  if (status.state == "paused") {
    return {"watching logs", "warning", "paused",
            "`baton capture resume` goes on; nothing is lost meanwhile"};
  }
  if (!status.trouble.empty()) {
    return {"watching logs", "warning", status.trouble,
            "raise the limit, e.g. sysctl fs.inotify.max_user_watches=524288"};
  }
  if (status.watched_directories == 0) {
    return {
        "watching logs", "ok", "no agent's log directory exists yet; looked for every minute", {}};
  }
  return {"watching logs", "ok", std::to_string(status.watched_directories) + " directories", {}};
}

/// Agents' directories that are there but closed to us.
std::vector<DoctorCheck> check_roots(const capture::Status& status) {
  std::vector<DoctorCheck> checks;
  for (const capture::WatchedAgent& agent : status.agents) {
    for (const std::string& root : agent.roots) {
      if (::access(root.c_str(), R_OK | X_OK) == 0 || errno != EACCES) continue;
      checks.push_back({"logs of " + agent.agent, "failure",
                        "cannot look into " + root + ": " + std::generic_category().message(EACCES),
                        "make it readable for the user who runs batond"});
    }
  }
  return checks;
}

bool is_installed(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::istringstream directories(path == nullptr ? "/usr/local/bin:/usr/bin" : path);
  for (std::string directory; std::getline(directories, directory, ':');) {
    if (::access((directory + "/" + program).c_str(), X_OK) == 0) return true;
  }
  return false;
}

/// Agents whose program is there and of whom nothing was ever read: their logs may lie elsewhere.
std::vector<DoctorCheck> check_silent_agents(const capture::Status& status, store::Tables& tables) {
  static constexpr auto programs = std::to_array<std::pair<const char*, const char*>>({
      {"aider", "aider"},
      {"claude", "claude-code"},
      {"codex", "codex"},
      {"copilot", "copilot-cli"},
      {"crush", "crush"},
      {"gemini", "gemini"},
      {"goose", "goose"},
      {"opencode", "opencode"},
      {"qwen", "qwen"},
  });
  const std::vector<store::CaptureCounts> counts = tables.capture_files.counts();
  std::vector<DoctorCheck> checks;
  for (const auto& [program, agent] : programs) {
    const auto watched = std::ranges::find(status.agents, agent, &capture::WatchedAgent::agent);
    const bool was_read =
        std::ranges::find(counts, agent, &store::CaptureCounts::agent) != counts.end();
    if (was_read || watched == status.agents.end() || !is_installed(program)) continue;
    std::string places;
    for (const std::string& root : watched->roots) places += (places.empty() ? "" : ", ") + root;
    checks.push_back(
        {std::string("logs of ") + agent, "warning",
         std::string(program) + " is installed, but nothing of it was found in " + places,
         "run a session; if its logs are kept elsewhere, add the directory to "
         "capture.extra_roots"});
  }
  return checks;
}

DoctorCheck check_troubles(store::Tables& tables) {
  const std::int64_t troubled = tables.counts().troubled_files;
  if (troubled == 0) return {"reading logs", "ok", "every record was understood", {}};
  return {"reading logs", "warning",
          std::to_string(troubled) + " files hold records that could not be read; they are kept",
          "`baton capture status` shows where"};
}

awaitable<protocol::DaemonDoctorResult> doctor(Services& services) {
  auto work = [status = services.capture.status(),
               path = services.database_path](store::Tables& tables) {
    protocol::DaemonDoctorResult result{
        {check_store(tables), check_space(path), check_watching(status), check_troubles(tables)}};
    for (DoctorCheck& check : check_roots(status)) result.checks.push_back(std::move(check));
    for (DoctorCheck& check : check_silent_agents(status, tables))
      result.checks.push_back(std::move(check));
    return result;
  };
  co_return co_await read_store(services.store, work);
}

}  // namespace

void add_doctor_methods(rpc::Dispatcher& dispatcher, Services& services) {
  dispatcher.add(protocol::daemon_doctor,
                 [&services](const CallContext&, const protocol::DaemonDoctorParams&) {
                   return doctor(services);
                 });
}

}  // namespace baton::methods
