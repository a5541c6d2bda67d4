#include "protocol/methods/event.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include "daemon/methods/services.hpp"
#include "protocol/errors.hpp"

namespace baton::methods {
namespace {

using boost::asio::awaitable;
using protocol::ErrorCode;
using protocol::RpcError;
using rpc::CallContext;

constexpr std::array<std::string_view, 3> known_topics{"capture", "turns", "handoff"};

std::set<std::string> check_topics(const std::vector<std::string>& asked) {
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (std::find(known_topics.begin(), known_topics.end(), asked[i]) != known_topics.end())
      continue;
    throw RpcError(ErrorCode::invalid_params, "params.topics[" + std::to_string(i) +
                                                  "]: there is no topic \"" + asked[i] +
                                                  "\"; known are capture, turns, handoff");
  }
  return {asked.begin(), asked.end()};
}

awaitable<protocol::EventSubscribeResult> subscribe(Services& services, const CallContext& context,
                                                    const protocol::EventSubscribeParams& params) {
  const std::set<std::string> topics = check_topics(params.topics);
  if (const auto connection = context.connection.lock())
    services.events.subscribe(connection, topics);
  co_return protocol::EventSubscribeResult{{topics.begin(), topics.end()}};
}

}  // namespace

void add_event_methods(rpc::Dispatcher& dispatcher, Services& services) {
  dispatcher.add(
      protocol::event_subscribe,
      [&services](const CallContext& context, const protocol::EventSubscribeParams& params) {
        return subscribe(services, context, params);
      });
}

}  // namespace baton::methods
