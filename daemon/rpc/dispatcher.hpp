#pragma once
// From a method's name to the function that serves it, and from exceptions to error objects: the
// one place for both.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>
#include <boost/json/value.hpp>

#include "protocol/contract.hpp"
#include "protocol/envelope.hpp"
#include "protocol/json/decode.hpp"
#include "protocol/json/encode.hpp"

namespace baton::rpc {

class Connection;

/// What a handler may know of the call beyond its parameters.
struct CallContext {
  std::weak_ptr<Connection>
      connection;  ///< where the call came from; expired once the peer has gone
};

/// Calls methods. Filled once at start, then only read; runs on the io thread.
class Dispatcher {
 public:
  using Handler = std::function<boost::asio::awaitable<boost::json::value>(
      const CallContext&, const boost::json::value& params)>;
  /// Makes an exception that is no RpcError into one, or returns null when it does not know it.
  using Translator = std::function<std::unique_ptr<protocol::RpcError>(const std::exception&)>;

  /// @param translate for the exceptions of the rooms behind the methods
  explicit Dispatcher(Translator translate) : translate_(std::move(translate)) {}

  /// Registers the function that serves a contract. `handler` is called as
  /// `awaitable<Result>(const CallContext&, const Params&)`; both arguments live until the
  /// awaitable ends.
  template <class Params, class Result, class Function>
  void add(const protocol::Contract<Params, Result>& contract, Function handler) {
    add_untyped(contract.name,
                [handler = std::move(handler)](
                    const CallContext& context,
                    const boost::json::value& json) -> boost::asio::awaitable<boost::json::value> {
                  const Params params = protocol::decode_params<Params>(json);
                  const Result result = co_await handler(context, params);
                  co_return protocol::encode(result);
                });
  }

  /// Serves one request and returns the text of its response; empty for a notification. Never
  /// throws.
  boost::asio::awaitable<std::string> serve(CallContext context, protocol::Request request) const;

  /// The error to tell a client about what a handler threw; details of faults of our own go to the
  /// log only.
  protocol::RpcError to_rpc_error(std::string_view method, const std::exception& error) const;

 private:
  void add_untyped(std::string_view name, Handler handler);

  std::map<std::string, Handler, std::less<>> handlers_;
  Translator translate_;
};

}  // namespace baton::rpc
