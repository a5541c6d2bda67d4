#pragma once
// Blocking Unix sockets with as little around them as possible: the limit, and the stopwatch.

#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <sys/types.h>

namespace baton::bench {

/// A blocking client that sends a line and reads a line.
class RawSocket {
 public:
  explicit RawSocket(const std::string& path);
  ~RawSocket();
  RawSocket(const RawSocket&) = delete;
  RawSocket& operator=(const RawSocket&) = delete;

  /// Sends `line` (with its line end) and returns the answer, good until the next call.
  std::string_view ask(std::string_view line);
  /// The next line, e.g. a notification.
  std::string_view next_line();
  /// The process at the other end.
  pid_t peer() const;

 private:
  int descriptor_ = -1;
  std::string buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

/// A blocking server in a process of its own that answers each line with the same bytes: what a
/// round trip costs at least.
class PingPong {
 public:
  PingPong(const std::string& path, const std::string& reply);
  ~PingPong();
  PingPong(const PingPong&) = delete;
  PingPong& operator=(const PingPong&) = delete;

 private:
  int pid_ = -1;
};

/// Sends the line over and over, after a warm-up. @returns microseconds of each round trip
std::vector<double> time_requests(const std::string& path, const std::string& line, int count);

}  // namespace baton::bench
