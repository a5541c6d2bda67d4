#pragma once
// The log files that are to be read, each at most once: first what is being written now, then what
// is left of the past.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "daemon/capture/source.hpp"

namespace baton::capture {

/// One thread.
class FileQueue {
 public:
  using Clock = std::chrono::steady_clock;

  struct File {
    std::filesystem::path path;
    const Source* source = nullptr;
    std::set<std::int64_t> scans;          ///< the scans that wait for it
    std::optional<Clock::time_point> due;  ///< nothing: whenever nothing else is due
  };

  bool contains(const std::filesystem::path& path) const { return places_.contains(path); }
  std::size_t size() const { return files_.size(); }

  /// Adds a file that changed, or brings one that waits already forward to `due`.
  void add(const std::filesystem::path& path, const Source* source, Clock::time_point due);
  /// Adds a file to read when nothing is due, before all that were added so; one that waits
  /// already keeps its place. The scan, if any, waits for it.
  void add_past(const std::filesystem::path& path, const Source* source,
                std::optional<std::int64_t> scan = std::nullopt);
  /// Adds one that was taken out. If it waits again by now, the scans that waited for it go on.
  void put_back(const File& file);

  /// Takes out the file that has been due longest, or, when none is due, one of the past.
  std::optional<File> take(Clock::time_point now);
  /// When take() will have a file: nothing when it has none.
  std::optional<Clock::time_point> next_due() const;

 private:
  /// The past stands behind the end of time; among equals the order of adding decides, in the past
  /// the last one first.
  using Order = std::pair<Clock::time_point, std::int64_t>;
  static constexpr Clock::time_point past = Clock::time_point::max();
  void insert(File file);

  std::map<std::filesystem::path, Order> places_;
  std::map<Order, File> files_;
  std::int64_t next_sequence_ = 0;
};

}  // namespace baton::capture
