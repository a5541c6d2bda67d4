#include "daemon/capture/sources/money.hpp"

#include <cmath>

namespace baton::capture {

std::int64_t micros_member(const boost::json::object& object, std::string_view key) {
  const boost::json::value* value = object.if_contains(key);
  if (value == nullptr || !value->is_number()) return 0;
  const auto dollars = value->to_number<double>();
  const bool is_sane = std::isfinite(dollars) && dollars >= 0 && dollars < 1e9;
  return is_sane ? std::llround(dollars * 1e6) : 0;
}

}  // namespace baton::capture
