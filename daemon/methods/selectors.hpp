#pragma once
// How clients name projects and sessions.

#include <optional>
#include <string>

#include "daemon/store/tables.hpp"

namespace baton::methods {

/// The project that `selector` names: its id, its name, or an absolute path of a directory inside
/// it (found through git, so that a work tree finds its repository's project). Blocking: on a
/// thread of the store.
/// @throws protocol::RpcError not_found, or ambiguous when several projects bear the name
store::Project find_project(store::Tables& tables, const std::string& selector);

/// The id of the project, or nothing when no selector is given. @throws as find_project
std::optional<store::Id> find_project_id(store::Tables& tables,
                                         const std::optional<std::string>& selector);

/// @throws protocol::RpcError not_found
store::Session find_session(store::Tables& tables, store::Id id);

}  // namespace baton::methods
