#pragma once
// A way to ask the daemon: over its socket, or made up by a test.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "client/failure.hpp"
#include "protocol/contract.hpp"
#include "protocol/errors.hpp"
#include "protocol/json/decode.hpp"
#include "protocol/json/encode.hpp"

namespace baton::client {

/// News from the daemon.
struct Notification {
  std::string method;
  boost::json::value params;
};

/// Sends requests and gives back what is answered. Not thread-safe.
class Transport {
 public:
  Transport() = default;
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  Transport(Transport&&) = delete;
  Transport& operator=(Transport&&) = delete;
  virtual ~Transport() = default;

  /// Calls a method and waits for its result; news that comes in between is kept.
  ///
  /// @throws protocol::RpcError what the daemon answered instead of a result
  /// @throws Failure unreachable when it hangs up, timed_out, or internal when its answer cannot be
  /// read
  virtual boost::json::value request(std::string_view method, const boost::json::value& params) = 0;

  /// The next notification, or nothing when none comes within `wait`.
  ///
  /// @throws Failure unreachable when the daemon hangs up
  virtual std::optional<Notification> next_notification(std::chrono::milliseconds wait) = 0;
};

/// Makes a T from JSON that the daemon sent.
///
/// @param what what it came with, for the message
/// @throws Failure internal when it does not have the form of T
template <class T>
T read_as(std::string_view what, const boost::json::value& json) {
  try {
    return protocol::decode_result<T>(json);
  } catch (const protocol::RpcError& error) {
    throw Failure(ExitCode::internal,
                  "the daemon's answer to " + std::string(what) + " is not understood (" +
                      error.what() + "): client and daemon differ in version, see baton doctor");
  }
}

/// Makes a contract's result from the JSON that was answered. Throws as read_as() does.
template <class Contract>
typename Contract::Result read_result(const Contract& contract, const boost::json::value& result) {
  return read_as<typename Contract::Result>(contract.name, result);
}

/// Calls a method by its contract. Throws as Transport::request() and read_result() do.
template <class Contract>
typename Contract::Result call(Transport& transport, const Contract& contract,
                               const typename Contract::Params& params) {
  return read_result(contract, transport.request(contract.name, protocol::encode(params)));
}

}  // namespace baton::client
