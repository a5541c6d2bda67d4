#include "daemon/methods/errors.hpp"

#include <string>
#include <system_error>

#include <spdlog/spdlog.h>

#include "daemon/store/error.hpp"

namespace baton::methods {

using protocol::ErrorCode;
using protocol::RpcError;
using store::StoreError;
using store::StoreFault;

std::unique_ptr<RpcError> translate(const std::exception& error) {
  if (const auto* fault = dynamic_cast<const store::BadCursor*>(&error)) {
    return std::make_unique<RpcError>(ErrorCode::invalid_params,
                                      std::string("params.cursor: ") + fault->what());
  }
  if (const auto* fault = dynamic_cast<const StoreError*>(&error)) {
    if (fault->fault() == StoreFault::other)
      return nullptr;  // a fault of our own: for the log, not for clients
    if (fault->fault() == StoreFault::busy) {
      return std::make_unique<RpcError>(ErrorCode::busy, fault->what());
    }
    spdlog::error("store: {}", fault->what());
    return std::make_unique<RpcError>(ErrorCode::storage, fault->what());
  }
  if (const auto* fault = dynamic_cast<const std::system_error*>(&error)) {
    return std::make_unique<RpcError>(ErrorCode::not_found, fault->what());
  }
  return nullptr;
}

}  // namespace baton::methods
