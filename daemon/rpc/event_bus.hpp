#pragma once
// News for the connections that asked for it.

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "protocol/contract.hpp"
#include "protocol/json/encode.hpp"

namespace baton::rpc {

class Connection;

/// Who is subscribed to which topic. Runs on the io thread.
class EventBus {
 public:
  /// Replaces what the connection is subscribed to. @param topics names without `event.`
  void subscribe(const std::shared_ptr<Connection>& connection, std::set<std::string> topics);

  /// Sends a notification to all who subscribed to its topic.
  template <class Params>
  void publish(const protocol::NotificationContract<Params>& contract, const Params& params) {
    const std::string_view topic = contract.name.substr(contract.name.find('.') + 1);
    if (has_subscribers(topic)) send(topic, contract.name, protocol::encode(params));
  }

 private:
  struct Subscriber {
    std::weak_ptr<Connection> connection;
    std::set<std::string> topics;
  };

  bool has_subscribers(std::string_view topic) const;
  void send(std::string_view topic, std::string_view method, const boost::json::value& params);

  std::vector<Subscriber> subscribers_;
};

}  // namespace baton::rpc
