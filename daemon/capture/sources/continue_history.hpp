#pragma once
// From the history of a Continue session to turns.

#include <string>
#include <string_view>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "daemon/capture/source.hpp"

namespace baton::capture::continue_dev {

/// Tells the items of a history. An item's turns have its message's id, or the session's id and the
/// item's number when it has none. The system's messages are its instructions and are left out.
void tell_history(const boost::json::array& history, const std::string& session, EventSink& sink);

/// The last model that a session names; empty when it names none.
std::string model_of(const boost::json::object& session);

}  // namespace baton::capture::continue_dev
