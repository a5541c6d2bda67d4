#pragma once
// What a handoff is made from, read from the store.

#include "daemon/handoff/handoff.hpp"
#include "daemon/store/tables.hpp"

namespace baton::handoff {

/// How many sessions a handoff is made from: the one that is handed on, and those before it whose
/// state may still hold.
inline constexpr std::int64_t most_sessions = 5;

/// A session with its newest turns. Long outputs are cut in the middle. On a thread of the store.
/// @param after ordinal of a turn: only those behind it
SessionTurns load_session(store::Tables& tables, store::Session session, std::int64_t after = 0);

/// What users did to the project's handoffs and still holds, oldest first. On a thread of the
/// store.
std::vector<Edit> load_edits(store::Tables& tables, store::Id project_id);

/// The edits of rows of the store.
std::vector<Edit> edits_of(const std::vector<store::HandoffEdit>& rows);

/// The newest sessions of a project with their turns, and the state of its work tree. Long outputs
/// are cut in the middle. Blocking (reads git): on a thread of the store. No sessions when nobody
/// has asked for anything yet: such a project has no handoff.
Material load_material(store::Tables& tables, const store::Project& project);

/// Makes the material what load_material() would give now. Of sessions that have only grown it
/// reads what is new; that no turn of them was changed in its place the caller must know.
void update_material(store::Tables& tables, const store::Project& project, Material& material);

}  // namespace baton::handoff
