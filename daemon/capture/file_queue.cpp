#include "daemon/capture/file_queue.hpp"

#include <algorithm>
#include <utility>

namespace baton::capture {

void FileQueue::insert(File file) {
  const Order order{file.due, next_sequence_++};
  files_[file.path] = order;
  by_due_.emplace(order, std::move(file));
}

void FileQueue::add(const std::filesystem::path& path, const Source* source, Clock::time_point due,
                    std::optional<std::int64_t> scan) {
  File file{path, source, {}, due};
  if (const auto known = files_.find(path); known != files_.end()) {
    auto node = by_due_.extract(known->second);
    file = std::move(node.mapped());
    file.due = std::min(file.due, due);
  }
  if (scan) file.scans.insert(*scan);
  insert(std::move(file));
}

void FileQueue::put_back(const File& file) {
  insert(file);
}

std::optional<FileQueue::File> FileQueue::take_due(Clock::time_point now) {
  if (by_due_.empty() || by_due_.begin()->first.first > now) return std::nullopt;
  auto node = by_due_.extract(by_due_.begin());
  files_.erase(node.mapped().path);
  return std::move(node.mapped());
}

std::optional<FileQueue::Clock::time_point> FileQueue::next_due() const {
  if (by_due_.empty()) return std::nullopt;
  return by_due_.begin()->first.first;
}

}  // namespace baton::capture
