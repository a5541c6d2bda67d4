#pragma once
// A daemon made up of prepared answers.

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "client/transport.hpp"

namespace baton::client {

/// Answers from a table and remembers what it was asked.
class FakeTransport : public Transport {
 public:
  using Handler = std::function<boost::json::value(const boost::json::value& params)>;

  /// One call that was made.
  struct Call {
    std::string method;
    boost::json::value params;
  };

  /// From now on `method` is answered by what `handler` returns or throws.
  void on(std::string method, Handler handler);
  /// From now on `method` is answered by this JSON text.
  void on(std::string method, std::string_view json);
  /// Appends news, given out one by one.
  void push(Notification notification) { news_.push_back(std::move(notification)); }

  const std::vector<Call>& calls() const noexcept { return calls_; }

  /// Throws RpcError method_not_found for a method without an answer.
  boost::json::value request(std::string_view method, const boost::json::value& params) override;
  std::optional<Notification> next_notification(std::chrono::milliseconds wait) override;

 private:
  std::map<std::string, Handler, std::less<>> handlers_;
  std::deque<Notification> news_;
  std::vector<Call> calls_;
};

}  // namespace baton::client
