#pragma once
// Reading sessions: the columns and how a row becomes a record.

#include <optional>
#include <string>

#include "daemon/store/records.hpp"
#include "daemon/store/statement.hpp"

namespace baton::store {

/// The SELECT of every query that gives sessions; `rest` begins with WHERE. The tables are `s` and
/// `p`.
std::string select_sessions(const std::string& rest);

/// The session of the current row.
Session read_session(const Rows& rows);

/// The session of the first row, if there is one.
std::optional<Session> read_one_session(Rows rows);

}  // namespace baton::store
