#include "daemon/rpc/event_bus.hpp"

#include <algorithm>

#include "daemon/rpc/connection.hpp"
#include "protocol/envelope.hpp"

namespace baton::rpc {

void EventBus::subscribe(const std::shared_ptr<Connection>& connection,
                         std::set<std::string> topics) {
  std::erase_if(subscribers_, [&](const Subscriber& subscriber) {
    const auto other = subscriber.connection.lock();
    return !other || other == connection;
  });
  if (!topics.empty()) subscribers_.push_back({connection, std::move(topics)});
}

bool EventBus::has_subscribers(std::string_view topic) const {
  return std::any_of(subscribers_.begin(), subscribers_.end(), [&](const Subscriber& subscriber) {
    return subscriber.topics.contains(std::string(topic));
  });
}

void EventBus::send(std::string_view topic, std::string_view method,
                    const boost::json::value& params) {
  const std::string text = protocol::make_notification(method, params);
  std::erase_if(subscribers_,
                [](const Subscriber& subscriber) { return subscriber.connection.expired(); });
  for (const Subscriber& subscriber : subscribers_) {
    if (!subscriber.topics.contains(std::string(topic))) continue;
    if (const auto connection = subscriber.connection.lock()) connection->notify(text);
  }
}

}  // namespace baton::rpc
