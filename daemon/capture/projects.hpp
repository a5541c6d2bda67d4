#pragma once
// From the working directory a log names to the project it belongs to.

#include <map>
#include <string>

#include "daemon/store/records.hpp"

namespace baton::capture {

/// Finds projects by working directory and remembers the answers for the length of a run: a log
/// names the same directory a thousand times. One thread, and blocking.
class ProjectFinder {
 public:
  /// The key of the project that a directory belongs to.
  const store::ProjectKey& find(const std::string& working_directory);
  /// Forgets the answers: a directory may have become a repository since.
  void forget() { known_.clear(); }

 private:
  std::map<std::string, store::ProjectKey> known_;
};

}  // namespace baton::capture
