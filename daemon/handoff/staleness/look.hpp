#pragma once
// Looks at a work tree as it is now.

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "daemon/handoff/staleness/staleness.hpp"
#include "daemon/handoff/work_tree.hpp"

namespace baton::handoff {

/// What is to be compared with what.
struct StalenessQuestion {
  WorkTreeSnapshot then;
  std::string project_key;  ///< as git::locate_project() gives it
  std::string directory;    ///< of the work tree that is meant
};

/// What was found, and the state of files from which the same would be found again.
struct Look {
  Staleness staleness;
  std::vector<std::string> watched;  ///< paths; empty when there was nothing to look at
  std::string marks;                 ///< what `stat` tells of them
};

/// Compares. Nothing is told of a work tree that is not on this machine or of another project.
/// Blocking, and it opens the repository unless nothing has changed since `before`.
/// @param before what was found for the same question earlier, or null
/// @param until soon after which it stops, with what it has found
Look look(const StalenessQuestion& question, const Look* before,
          std::chrono::steady_clock::time_point until);

}  // namespace baton::handoff
