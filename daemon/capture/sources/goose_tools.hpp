#pragma once
// Which files a tool of Goose touches.

#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "daemon/store/records.hpp"

namespace baton::capture::goose {

/// What a call touches if it succeeds, by its arguments. A file that is written counts as modified:
/// the log does not tell whether it was there. Source: Goose's developer extension, versions 1.0 to
/// 1.20.
std::vector<store::FileTouch> files_of_call(std::string_view tool,
                                            const boost::json::object& arguments);

}  // namespace baton::capture::goose
