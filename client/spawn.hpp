#pragma once
// Starting other programs: a daemon that outlives this process, and a helper that is waited for.

#include <chrono>
#include <string>
#include <vector>

#include "client/connection.hpp"

namespace baton::client {

/// A daemon that was started and has not said yet that it serves.
struct StartedDaemon {
  FileDescriptor ready;  ///< gives one byte when it serves, end-of-file when it failed
};

/// The descriptor at which a started daemon finds the pipe for its byte.
inline constexpr int ready_descriptor = 3;

/// Starts a program as a process of its own: new session, no terminal, standard input empty, output
/// appended to `log`, umask 077, root as its directory, and no descriptor of this process but the
/// ready pipe.
///
/// @param arguments the program's path first
/// @param log       open for appending
/// @throws Failure unreachable when no process can be made
StartedDaemon start_detached(const std::vector<std::string>& arguments, const FileDescriptor& log);

/// Runs a program, found in PATH, without input and output, and waits for it.
///
/// @param environment `NAME=value` to add
/// @return whether it exited with 0 before the deadline; at the deadline it is killed
bool run_quietly(const std::vector<std::string>& arguments, const std::string& environment,
                 Clock::time_point deadline);

/// Runs a program, found in PATH, with this process's own input and output, and waits for it as
/// long as it takes. Meanwhile an interrupt from the terminal is for that program alone.
///
/// @return its exit code; 128 and the signal's number when a signal ended it; 127 when it could not
/// be run
int run_on_terminal(const std::vector<std::string>& arguments);

}  // namespace baton::client
