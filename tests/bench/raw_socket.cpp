#include "tests/bench/raw_socket.hpp"

#include <csignal>
#include <cstring>
#include <stdexcept>

#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/statistics.hpp"

namespace baton::bench {
namespace {

sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path)
    throw std::runtime_error("socket path too long: " + path);
  path.copy(address.sun_path, path.size());
  return address;
}

[[noreturn]] void serve_forever(int listener, const std::string& reply) {
  static char request[65536];
  for (;;) {
    const int peer = ::accept(listener, nullptr, nullptr);
    std::size_t have = 0;
    for (ssize_t got = 0; (got = ::read(peer, request + have, sizeof request - have)) > 0;) {
      have += static_cast<std::size_t>(got);
      if (request[have - 1] != '\n') continue;
      if (::write(peer, reply.data(), reply.size()) < 0) break;
      have = 0;
    }
    ::close(peer);
  }
}

}  // namespace

RawSocket::RawSocket(const std::string& path) : buffer_(4U << 20U, '\0') {
  const sockaddr_un address = address_of(path);
  descriptor_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error("cannot connect to " + path);
  }
}

RawSocket::~RawSocket() {
  ::close(descriptor_);
}

std::string_view RawSocket::ask(std::string_view line) {
  if (::write(descriptor_, line.data(), line.size()) < 0) throw std::runtime_error("write failed");
  return next_line();
}

std::string_view RawSocket::next_line() {
  for (std::size_t scanned = begin_;;) {
    const void* found = std::memchr(buffer_.data() + scanned, '\n', end_ - scanned);
    if (found != nullptr) {
      const auto stop = static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data());
      const std::string_view line(buffer_.data() + begin_, stop - begin_);
      begin_ = stop + 1;
      if (begin_ == end_) begin_ = end_ = 0;
      return line;
    }
    scanned = end_;
    const ssize_t got = ::read(descriptor_, buffer_.data() + end_, buffer_.size() - end_);
    if (got <= 0) throw std::runtime_error("the daemon hung up");
    end_ += static_cast<std::size_t>(got);
  }
}

pid_t RawSocket::peer() const {
  ucred credentials{};
  socklen_t size = sizeof credentials;
  if (::getsockopt(descriptor_, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0)
    throw std::runtime_error("cannot tell who serves a socket");
  return credentials.pid;
}

PingPong::PingPong(const std::string& path, const std::string& reply) {
  const sockaddr_un address = address_of(path);
  const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(listener, 8) != 0) {
    throw std::runtime_error("cannot listen on " + path);
  }
  pid_ = ::fork();
  if (pid_ == 0) serve_forever(listener, reply);
  ::close(listener);
}

PingPong::~PingPong() {
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

std::vector<double> time_requests(const std::string& path, const std::string& line, int count) {
  RawSocket socket(path);
  std::vector<double> times;
  constexpr int warm_up = 200;
  for (int i = -warm_up; i < count; ++i) {
    const auto start = Clock::now();
    socket.ask(line);
    if (i >= 0) times.push_back(microseconds_since(start));
  }
  return times;
}

}  // namespace baton::bench
