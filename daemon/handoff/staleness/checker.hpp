#pragma once
// Looks at work trees for those who cannot wait for a disk.

#include <functional>
#include <memory>

#include "daemon/handoff/staleness/look.hpp"

namespace baton::handoff {

/// Owns the thread that looks at work trees ("baton-staleness"); it exists while there is something
/// to look at and some seconds longer.
class StalenessChecker {
 public:
  using LookPointer = std::shared_ptr<const Look>;
  /// Gets what was found, or null when that failed. Called on the checker's thread: hand over and
  /// return.
  using Answer = std::function<void(LookPointer)>;

  StalenessChecker();
  /// No answer is given after it returns. A thread that hangs in a file system is left behind.
  ~StalenessChecker();
  StalenessChecker(const StalenessChecker&) = delete;
  StalenessChecker& operator=(const StalenessChecker&) = delete;

  /// Has a work tree looked at. Does not block. False, and no answer, when the thread has hung for
  /// long or too many wait.
  /// @param before what was found for the same question earlier, or null
  bool ask(std::shared_ptr<const StalenessQuestion> question, LookPointer before, Answer answer);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace baton::handoff
