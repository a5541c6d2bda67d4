#pragma once
// Where the daemon listens: both ends must come to the same answer.

#include <optional>
#include <string>

#include <sys/types.h>

namespace baton::protocol {

/// What the path is made from. Empty texts count as absent.
struct SocketEnvironment {
  std::optional<std::string> baton_socket;     ///< $BATON_SOCKET
  std::optional<std::string> xdg_runtime_dir;  ///< $XDG_RUNTIME_DIR
  std::optional<std::string> xdg_state_home;   ///< $XDG_STATE_HOME
  std::optional<std::string> home;             ///< $HOME
  std::string run_user = "/run/user";          ///< where systemd-logind makes runtime directories
  uid_t user = 0;                              ///< effective user id

  /// The environment of this process. Not to be called while another thread changes it.
  static SocketEnvironment of_process();
};

/// The path of the daemon's Unix socket, the first of these that can be formed:
/// 1. $BATON_SOCKET;
/// 2. $XDG_RUNTIME_DIR/baton/baton.sock;
/// 3. /run/user/UID/baton/baton.sock, when that directory of /run/user exists and is the user's:
/// cron, ssh
///    commands and agents' hooks often run without the variable;
/// 4. $XDG_STATE_HOME/baton/run/baton.sock, where $HOME/.local/state is the default.
/// A relative XDG directory is ignored, as its specification says. Nothing is created. Any thread.
///
/// @throws std::runtime_error saying which variable to set, when none can be formed or the path is
/// longer
///         than the 107 bytes that a Unix socket's address has room for
std::string socket_path(const SocketEnvironment& environment);

/// socket_path() of this process; the same contract.
std::string default_socket_path();

}  // namespace baton::protocol
