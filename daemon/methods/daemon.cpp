#include "protocol/methods/daemon.hpp"

#include <string>

#include <boost/asio/awaitable.hpp>
#include <unistd.h>

#include "daemon/methods/await_store.hpp"
#include "daemon/methods/services.hpp"
#include "protocol/contracts.hpp"
#include "protocol/openrpc.hpp"

namespace baton::methods {
namespace {

using boost::asio::awaitable;
using rpc::CallContext;

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
}

}  // namespace baton::methods
