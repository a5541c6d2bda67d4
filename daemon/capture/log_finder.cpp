#include "daemon/capture/log_finder.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <system_error>
#include <tuple>
#include <utility>

#include <sys/stat.h>

#include "daemon/base/files.hpp"
#include "daemon/capture/file_reader.hpp"

namespace baton::capture {
namespace {

constexpr std::size_t head_bytes = 4096;

struct Found {
  std::int64_t seconds = 0;  // of the last change
  std::int64_t nanoseconds = 0;
  FoundFile file;
};

void add_file(const std::filesystem::path& path, std::vector<Found>& found) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return;
  found.push_back({status.st_mtim.tv_sec, status.st_mtim.tv_nsec, {path, file_state_hash(status)}});
}

/// By name where times are equal, as after a checkout: logs are commonly named by time.
bool is_older(const Found& a, const Found& b) {
  return std::tie(a.seconds, a.nanoseconds, a.file.path) <
         std::tie(b.seconds, b.nanoseconds, b.file.path);
}

/// Walks directories, each once whatever links lead to it.
class Walk {
 public:
  Walk(const std::function<bool(const std::filesystem::path&)>& on_directory,
       std::vector<Found>& found)
      : on_directory_(on_directory), found_(found) {}

  void enter(const std::filesystem::path& directory, int depth) {
    struct stat status {};
    if (depth > most_levels || ::stat(directory.c_str(), &status) != 0) return;
    if (!entered_.emplace(status.st_dev, status.st_ino).second || !on_directory_(directory)) return;
    std::error_code error;
    std::filesystem::directory_iterator entry(directory, error);
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
      std::error_code ignored;
      if (entry->is_directory(ignored)) {
        enter(entry->path(), depth + 1);
      } else {
        add_file(entry->path(), found_);
      }
    }
  }

 private:
  static constexpr int most_levels = 32;
  const std::function<bool(const std::filesystem::path&)>& on_directory_;
  std::vector<Found>& found_;
  std::set<std::pair<dev_t, ino_t>> entered_;
};

}  // namespace

const Source* recognise(const std::filesystem::path& path) try {
  const FileReader file(path);
  const std::string head = file.read(0, head_bytes);
  for (const auto& source : all_sources()) {
    if (source->recognises(path, head)) return source.get();
  }
  return nullptr;
} catch (const std::system_error&) {
  return nullptr;
}

std::vector<FoundFile> list_files(
    const std::filesystem::path& root,
    const std::function<bool(const std::filesystem::path&)>& on_directory) {
  std::vector<Found> found;
  std::error_code error;
  if (std::filesystem::is_directory(root, error)) {
    Walk(on_directory, found).enter(root, 0);
  } else {
    add_file(root, found);
  }
  std::ranges::sort(found, is_older);
  std::vector<FoundFile> files;
  files.reserve(found.size());
  for (Found& one : found) files.push_back(std::move(one.file));
  return files;
}

}  // namespace baton::capture
