#pragma once
// rpc.*: the protocol about itself.

#include <boost/json/object.hpp>

#include "protocol/contract.hpp"
#include "protocol/describe.hpp"

namespace baton::protocol {

struct RpcDiscoverParams {};
BATON_DESCRIBE_EMPTY(RpcDiscoverParams)

/// The result is an OpenRPC document, which has a shape of its own.
inline constexpr Contract<RpcDiscoverParams, boost::json::object> rpc_discover{
    "rpc.discover", "This service's OpenRPC document: every method with its parameters and result."};

}  // namespace baton::protocol
