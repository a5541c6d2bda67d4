#pragma once
// inotify(7), recursive: which files below some directories changed.

#include <cstddef>
#include <filesystem>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace baton::capture {

/// Watches directories and everything below them. inotify is not recursive, so each directory has a
/// watch of its own, added when it appears. Not being able to watch is a normal condition: the
/// caller rescans from time to time anyway. One thread.
class Watcher {
 public:
  /// What happened since the last call.
  struct News {
    std::set<std::filesystem::path> changed;  ///< files written, created or moved here
    std::vector<std::filesystem::path>
        appeared;  ///< directories to look through, for files that came before the watch
    std::vector<std::filesystem::path> vanished;  ///< files and directories deleted or moved away
    bool overflowed = false;  ///< the kernel dropped events: look through everything
  };

  Watcher();
  ~Watcher();
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  /// Readable when there is news; -1 when the kernel gives no inotify instance.
  int descriptor() const { return descriptor_; }
  /// Watches one directory, not those below it; a directory that is watched already is left alone.
  void add(const std::filesystem::path& directory);
  /// Reads what is there, without waiting.
  News take();

  std::size_t watched() const { return directories_.size(); }
  /// Why some directory is not watched, in words; empty when all are.
  const std::string& trouble() const { return trouble_; }
  /// Whether every change below the directories is told: all are watched, and none lies on a file
  /// system that others change, too (NFS, SMB, FUSE), of which the kernel knows nothing.
  bool tells_everything() const { return descriptor_ >= 0 && trouble_.empty() && !has_remote_; }

 private:
  void handle(int watch, unsigned mask, const std::string& name, News& news);

  int descriptor_ = -1;
  std::unordered_map<int, std::filesystem::path> directories_;
  std::string trouble_;
  bool has_remote_ = false;
};

}  // namespace baton::capture
