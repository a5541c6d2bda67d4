#pragma once
// The log files that are to be read, each at most once, in the order in which they are due.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "daemon/capture/source.hpp"

namespace baton::capture {

/// One thread.
class FileQueue {
 public:
  using Clock = std::chrono::steady_clock;

  struct File {
    std::filesystem::path path;
    const Source* source = nullptr;
    std::set<std::int64_t> scans;  ///< the scans that wait for it
    Clock::time_point due;
  };

  bool contains(const std::filesystem::path& path) const { return files_.contains(path); }
  std::size_t size() const { return files_.size(); }

  /// Adds a file, or brings one that waits already forward to `due` and lets the scan wait for it
  /// too.
  void add(const std::filesystem::path& path, const Source* source, Clock::time_point due,
           std::optional<std::int64_t> scan = std::nullopt);
  void put_back(const File& file);

  /// Takes out the file that has been due longest, if one is due.
  std::optional<File> take_due(Clock::time_point now);
  std::optional<Clock::time_point> next_due() const;

 private:
  /// When it is due, then in which order files were added.
  using Order = std::pair<Clock::time_point, std::uint64_t>;
  void insert(File file);

  std::map<std::filesystem::path, Order> files_;
  std::map<Order, File> by_due_;
  std::uint64_t next_sequence_ = 0;
};

}  // namespace baton::capture
