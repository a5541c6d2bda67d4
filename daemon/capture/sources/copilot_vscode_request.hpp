#pragma once
// From one request of a chat, the user's words and the answer to them, to turns.

#include <set>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "daemon/capture/source.hpp"

namespace baton::capture::copilot_vscode {

/// What one request is called and when it was made.
struct RequestOrigin {
  std::string id;  ///< unique in the chat; `session/number` for those of versions without ids
  Milliseconds time = 0;
};

/// Tells the turns and the usage of one request. The user's words have the request's id; the parts
/// of the answer have `id/response`, the part at index i has number 2 × i, a call's result 2 × i +
/// 1, so that they keep their numbers as the answer grows. Adds the kinds of parts that are not
/// known to `unknown`.
void tell_request(const boost::json::object& request, const RequestOrigin& origin,
                  std::set<std::string>& unknown, EventSink& sink);

/// `gpt-5` of `copilot/gpt-5`; empty when the request does not tell its model.
std::string_view model_of(const boost::json::object& request);

}  // namespace baton::capture::copilot_vscode
