#pragma once
// Takes down what a handoff is to remember of a work tree.

#include <optional>
#include <vector>

#include "daemon/handoff/facts/reading.hpp"
#include "daemon/handoff/work_tree.hpp"
#include "daemon/store/records.hpp"

namespace baton::handoff {

/// The work tree of a session, without files; nothing when the project is not on this machine.
/// Blocking (reads git).
/// @param now the time, when what is there is taken down
std::optional<WorkTreeSnapshot> take_snapshot(const store::Project& project,
                                              const store::Session& session, Milliseconds now);

/// The files that the sessions' tools wrote or read and the document names, those of the newest
/// session first; what that one wrote counts as named. At most 60. Pure.
std::vector<NamedFile> named_files(const Readings& readings, const Document& document);

/// Notes what the files of a document hold while that is what the session left. Blocking.
void note_contents(Document& document);

}  // namespace baton::handoff
