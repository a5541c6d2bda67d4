#include "daemon/rpc/dispatcher.hpp"

#include <chrono>
#include <stdexcept>
#include <vector>

#include <spdlog/spdlog.h>

#include "protocol/json/nearest.hpp"

namespace baton::rpc {

using protocol::ErrorCode;
using protocol::RpcError;

namespace {

/// A call that takes longer is worth a line in the log.
constexpr std::chrono::milliseconds slow_call{500};

void log_slow(std::string_view method, std::chrono::steady_clock::time_point start) {
  const auto took = std::chrono::steady_clock::now() - start;
  if (took < slow_call) return;
  spdlog::warn("{} took {} ms", method,
               std::chrono::duration_cast<std::chrono::milliseconds>(took).count());
}

RpcError method_not_found(const std::string& method, const std::vector<std::string_view>& known) {
  std::string message = "there is no method \"" + method + "\"";
  if (const auto near = protocol::nearest_name(method, known)) {
    message += ", did you mean \"" + std::string(*near) + "\"?";
  } else {
    message += "; rpc.discover lists the methods";
  }
  return {ErrorCode::method_not_found, message};
}

}  // namespace

void Dispatcher::add_untyped(std::string_view name, Handler handler) {
  if (!handlers_.emplace(name, std::move(handler)).second) {
    throw std::logic_error("method registered twice: " + std::string(name));
  }
}

RpcError Dispatcher::to_rpc_error(std::string_view method, const std::exception& error) const {
  if (const auto* rpc_error = dynamic_cast<const RpcError*>(&error)) return *rpc_error;
  if (translate_) {
    if (const auto translated = translate_(error)) return *translated;
  }
  spdlog::error("{} failed: {}", method, error.what());
  return {ErrorCode::internal_error, "internal error; the daemon's log has the details"};
}

boost::asio::awaitable<std::string> Dispatcher::serve(CallContext context,
                                                      protocol::Request request) const {
  const protocol::Id id = request.id.value_or(protocol::Id{nullptr});
  std::string response;
  try {
    const auto found = handlers_.find(request.method);
    if (found == handlers_.end()) {
      std::vector<std::string_view> known;
      for (const auto& [name, handler] : handlers_) known.push_back(name);
      throw method_not_found(request.method, known);
    }
    const auto start = std::chrono::steady_clock::now();
    const boost::json::value result = co_await found->second(context, request.params);
    log_slow(request.method, start);
    if (!request.is_notification()) response = protocol::make_result(id, result);
  } catch (const std::exception& error) {
    const RpcError told = to_rpc_error(request.method, error);
    if (!request.is_notification()) response = protocol::make_error(id, told);
  }
  co_return response;
}

}  // namespace baton::rpc
