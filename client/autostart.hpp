#pragma once
// Reaching the daemon, and starting it when nothing listens.

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "client/connection.hpp"
#include "client/environment.hpp"

namespace baton::client {

/// Where batond is looked for, in this order: beside this program, where a build puts it, in PATH.
///
/// @param own_directory directory of this program
/// @param path          $PATH; entries that are not absolute are left out
std::vector<std::string> daemon_candidates(const std::string& own_directory,
                                           const std::optional<std::string>& path);

/// The first candidate that `is_program` accepts.
std::optional<std::string> first_program(const std::vector<std::string>& candidates,
                                         const std::function<bool(const std::string&)>& is_program);

/// The runtime directory whose systemd unit baton.socket would listen on `socket`; nothing when
/// `socket` is any other path, for which the unit is of no use.
std::optional<std::string> runtime_directory_of(const std::string& socket);

/// What may be done to reach the daemon.
struct ConnectOptions {
  bool start = true;                          ///< start a daemon when none listens
  std::chrono::milliseconds timeout{30'000};  ///< for a daemon that is there but does not accept
};

/// Connects to the daemon; when nothing listens, asks systemd for the user's baton.socket or starts
/// batond, and waits until it serves. Two clients that start one at the same time both get the one
/// that won.
///
/// @param socket absolute path
/// @throws Failure unreachable with the reason and the daemon's log; timed_out when it does not
/// accept
FileDescriptor reach_daemon(const Environment& environment, const std::string& socket,
                            const ConnectOptions& options);

}  // namespace baton::client
