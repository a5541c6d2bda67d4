#include "daemon/methods/paging.hpp"

#include "protocol/errors.hpp"

namespace baton::methods {

std::int64_t page_limit(const std::optional<std::int64_t>& asked, std::int64_t default_limit,
                        std::int64_t largest) {
  const std::int64_t limit = asked.value_or(default_limit);
  if (limit < 1 || limit > largest) {
    throw protocol::RpcError(protocol::ErrorCode::invalid_params,
                             "params.limit: expected 1 to " + std::to_string(largest) + ", got " +
                                 std::to_string(limit));
  }
  return limit;
}

std::optional<std::string> optional_text(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text;
}

std::optional<std::string> optional_time(const std::optional<Milliseconds>& time) {
  if (!time || *time == 0) return std::nullopt;
  return format_time(*time);
}

}  // namespace baton::methods
