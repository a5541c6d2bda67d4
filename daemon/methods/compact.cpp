#include <boost/asio/awaitable.hpp>

#include "daemon/methods/services.hpp"
#include "protocol/methods/daemon.hpp"

namespace baton::methods {
namespace {

using boost::asio::awaitable;
using protocol::ErrorCode;
using protocol::RpcError;
using rpc::CallContext;

/// Starts a run, or tells of one: asking again and again holds nothing up, and a client that goes
/// away leaves nothing behind.
awaitable<protocol::DaemonCompactResult> compact(Services& services,
                                                 const protocol::DaemonCompactParams& params) {
  const std::int64_t run = params.run ? *params.run : services.upkeep.start();
  const std::optional<store::UpkeepReport> report = services.upkeep.report(run);
  if (!report) {
    throw RpcError(ErrorCode::not_found,
                   "nothing is known of a compaction with the number " + std::to_string(run));
  }
  if (!report->error.empty())
    throw RpcError(ErrorCode::storage, "compacting has ended early: " + report->error);
  co_return protocol::DaemonCompactResult{.run = report->run,
                                          .finished = report->finished,
                                          .stage = report->stage,
                                          .turns_removed = report->turns_removed,
                                          .outputs_cut = report->outputs_cut,
                                          .bytes_before = report->bytes_before,
                                          .bytes_after = report->bytes_after};
}

}  // namespace

void add_compact_methods(rpc::Dispatcher& dispatcher, Services& services) {
  dispatcher.add(protocol::daemon_compact,
                 [&services](const CallContext&, const protocol::DaemonCompactParams& params) {
                   return compact(services, params);
                 });
}

}  // namespace baton::methods
