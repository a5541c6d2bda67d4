#pragma once
// What opencode knows of a session.

#include <optional>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "daemon/store/records.hpp"

namespace baton::capture::opencode {

/// A session as it is kept, whether in a row or in a file.
struct SessionRecord {
  std::string id;
  std::string parent;  ///< of a subagent's session; empty when it has none
  std::string fork;    ///< the session it was copied from; empty when that is not known
  std::string directory;
  std::string title;
  std::string version;
  baton::Milliseconds created = 0;
  baton::Milliseconds updated = 0;
  bool is_archived = false;
};

/// The record of a session's `info`. Without an id it is none.
std::optional<SessionRecord> session_of(const boost::json::object& info);

/// The facts of the session. A title that opencode made up from the time is none.
store::SessionFacts facts_of(const SessionRecord& session);

/// The model that a message's `info` names; empty when it names none.
std::string_view model_of(const boost::json::object& info);

}  // namespace baton::capture::opencode
