#pragma once
// What Cursor's database tells of a conversation as a whole.

#include <string>

#include <boost/json/object.hpp>

#include "daemon/capture/sources/foreign_database.hpp"
#include "daemon/store/records.hpp"

namespace baton::capture::cursor {

/// From the conversation's row and, in versions that have it, its row in `composerHeaders`.
/// @throws ForeignDatabaseError
store::SessionFacts facts_of_composer(const ForeignDatabase& database, const std::string& id,
                                      const boost::json::object& data);

}  // namespace baton::capture::cursor
