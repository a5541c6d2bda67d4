#pragma once
// Which files a tool of opencode touched.

#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "daemon/store/records.hpp"

namespace baton::capture::opencode {

/// What a completed call touched. `state` is the tool part's: its `input` names the file, its
/// `metadata` holds the diff that was made. Paths are as the log gives them. Source: the tools of
/// opencode 0.15 to 1.3 and their typings.
std::vector<store::FileTouch> files_of_tool(std::string_view tool,
                                            const boost::json::object& state);

}  // namespace baton::capture::opencode
