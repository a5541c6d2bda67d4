#pragma once
// Costs as logs give them.

#include <cstdint>
#include <string_view>

#include <boost/json/object.hpp>

namespace baton::capture {

/// A member that is a number of dollars, in millionths; 0 when there is none or it makes no sense.
std::int64_t micros_member(const boost::json::object& object, std::string_view key);

}  // namespace baton::capture
