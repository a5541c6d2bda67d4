#pragma once
// From the exceptions of the rooms to the errors that clients see: the one place for it.

#include <exception>
#include <memory>

#include "protocol/errors.hpp"

namespace baton::methods {

/// The error to tell a client about an exception of the store or of the file system; null for any
/// other.
std::unique_ptr<protocol::RpcError> translate(const std::exception& error);

}  // namespace baton::methods
