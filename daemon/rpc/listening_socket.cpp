#include "daemon/rpc/listening_socket.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

namespace baton::rpc {
namespace {

constexpr int backlog = 512;

std::string reason(int error) {
  return std::strerror(error);
}

sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  if (path.size() >= sizeof address.sun_path) {
    throw ListenError("socket path is longer than " + std::to_string(sizeof address.sun_path - 1) +
                      " bytes: " + path +
                      "; give a shorter one with --socket or in [daemon] socket");
  }
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, path.size());
  return address;
}

int new_socket() {
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (descriptor < 0) throw ListenError("cannot make a socket: " + reason(errno));
  return descriptor;
}

/// Closes a descriptor unless it is released.
struct Descriptor {
  explicit Descriptor(int descriptor) : value(descriptor) {}
  ~Descriptor() {
    if (value >= 0) ::close(value);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int release() { return std::exchange(value, -1); }
  int value;
};

std::optional<ListeningSocket> from_systemd() {
  const int count = sd_listen_fds(1);
  if (count < 0) throw ListenError("cannot read LISTEN_FDS: " + reason(-count));
  if (count == 0) return std::nullopt;
  if (count > 1)
    throw ListenError("systemd passed " + std::to_string(count) + " sockets, one is expected");
  const int descriptor = SD_LISTEN_FDS_START;
  if (sd_is_socket_unix(descriptor, SOCK_STREAM, 1, nullptr, 0) <= 0) {
    throw ListenError("the socket that systemd passed is not a listening Unix stream socket");
  }
  sockaddr_un address{};
  socklen_t size = sizeof address;
  ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size);
  return ListeningSocket{descriptor, address.sun_path, true};
}

void make_private_directory(const std::filesystem::path& directory) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  struct stat status {};
  if (::stat(directory.c_str(), &status) != 0) {
    throw ListenError("cannot make the socket's directory " + directory.string() + ": " +
                      reason(error ? error.value() : errno));
  }
  if (status.st_uid != ::geteuid()) {
    throw ListenError("the socket's directory " + directory.string() +
                      " belongs to another user; choose another with --socket");
  }
}

/// Makes way when the file is a socket that nobody listens on: the leftover of a daemon that was
/// killed.
void remove_stale(const std::string& path, const sockaddr_un& address) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return;
  if (!S_ISSOCK(status.st_mode)) throw ListenError(path + " exists and is not a socket; remove it");
  const Descriptor probe(new_socket());
  if (::connect(probe.value, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 ||
      errno == EAGAIN) {
    throw ListenError("another daemon listens on " + path +
                      "; stop it first or choose another --socket");
  }
  if (errno != ECONNREFUSED)
    throw ListenError("cannot tell whether " + path + " is in use: " + reason(errno));
  ::unlink(path.c_str());
}

}  // namespace

ListeningSocket open_listening_socket(const std::string& path) {
  if (auto passed = from_systemd()) return *passed;
  const sockaddr_un address = address_of(path);
  make_private_directory(std::filesystem::path(path).parent_path());
  remove_stale(path, address);
  Descriptor descriptor(new_socket());
  // On Linux a socket file is born with the mode of the descriptor, less the umask.
  ::fchmod(descriptor.value, 0600);
  if (::bind(descriptor.value, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw ListenError("cannot bind " + path + ": " + reason(errno));
  }
  if (::listen(descriptor.value, backlog) != 0) {
    throw ListenError("cannot listen on " + path + ": " + reason(errno));
  }
  return {descriptor.release(), path, false};
}

void remove_socket_file(const ListeningSocket& socket) {
  if (!socket.activated) ::unlink(socket.path.c_str());
}

bool is_own_peer(int descriptor) {
  ucred credentials{};
  socklen_t size = sizeof credentials;
  if (::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) return false;
  return credentials.uid == ::geteuid();
}

}  // namespace baton::rpc
