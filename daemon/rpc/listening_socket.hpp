#pragma once
// Where the listening socket comes from: systemd, or a path that we bind ourselves.

#include <stdexcept>
#include <string>

namespace baton::rpc {

/// The socket cannot be had; the message says why and what to do.
class ListenError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A listening Unix socket.
struct ListeningSocket {
  int descriptor = -1;
  std::string path;
  bool activated = false;  ///< came from systemd, which keeps the file
};

/// Takes the socket that systemd passed (LISTEN_FDS, sd_listen_fds(3)), else binds `path`: makes
/// its directory (0700), takes the place of a socket file that nobody listens on, refuses one that
/// somebody does. Blocking; at start only.
/// @throws ListenError
ListeningSocket open_listening_socket(const std::string& path);

/// Removes the socket file that open_listening_socket() made, unless it is somebody else's by now.
void remove_socket_file(const ListeningSocket& socket);

/// Whether the peer of a connected socket runs as our user (SO_PEERCRED, unix(7)).
bool is_own_peer(int descriptor);

}  // namespace baton::rpc
