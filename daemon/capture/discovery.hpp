#pragma once
// Where logs are: which files and directories to look at, and which of them changed.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "daemon/capture/source.hpp"
#include "daemon/capture/watcher.hpp"

namespace baton::capture {

/// A log that is to be read.
struct FoundLog {
  std::filesystem::path path;
  const Source* source = nullptr;
};

/// Where one agent's logs are looked for.
struct WatchedAgent {
  std::string agent;
  std::vector<std::string> roots;
};

/// Finds logs below the agents' own directories, below directories the user names, and at the
/// places within projects where some agents keep them. Blocking; one thread.
class Discovery {
 public:
  struct Options {
    Environment environment;
    std::vector<std::filesystem::path> extra_roots;
  };
  /// Whether a log is to be passed over.
  using Ignores = std::function<bool(const std::filesystem::path&, std::string_view agent)>;

  Discovery(Options options, Ignores ignores);

  /// Readable when take_news() has something; -1 when there is no inotify.
  int descriptor() const { return watcher_.descriptor(); }

  /// Whether it is time for look_everywhere(), asked about as often as changes must be noticed of
  /// which inotify tells nothing. As long as it tells everything, no file has vanished, no project
  /// has appeared and the roots are the same directories, each tenth time is enough.
  /// @param projects work trees of the known projects
  bool must_look(const std::vector<std::filesystem::path>& projects);

  /// Watches and looks through everything. Returns the logs that changed since they were seen last,
  /// the oldest first. Costs a stat(2) per file, and no more while nothing changes.
  /// @param projects work trees of the known projects
  std::vector<FoundLog> look_everywhere(const std::vector<std::filesystem::path>& projects);

  /// What the kernel has told since the last call. @param overflowed set when events were lost:
  /// look everywhere
  std::vector<FoundLog> take_news(bool& overflowed);

  /// Whether a log still exists, of which the last look_everywhere() has seen most.
  bool is_there(const std::filesystem::path& file) const;

  /// Lets every file count as changed.
  void forget_seen() {
    seen_.clear();
    looks_to_skip_ = 0;
  }

  /// The logs below a path, the oldest first. @param unrecognised counts the other files
  std::vector<FoundLog> find_below(const std::filesystem::path& path, std::int64_t& unrecognised);

  std::vector<WatchedAgent> agents() const;
  std::size_t watched_directories() const { return watcher_.watched(); }
  /// Why something is not watched; empty when all is.
  const std::string& trouble() const { return watcher_.trouble(); }

 private:
  struct Seen {
    std::uint64_t state = 0;  // file_state_hash()
    std::uint64_t look = 0;   // the look_everywhere() that saw it last
  };

  void add_roots(const std::vector<std::filesystem::path>& projects);
  /// Changes when a root comes, goes, or is replaced by another file or directory.
  std::uint64_t hash_of_roots() const;
  bool belongs(const std::filesystem::path& path) const;
  bool leads_to_root(const std::filesystem::path& directory) const;
  void look_at(const std::filesystem::path& root, std::vector<FoundLog>& found);
  void look_through(const std::filesystem::path& directory, std::vector<FoundLog>& found);
  void take(const std::filesystem::path& file, std::vector<FoundLog>& found);
  /// Whether a file's state is another than when it was seen last. @param state 0: there is none
  bool note_seen(const std::filesystem::path& file, std::uint64_t state);

  const Options options_;
  const Ignores ignores_;
  Watcher watcher_;
  std::set<std::filesystem::path> roots_;         // files and directories; they need not exist
  std::unordered_map<std::uint64_t, Seen> seen_;  // by hash of path
  std::uint64_t look_ = 0;
  std::vector<std::filesystem::path> projects_;  // of the last look
  std::uint64_t seen_roots_ = 0;                 // hash_of_roots()
  int looks_to_skip_ = 0;
};

}  // namespace baton::capture
