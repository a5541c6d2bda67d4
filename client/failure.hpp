#pragma once
// How a command fails: what is printed, and the exit code that scripts see.

#include <stdexcept>
#include <string>

namespace baton::client {

/// The exit codes of `baton`; its help lists them, so their meaning must not change.
enum class ExitCode : int {
  ok = 0,
  refused = 1,      ///< not found, or the daemon answered with another error, or a check failed
  usage = 2,        ///< the command line cannot be understood
  unreachable = 3,  ///< no daemon, and none could be started
  timed_out = 4,    ///< the daemon did not answer in time
  internal = 5,     ///< everything else: a broken answer, a full disk, a mistake in this program
};

/// Ends a command. The message is one line for people: what failed, where, and how to mend it.
class Failure : public std::runtime_error {
 public:
  Failure(ExitCode exit_code, const std::string& message)
      : std::runtime_error(message), code_(exit_code) {}

  ExitCode code() const noexcept { return code_; }

 private:
  ExitCode code_;
};

}  // namespace baton::client
