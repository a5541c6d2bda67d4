#include "client/fake_transport.hpp"

#include <boost/json/parse.hpp>

namespace baton::client {

void FakeTransport::on(std::string method, Handler handler) {
  handlers_.insert_or_assign(std::move(method), std::move(handler));
}

void FakeTransport::on(std::string method, std::string_view json) {
  on(std::move(method),
     [answer = boost::json::parse(json)](const boost::json::value&) { return answer; });
}

boost::json::value FakeTransport::request(std::string_view method,
                                          const boost::json::value& params) {
  calls_.push_back({std::string(method), params});
  const auto handler = handlers_.find(method);
  if (handler == handlers_.end()) {
    throw protocol::RpcError(protocol::ErrorCode::method_not_found,
                             "there is no method '" + std::string(method) + "'");
  }
  return handler->second(params);
}

std::optional<Notification> FakeTransport::next_notification(std::chrono::milliseconds) {
  if (news_.empty()) return std::nullopt;
  Notification next = std::move(news_.front());
  news_.pop_front();
  return next;
}

}  // namespace baton::client
