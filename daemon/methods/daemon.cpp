#include "protocol/methods/daemon.hpp"

#include <string>
#include <system_error>

#include <boost/asio/awaitable.hpp>
#include <unistd.h>

#include "daemon/methods/await_store.hpp"
#include "daemon/methods/services.hpp"
#include "protocol/contracts.hpp"
#include "protocol/openrpc.hpp"

namespace baton::methods {
namespace {

using boost::asio::awaitable;
using protocol::DoctorCheck;
using rpc::CallContext;

/// Below this much free space the doctor warns: a day of heavy use writes about as much.
constexpr std::uintmax_t little_space = 512U << 20U;

std::int64_t uptime_seconds(const Services& services) {
  const auto up = std::chrono::steady_clock::now() - services.started;
  return std::chrono::duration_cast<std::chrono::seconds>(up).count();
}

awaitable<protocol::DaemonStatusResult> status(Services& services) {
  auto work = [](store::Tables& tables) {
    const store::Counts counts = tables.counts();
    protocol::DaemonStatusResult result;
    result.database_bytes = tables.database_bytes();
    result.schema_version = tables.schema_version();
    result.projects = counts.projects;
    result.sessions = counts.sessions;
    result.turns = counts.turns;
    result.handoffs = counts.handoffs;
    result.capture_troubled_files = counts.troubled_files;
    return result;
  };
  protocol::DaemonStatusResult result = co_await read_store(services.store, work);
  const capture::Status capture = services.capture.status();
  result.version = BATON_VERSION;
  result.protocol_version = protocol::protocol_version;
  result.pid = ::getpid();
  result.uptime_seconds = uptime_seconds(services);
  result.socket = services.socket_path;
  result.database = services.database_path;
  result.connections = services.connections();
  result.capture_state = capture.state;
  result.capture_pending_files = capture.pending_files;
  co_return result;
}

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
    return protocol::DaemonDoctorResult{
        {check_store(tables), check_space(path), check_watching(status), check_troubles(tables)}};
  };
  co_return co_await read_store(services.store, work);
}

awaitable<boost::json::object> discover() {
  co_return protocol::openrpc_document(BATON_VERSION);
}

}  // namespace

void add_daemon_methods(rpc::Dispatcher& dispatcher, Services& services) {
  dispatcher.add(protocol::rpc_discover,
                 [](const CallContext&, const protocol::RpcDiscoverParams&) { return discover(); });
  dispatcher.add(protocol::daemon_status,
                 [&services](const CallContext&, const protocol::DaemonStatusParams&) {
                   return status(services);
                 });
  dispatcher.add(protocol::daemon_doctor,
                 [&services](const CallContext&, const protocol::DaemonDoctorParams&) {
                   return doctor(services);
                 });
}

}  // namespace baton::methods
