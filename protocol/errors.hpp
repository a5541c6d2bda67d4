#pragma once
// The errors that cross the socket: their codes, what each means, and the exception that carries
// one.

#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

namespace baton::protocol {

/// The `code` of a JSON-RPC error object. A client may receive a code from a newer daemon that is
/// not listed here, so a switch over it needs a default.
enum class ErrorCode : int {
  parse_error = -32700,
  invalid_request = -32600,
  method_not_found = -32601,
  invalid_params = -32602,
  internal_error = -32603,
  not_found = -32001,
  ambiguous = -32002,
  busy = -32003,
  too_large = -32004,
  conflict = -32005,
  storage = -32006,
  shutting_down = -32007,
  denied = -32008,
};

/// One row of the table of errors.
struct ErrorInfo {
  ErrorCode code;
  std::string_view name;     ///< as in ErrorCode
  std::string_view meaning;  ///< one sentence for people
  bool from_method;          ///< whether a method that was found can answer with it
};

/// All codes of this protocol, the standard ones first. Any thread.
std::span<const ErrorInfo> error_table();

/// The name of a code as in ErrorCode, or "unknown" for a code this build does not know. Any
/// thread.
std::string_view error_name(ErrorCode code);

/// The one exception type whose text clients may see: handlers and services throw it, one place
/// makes the error object of a response from it. Its message is UTF-8 for people; nothing in it may
/// be secret.
class RpcError : public std::runtime_error {
 public:
  /// @param error_code what kind of failure this is
  /// @param message    one sentence for people, without a code
  RpcError(ErrorCode error_code, const std::string& message)
      : std::runtime_error(message), code_(error_code) {}

  /// @param error_data what a program may want to know besides; goes out as the error's `data`
  RpcError(ErrorCode error_code, const std::string& message, boost::json::value error_data)
      : std::runtime_error(message), code_(error_code), data_(std::move(error_data)) {}

  ErrorCode code() const noexcept { return code_; }
  const std::optional<boost::json::value>& data() const noexcept { return data_; }

 private:
  ErrorCode code_;
  std::optional<boost::json::value> data_;
};

}  // namespace baton::protocol
