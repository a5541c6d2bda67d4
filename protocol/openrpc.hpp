#pragma once
// The description of the protocol that programs read: the answer to rpc.discover.

#include <string_view>

#include <boost/json/object.hpp>

namespace baton::protocol {

/// The OpenRPC 1.3 document of all methods, made from their contracts. Notifications, for which
/// OpenRPC has no place, are under `x-notifications` in the same form. The order of keys is stable.
/// Any thread.
///
/// @param version of the daemon, for `info.version`
boost::json::object openrpc_document(std::string_view version);

}  // namespace baton::protocol
