#include "daemon/capture/log_finder.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <system_error>
#include <utility>

#include <sys/stat.h>

#include "daemon/capture/file_reader.hpp"

namespace baton::capture {
namespace {

constexpr std::size_t head_bytes = 4096;

using Found = std::pair<std::filesystem::file_time_type, std::filesystem::path>;

void add_file(const std::filesystem::directory_entry& entry, std::vector<Found>& found) {
  std::error_code error;
  if (!entry.is_regular_file(error) || error) return;
  const auto time = entry.last_write_time(error);
  if (!error) found.emplace_back(time, entry.path());
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
        add_file(*entry, found_);
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

std::vector<std::filesystem::path> list_files(
    const std::filesystem::path& root,
    const std::function<bool(const std::filesystem::path&)>& on_directory) {
  std::vector<Found> found;
  std::error_code error;
  if (std::filesystem::is_directory(root, error)) {
    Walk(on_directory, found).enter(root, 0);
  } else {
    add_file(std::filesystem::directory_entry(root, error), found);
  }
  // By name where times are equal, as after a checkout: logs are commonly named by time.
  std::sort(found.begin(), found.end());
  std::vector<std::filesystem::path> files;
  files.reserve(found.size());
  for (Found& file : found) files.push_back(std::move(file.second));
  return files;
}

}  // namespace baton::capture
