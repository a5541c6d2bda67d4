#pragma once
// The composition root: the one place where the rooms are wired together.

#include <memory>

#include "daemon/config.hpp"

namespace baton {

/// The daemon, from open store to closed socket.
class App {
 public:
  /// Opens the store and the socket; nothing is served yet. @throws std::runtime_error with what to
  /// do about it
  explicit App(const Config& config);
  ~App();
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  /// Serves on this thread, the io thread, until SIGTERM or SIGINT.
  /// @param ready_descriptor one byte is written to it once the socket answers; -1 for none
  void run(int ready_descriptor);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace baton
