#include "daemon/capture/watcher.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>

#include <linux/magic.h>
#include <sys/inotify.h>
#include <sys/statfs.h>
#include <unistd.h>

namespace baton::capture {
namespace {

constexpr unsigned watched_events =
    IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE | IN_MOVED_FROM | IN_ONLYDIR;

/// Whether other machines or processes may change the directory's files behind the kernel's back.
bool is_remote(const std::filesystem::path& directory) {
  struct statfs status {};
  if (::statfs(directory.c_str(), &status) != 0) return false;
  constexpr std::array<std::uint32_t, 6> remote = {NFS_SUPER_MAGIC,  SMB_SUPER_MAGIC,
                                                   CIFS_SUPER_MAGIC, SMB2_SUPER_MAGIC,
                                                   V9FS_MAGIC,       FUSE_SUPER_MAGIC};
  return std::ranges::find(remote, static_cast<std::uint32_t>(status.f_type)) != remote.end();
}

std::string explain(int error, const std::filesystem::path& directory) {
  if (error == ENOSPC) {
    return "the limit of inotify watches is reached (fs.inotify.max_user_watches); " +
           directory.native() + " and maybe others are only looked at every minute";
  }
  return "cannot watch " + directory.native() + ": " + std::strerror(error);
}

}  // namespace

Watcher::Watcher() : descriptor_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
  if (descriptor_ >= 0) return;
  trouble_ = std::string("no inotify instance to be had (") + std::strerror(errno) +
             "; fs.inotify.max_user_instances); logs are only looked at every minute";
}

Watcher::~Watcher() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void Watcher::add(const std::filesystem::path& directory) {
  if (descriptor_ < 0) return;
  // The kernel gives the same number for the same directory, so adding twice is harmless.
  const int watch = ::inotify_add_watch(descriptor_, directory.c_str(), watched_events);
  if (watch >= 0) {
    directories_[watch] = directory;
    has_remote_ = has_remote_ || is_remote(directory);
  } else if (errno != ENOENT && errno != ENOTDIR) {
    trouble_ = explain(errno, directory);
  }
}

Watcher::News Watcher::take() {
  News news;
  if (descriptor_ < 0) return news;
  alignas(inotify_event) std::array<char, 64U << 10U> buffer{};
  for (;;) {
    const ssize_t size = ::read(descriptor_, buffer.data(), buffer.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return news;
    for (const char* at = buffer.data(); at < buffer.data() + size;) {
      inotify_event event{};
      std::memcpy(&event, at, sizeof event);
      const char* name = at + sizeof event;
      handle(event.wd, event.mask, event.len > 0 ? std::string(name) : std::string(), news);
      at = name + event.len;
    }
  }
}

void Watcher::handle(int watch, unsigned mask, const std::string& name, News& news) {
  if ((mask & IN_Q_OVERFLOW) != 0U) news.overflowed = true;
  const auto directory = directories_.find(watch);
  if (directory == directories_.end()) return;
  if ((mask & IN_IGNORED) != 0U) {
    news.vanished.push_back(std::move(directory->second));
    directories_.erase(directory);
    return;
  }
  if (name.empty()) return;
  std::filesystem::path path = directory->second / name;
  if ((mask & (IN_DELETE | IN_MOVED_FROM)) != 0U) {
    news.vanished.push_back(std::move(path));
  } else if ((mask & IN_ISDIR) != 0U) {
    news.appeared.push_back(std::move(path));
  } else {
    news.changed.insert(std::move(path));
  }
}

}  // namespace baton::capture
