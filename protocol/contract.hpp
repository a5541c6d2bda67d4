#pragma once
// What a method is, as one value: the only place from which help, rpc.discover and the generated
// types are made.

#include <string_view>

namespace baton::protocol {

/// The contract of one JSON-RPC method.
///
/// @tparam Params described struct; decoded from the request's `params` object
/// @tparam Result described struct; encoded as the response's `result`
template <class ParamsType, class ResultType>
struct Contract {
  using Params = ParamsType;
  using Result = ResultType;

  std::string_view name;     ///< `namespace.verb`, as it goes over the wire
  std::string_view summary;  ///< one sentence: what the method does
};

/// The contract of one notification that the daemon sends to subscribers.
template <class ParamsType>
struct NotificationContract {
  using Params = ParamsType;

  std::string_view name;     ///< `event.topic`
  std::string_view summary;  ///< one sentence: when it is sent
};

}  // namespace baton::protocol
