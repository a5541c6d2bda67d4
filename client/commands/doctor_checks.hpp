#pragma once
// The checks that baton doctor makes on its own side of the socket.

#include <optional>
#include <string>
#include <vector>

#include "client/environment.hpp"
#include "protocol/methods/daemon.hpp"

namespace baton::client {

/// The directory of the socket, and the socket: there, ours, and closed to others.
std::vector<protocol::DoctorCheck> check_socket(const std::string& path);

/// Version and protocol of the daemon against this client's.
protocol::DoctorCheck check_version(const protocol::DaemonStatusResult& daemon);

/// Whether systemd starts the daemon, or this client does.
protocol::DoctorCheck check_unit(const Environment& environment);

/// The log of daemons that this client started.
protocol::DoctorCheck check_log(const Environment& environment);

}  // namespace baton::client
