#pragma once
// The daemon's socket: blocking, one request at a time.

#include <chrono>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "client/transport.hpp"
#include "protocol/envelope.hpp"

namespace baton::client {

using Clock = std::chrono::steady_clock;

/// A file descriptor that is closed with its owner.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(other.release()) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() { close(); }

  int get() const noexcept { return fd_; }
  explicit operator bool() const noexcept { return fd_ >= 0; }
  void close() noexcept;
  int release() noexcept;

 private:
  int fd_ = -1;
};

/// Connects to a Unix socket.
///
/// @param timeout how long to wait for a daemon that is there but does not accept; also for each
/// send
/// @return a descriptor, or none with errno set
FileDescriptor connect_socket(const std::string& path, std::chrono::milliseconds timeout);

/// Waits until `fd` has something to read or is closed by the peer; false when `deadline` passes
/// first.
bool wait_readable(int fd, Clock::time_point deadline);

/// Speaks JSON-RPC, a line per message, over a connected socket.
class Connection : public Transport {
 public:
  /// @param socket  connected
  /// @param where   the socket's path, for error messages
  /// @param timeout the longest to wait for an answer
  Connection(FileDescriptor socket, std::string where, std::chrono::milliseconds timeout);

  boost::json::value request(std::string_view method, const boost::json::value& params) override;
  std::optional<Notification> next_notification(std::chrono::milliseconds wait) override;

 private:
  void send(std::string_view bytes);
  std::optional<protocol::Entry> receive(Clock::time_point deadline);
  std::optional<std::string_view> next_line();
  bool fill(Clock::time_point deadline);
  [[noreturn]] void fail_hung_up() const;
  [[noreturn]] void fail_timed_out() const;

  FileDescriptor socket_;
  std::string where_;
  std::chrono::milliseconds timeout_;
  std::string buffer_;                   // longer than what was received, to read into
  std::size_t received_ = 0;             // bytes
  std::size_t used_ = 0;                 // bytes that were given out as lines
  std::size_t scanned_ = 0;              // no line end between used_ and here
  std::deque<protocol::Entry> entries_;  // of a message that was read and not used up
  std::deque<Notification> news_;
  std::int64_t last_id_ = 0;
};

}  // namespace baton::client
