#pragma once
// The capturing thread: notices that logs changed, reads them, tells what came of it.

#include <chrono>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/capture/discovery.hpp"
#include "daemon/capture/ingest.hpp"
#include "daemon/capture/source.hpp"
#include "daemon/privacy/redactor.hpp"
#include "daemon/store/store.hpp"

namespace baton::capture {

/// How far a scan has come.
struct ScanProgress {
  std::int64_t scan_id = 0;
  std::int64_t files = 0;
  std::int64_t files_read = 0;
};

/// What a scan found before it reads.
struct ScanStarted {
  std::int64_t scan_id = 0;
  std::int64_t files = 0;
  std::int64_t unrecognised = 0;
};

struct Status {
  std::string state;  ///< scanning, watching, paused or off
  std::int64_t pending_files = 0;
  std::int64_t watched_directories = 0;
  std::string trouble;  ///< why something is not watched; empty when all is
  std::vector<WatchedAgent> agents;
};

/// What capture tells the rest of the daemon. Called on the capturing thread: hand over and return.
class Listener {
 public:
  virtual ~Listener() = default;
  virtual void on_turns(const TurnsStored& stored) = 0;
  /// A file has been read. @param scan of the scan it belonged to, or null
  virtual void on_file_read(std::int64_t pending_files, const ScanProgress* scan) = 0;
};

/// Owns the capturing thread ("baton-capture"). It, not the io thread, waits on inotify: each event
/// may mean walking directories and reading files, and the io thread must not touch the disk.
class Capture {
 public:
  struct Options {
    Environment environment;
    bool watch = true;  ///< watch and backfill the agents' own directories
    std::vector<std::filesystem::path> extra_roots;  ///< watched besides
    std::chrono::seconds rescan_interval{60};        ///< the safety net under inotify
    std::chrono::milliseconds debounce{
        50};                           ///< from a change to the reading; changes meanwhile are one
    std::chrono::minutes silence{30};  ///< after which a session counts as ended
    Ingest::Options ingest;
  };
  /// Called once with the answer to scan(): an exception, or what was found.
  using ScanCallback = std::function<void(std::exception_ptr, ScanStarted)>;

  /// Starts the thread. The references must outlive this object.
  Capture(store::Store& store, const privacy::Redactor& redactor, Options options,
          Listener& listener);
  /// Stops between two chunks of a file; what is not read stays for the next start.
  ~Capture();
  Capture(const Capture&) = delete;
  Capture& operator=(const Capture&) = delete;

  /// Looks for logs below an absolute path and reads them in the background. Any thread; the
  /// callback runs on the capturing thread, with a std::system_error when the path cannot be read.
  void scan(std::filesystem::path path, ScanCallback done);

  /// A text that is handed over instead of read from a log.
  struct Text {
    std::string text;
    std::string directory;  ///< of the project it belongs to; absolute
    std::string title;
  };
  /// Called once with the answer to store_text(): an exception, or where it is stored; nothing when
  /// the project is ignored or the text is blank.
  using TextCallback = std::function<void(std::exception_ptr, std::optional<TurnsStored>)>;
  /// Stores a conversation or a note as a session of the agent `import`. Any thread; the callback
  /// runs on the capturing thread.
  void store_text(Text text, TextCallback done);

  /// Stops and starts reading; what changes meanwhile is read afterwards. Any thread.
  void pause();
  void resume();

  /// Says that the rules in the store about what to ignore have changed. Any thread.
  void reload_ignore_rules();

  /// Any thread.
  Status status() const;

  /// Files that wait to be read. Any thread; cheap.
  std::int64_t pending_files() const;

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace baton::capture
