#include "daemon/capture/file_queue.hpp"

#include <algorithm>
#include <utility>

namespace baton::capture {

void FileQueue::insert(File file) {
  const std::int64_t sequence = next_sequence_++;
  const Order order = file.due ? Order{*file.due, sequence} : Order{past, -sequence};
  places_[file.path] = order;
  files_.emplace(order, std::move(file));
}

void FileQueue::add(const std::filesystem::path& path, const Source* source,
                    Clock::time_point due) {
  File file{path, source, {}, due};
  if (const auto known = places_.find(path); known != places_.end()) {
    auto node = files_.extract(known->second);
    file = std::move(node.mapped());
    file.due = std::min(file.due.value_or(due), due);
  }
  insert(std::move(file));
}

void FileQueue::add_past(const std::filesystem::path& path, const Source* source,
                         std::optional<std::int64_t> scan) {
  if (const auto known = places_.find(path); known != places_.end()) {
    if (scan) files_.at(known->second).scans.insert(*scan);
    return;
  }
  File file{path, source, {}, std::nullopt};
  if (scan) file.scans.insert(*scan);
  insert(std::move(file));
}

void FileQueue::put_back(const File& file) {
  if (const auto known = places_.find(file.path); known != places_.end()) {
    files_.at(known->second).scans.insert(file.scans.begin(), file.scans.end());
  } else {
    insert(file);
  }
}

std::optional<FileQueue::File> FileQueue::take(Clock::time_point now) {
  if (files_.empty()) return std::nullopt;
  auto next = files_.begin();
  if (next->first.first > now) next = files_.lower_bound({past, INT64_MIN});
  if (next == files_.end()) return std::nullopt;
  auto node = files_.extract(next);
  places_.erase(node.mapped().path);
  return std::move(node.mapped());
}

std::optional<FileQueue::Clock::time_point> FileQueue::next_due() const {
  if (files_.empty()) return std::nullopt;
  if (files_.rbegin()->first.first == past) return Clock::time_point::min();
  return files_.begin()->first.first;
}

}  // namespace baton::capture
