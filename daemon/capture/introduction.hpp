#pragma once
// Making the sessions of unread logs known before their turns are read.

#include <atomic>
#include <vector>

#include "daemon/capture/discovery.hpp"
#include "daemon/capture/projects.hpp"
#include "daemon/privacy/redactor.hpp"
#include "daemon/store/store.hpp"

namespace baton::capture {

/// Looks at the beginning of each log that was never read and stores the sessions found there,
/// without turns, in the order in which they began: that is the order of their numbers, while the
/// logs themselves can then be read newest first. Sessions whose beginning does not tell (a
/// database, a huge first line) get their numbers when they are read. Blocking; on the capturing
/// thread.
/// @param stop looked at between files; once true, what was found so far is stored
/// @throws store::StoreError
void introduce_sessions(store::Store& store, const privacy::Redactor& redactor,
                        ProjectFinder& projects, const std::vector<FoundLog>& logs,
                        const std::atomic<bool>& stop);

}  // namespace baton::capture
