#include "protocol/errors.hpp"

#include <algorithm>
#include <array>

namespace baton::protocol {

namespace {

constexpr std::array table{
    ErrorInfo{ErrorCode::parse_error, "parse_error",
              "The bytes are not one JSON text in UTF-8, or are nested too deep.", false},
    ErrorInfo{ErrorCode::invalid_request, "invalid_request",
              "The JSON is not a JSON-RPC 2.0 request, or a batch that is empty or too long.",
              false},
    ErrorInfo{ErrorCode::method_not_found, "method_not_found", "There is no method of this name.",
              false},
    ErrorInfo{
        ErrorCode::invalid_params, "invalid_params",
        "A parameter is missing, unknown or of the wrong type or range; the message names it.",
        true},
    ErrorInfo{ErrorCode::internal_error, "internal_error",
              "The daemon failed in a way it did not foresee; its log has the details.", true},
    ErrorInfo{ErrorCode::not_found, "not_found", "What the parameters name is not in the store.",
              true},
    ErrorInfo{ErrorCode::ambiguous, "ambiguous",
              "What the parameters name fits more than one thing; the message lists them.", true},
    ErrorInfo{ErrorCode::busy, "busy", "A bounded queue is full; try again after a moment.", true},
    ErrorInfo{ErrorCode::too_large, "too_large",
              "The message or the answer is over its size limit.", true},
    ErrorInfo{ErrorCode::conflict, "conflict",
              "The state of the store does not permit this change, or changed meanwhile.", true},
    ErrorInfo{ErrorCode::storage, "storage",
              "The store cannot be read or written: disk full, read-only or damaged.", true},
    ErrorInfo{ErrorCode::shutting_down, "shutting_down",
              "The daemon is ending and takes no more requests; connect again.", true},
    ErrorInfo{ErrorCode::denied, "denied", "The caller may not do this.", true},
};

}  // namespace

std::span<const ErrorInfo> error_table() {
  return table;
}

std::string_view error_name(ErrorCode code) {
  const auto* row =
      std::find_if(table.begin(), table.end(), [&](const ErrorInfo& i) { return i.code == code; });
  return row == table.end() ? "unknown" : row->name;
}

}  // namespace baton::protocol
