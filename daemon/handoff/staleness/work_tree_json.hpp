#pragma once
// What a handoff remembers of a work tree, as a member of its stored document.

#include <optional>

#include <boost/json/object.hpp>

#include "daemon/handoff/work_tree.hpp"

namespace baton::handoff {

/// The snapshot as JSON.
boost::json::object to_json(const WorkTreeSnapshot& snapshot);

/// The way back. A document may have been imported: paths that lead out of the work tree are left
/// out. Nothing when it is no snapshot.
std::optional<WorkTreeSnapshot> work_tree_from_json(const boost::json::value& value);

}  // namespace baton::handoff
