#include "daemon/capture/discovery.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

#include "daemon/base/files.hpp"
#include "daemon/base/hash.hpp"
#include "daemon/capture/file_reader.hpp"
#include "daemon/capture/log_finder.hpp"

namespace baton::capture {
namespace {

constexpr int looks_skipped = 9;

}  // namespace

Discovery::Discovery(Options options, Ignores ignores)
    : options_(std::move(options)), ignores_(std::move(ignores)) {}

std::vector<WatchedAgent> Discovery::agents() const {
  std::vector<WatchedAgent> agents;
  for (const auto& source : all_sources()) {
    auto agent = std::ranges::find(agents, source->agent(), &WatchedAgent::agent);
    if (agent == agents.end()) agent = agents.insert(agent, {std::string(source->agent()), {}});
    const auto add = [&agent](std::string root) {
      if (std::ranges::find(agent->roots, root) == agent->roots.end())
        agent->roots.push_back(std::move(root));
    };
    for (const auto& root : source->roots(options_.environment)) add(root.native());
    for (const auto& place : source->places_in_project()) add("<project>/" + place.native());
  }
  return agents;
}

void Discovery::add_roots(const std::vector<std::filesystem::path>& projects) {
  roots_.clear();
  roots_.insert(options_.extra_roots.begin(), options_.extra_roots.end());
  for (const auto& source : all_sources()) {
    for (const auto& root : source->roots(options_.environment)) roots_.insert(root);
    for (const auto& place : source->places_in_project()) {
      for (const auto& project : projects) roots_.insert(project / place);
    }
  }
}

bool Discovery::must_look(const std::vector<std::filesystem::path>& projects) {
  // Whoever moves a root's parent away tells no watch of ours.
  const bool is_told =
      watcher_.tells_everything() && projects == projects_ && hash_of_roots() == seen_roots_;
  return !is_told || looks_to_skip_-- <= 0;
}

std::uint64_t Discovery::hash_of_roots() const {
  std::string identities;
  for (const auto& root : roots_) {
    struct stat status {};
    const bool exists = ::stat(root.c_str(), &status) == 0;
    identities += exists ? std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino) : "";
    identities += '\n';
  }
  return hash64(identities);
}

std::vector<FoundLog> Discovery::look_everywhere(
    const std::vector<std::filesystem::path>& projects) {
  projects_ = projects;
  looks_to_skip_ = looks_skipped;
  add_roots(projects);
  seen_roots_ = hash_of_roots();
  std::vector<FoundLog> found;
  ++look_;
  for (const auto& root : roots_) look_at(root, found);
  std::erase_if(seen_, [this](const auto& file) { return file.second.look != look_; });
  return found;
}

/// A root that does not exist yet is waited for in the nearest directory above it that does.
void Discovery::look_at(const std::filesystem::path& root, std::vector<FoundLog>& found) {
  std::error_code error;
  if (std::filesystem::is_directory(root, error)) return look_through(root, found);
  std::filesystem::path above = root.parent_path();
  while (above.has_relative_path() && !std::filesystem::is_directory(above, error))
    above = above.parent_path();
  // A file system's root changes too often for others' sake.
  if (above.has_relative_path()) watcher_.add(above);
  if (!std::filesystem::is_regular_file(root, error)) return;
  // A database's news may be in its write-ahead log alone. Both are noted as seen.
  const std::filesystem::path log = root.native() + "-wal";
  const bool changed = note_seen(root, file_state_hash(root));
  const bool log_changed = note_seen(log, file_state_hash(log));
  if (changed || log_changed) take(root, found);
}

/// Watches a directory and all below it, and takes the files that are there.
void Discovery::look_through(const std::filesystem::path& directory, std::vector<FoundLog>& found) {
  const auto watch = [this](const std::filesystem::path& below) {
    watcher_.add(below);
    return true;
  };
  // A database's news may be in its write-ahead log alone, or in both.
  std::set<std::filesystem::path> taken;
  for (const auto& [file, state] : list_files(directory, watch)) {
    if (!note_seen(file, state)) continue;
    if (std::filesystem::path log = database_of(file); taken.insert(log).second) take(log, found);
  }
}

std::vector<FoundLog> Discovery::take_news(bool& overflowed) {
  std::vector<FoundLog> found;
  Watcher::News news = watcher_.take();
  overflowed = news.overflowed;
  const auto is_of_a_root = [this](const auto& path) { return belongs(path); };
  if (overflowed || std::ranges::any_of(news.vanished, is_of_a_root)) looks_to_skip_ = 0;
  for (const auto& directory : news.appeared) {
    if (belongs(directory)) {
      look_through(directory, found);
    } else if (leads_to_root(directory)) {
      for (auto root = roots_.lower_bound(directory);
           root != roots_.end() && root->native().starts_with(directory.native() + "/"); ++root) {
        look_at(*root, found);
      }
    }
  }
  std::set<std::filesystem::path> logs;
  for (const auto& file : news.changed) logs.insert(database_of(file));
  for (const auto& file : logs) {
    if (belongs(file)) take(file, found);
  }
  return found;
}

bool Discovery::belongs(const std::filesystem::path& path) const {
  for (std::filesystem::path at = path; at.has_relative_path(); at = at.parent_path()) {
    if (roots_.contains(at)) return true;
  }
  return false;
}

bool Discovery::leads_to_root(const std::filesystem::path& directory) const {
  const auto root = roots_.lower_bound(directory);
  return root != roots_.end() && root->native().starts_with(directory.native() + "/");
}

void Discovery::take(const std::filesystem::path& file, std::vector<FoundLog>& found) {
  const Source* source = recognise(file);
  if (source != nullptr && !ignores_(file, source->agent())) found.push_back({file, source});
}

bool Discovery::note_seen(const std::filesystem::path& file, std::uint64_t state) {
  if (state == 0) return false;
  Seen& seen = seen_[hash64(file.native())];
  seen.look = look_;
  return std::exchange(seen.state, state) != state;
}

bool Discovery::is_there(const std::filesystem::path& file) const {
  return seen_.contains(hash64(file.native())) || ::access(file.c_str(), F_OK) == 0 ||
         errno != ENOENT;
}

std::vector<FoundLog> Discovery::find_below(const std::filesystem::path& path,
                                            std::int64_t& unrecognised) {
  std::vector<FoundLog> found;
  const auto everywhere = [](const std::filesystem::path&) { return true; };
  for (const auto& [file, state] : list_files(path, everywhere)) {
    if (database_of(file) != file) continue;  // it belongs to the database beside it
    const std::size_t before = found.size();
    take(file, found);
    if (found.size() == before) ++unrecognised;
  }
  return found;
}

}  // namespace baton::capture
