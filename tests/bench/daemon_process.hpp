#pragma once
// A batond of our own, on a store and a socket of its own.

#include <filesystem>
#include <string>

#include <sys/types.h>

namespace baton::bench {

class DaemonProcess {
 public:
  /// Starts it with `directory` as its home and waits until it serves: it watches the logs of that
  /// home only. @throws std::runtime_error
  explicit DaemonProcess(const std::filesystem::path& directory);
  /// Stops it with SIGTERM.
  ~DaemonProcess();
  DaemonProcess(const DaemonProcess&) = delete;
  DaemonProcess& operator=(const DaemonProcess&) = delete;

  const std::string& socket() const { return socket_; }
  const std::filesystem::path& directory() const { return directory_; }

  /// A value of /proc/PID/status in KiB, e.g. "VmHWM" or "VmRSS".
  double status_kib(const std::string& key) const;
  /// User and system clock ticks used so far.
  long cpu_ticks() const;
  /// Microseconds that its threads have run so far.
  double cpu_microseconds() const;

  /// Has the daemon read all logs below a directory, and waits for the end. @returns seconds
  double scan(const std::filesystem::path& logs) const;

 private:
  std::filesystem::path directory_;
  std::string socket_;
  pid_t pid_ = -1;
};

/// Stops the daemon that serves the socket, whoever started it, and waits for its end.
void stop_daemon_at(const std::string& socket);

}  // namespace baton::bench
