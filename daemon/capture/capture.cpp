#include "daemon/capture/capture.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <unordered_map>
#include <utility>

#include <poll.h>
#include <pthread.h>
#include <spdlog/spdlog.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "daemon/base/hash.hpp"
#include "daemon/capture/file_queue.hpp"
#include "daemon/capture/log_finder.hpp"
#include "daemon/capture/watcher.hpp"
#include "daemon/store/error.hpp"

namespace baton::capture {

namespace {

using Clock = FileQueue::Clock;

/// How long reading rests after the store could not take what was read (disk full).
constexpr std::chrono::seconds store_fault_pause{5};

std::vector<WatchedAgent> list_agents(const Environment& environment) {
  std::vector<WatchedAgent> agents;
  for (const auto& source : all_sources()) {
    WatchedAgent agent{std::string(source->agent()), {}};
    for (const auto& root : source->roots(environment)) agent.roots.push_back(root.native());
    agents.push_back(std::move(agent));
  }
  return agents;
}

}  // namespace

class Capture::Worker {
 public:
  Worker(store::Store& store, const privacy::Redactor& redactor, Options options,
         Listener& listener)
      : options_(std::move(options)),
        listener_(listener),
        wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
        ingest_(store, redactor, options_.ingest, stop_,
                [&listener](const TurnsStored& stored) { listener.on_turns(stored); }) {
    if (wake_ < 0)
      throw std::system_error(errno, std::generic_category(), "cannot make an eventfd");
    status_.state = options_.watch ? "scanning" : "off";
    status_.agents = list_agents(options_.environment);
    thread_ = std::thread([this] { run(); });
    ::pthread_setname_np(thread_.native_handle(), "baton-capture");
  }

  ~Worker() {
    stop_ = true;
    wake();
    thread_.join();
    ::close(wake_);
  }

  void scan(std::filesystem::path path, ScanCallback done) {
    {
      const std::lock_guard lock(mutex_);
      requests_.emplace_back(std::move(path), std::move(done));
    }
    wake();
  }

  Status status() const {
    const std::lock_guard lock(mutex_);
    return status_;
  }

  std::int64_t pending_files() const { return pending_files_; }

 private:
  void run() {
    if (options_.watch) rescan();
    while (!stop_) {
      take_requests();
      take_news();
      if (Clock::now() >= next_rescan_ && options_.watch) rescan();
      const bool read_one = read_next();
      update_status();
      if (!read_one) wait();
    }
  }

  void wake() {
    const std::uint64_t one = 1;
    // A full counter means that a wake-up is waiting already.
    [[maybe_unused]] const ssize_t written = ::write(wake_, &one, sizeof one);
  }

  void wait() {
    Clock::time_point until = options_.watch ? next_rescan_ : Clock::time_point::max();
    if (const auto due = files_.next_due()) until = std::min(until, std::max(*due, resume_at_));
    int timeout = -1;
    if (until != Clock::time_point::max()) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
      timeout = static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000));
    }
    std::array<pollfd, 2> descriptors{{{wake_, POLLIN, 0}, {watcher_.descriptor(), POLLIN, 0}}};
    ::poll(descriptors.data(), descriptors.size(), timeout);
    std::uint64_t count = 0;
    [[maybe_unused]] const ssize_t size = ::read(wake_, &count, sizeof count);
  }

  void take_requests() {
    std::deque<std::pair<std::filesystem::path, ScanCallback>> requests;
    {
      const std::lock_guard lock(mutex_);
      requests.swap(requests_);
    }
    for (const auto& [path, done] : requests) {
      ScanStarted started;
      std::exception_ptr error;
      try {
        started = start_scan(path);
      } catch (const std::exception&) {
        error = std::current_exception();
      }
      done(std::move(error), started);
    }
  }

  ScanStarted start_scan(const std::filesystem::path& path) {
    if (::access(path.c_str(), R_OK) != 0) {
      throw std::system_error(errno, std::generic_category(), path.native());
    }
    ScanStarted started{.scan_id = next_scan_id_++};
    const auto everywhere = [](const std::filesystem::path&) { return true; };
    for (const auto& file : list_files(path, everywhere)) {
      if (const Source* source = recognise(file)) {
        files_.add(file, source, Clock::now(), started.scan_id);
        ++started.files;
      } else {
        ++started.unrecognised;
      }
    }
    if (started.files > 0) scans_[started.scan_id] = {started.scan_id, started.files, 0};
    return started;
  }

  void take_news() {
    if (!options_.watch) return;
    const Watcher::News news = watcher_.take();
    for (const auto& directory : news.appeared) look_through(directory);
    for (const auto& file : news.changed) note_change(file);
    if (news.overflowed) {
      spdlog::warn("inotify dropped events; looking through all logs again");
      rescan();
    }
  }

  void note_change(const std::filesystem::path& file) {
    if (files_.contains(file)) return;  // the reading that is due will see this change too
    if (const Source* source = recognise(file))
      files_.add(file, source, Clock::now() + options_.debounce);
  }

  /// Watches a directory and all below it, then notes the files that are there.
  void look_through(const std::filesystem::path& directory) {
    const auto watch = [this](const std::filesystem::path& found) {
      watcher_.add(found);
      return true;
    };
    for (const auto& file : list_files(directory, watch)) {
      if (changed_since_seen(file)) note_change(file);
    }
  }

  /// Whether a rescan must look into a file: it costs a stat(2) per file, and no more while nothing
  /// changes.
  bool changed_since_seen(const std::filesystem::path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) return false;
    const std::uint64_t state =
        hash64({std::to_string(status.st_ino), std::to_string(status.st_size),
                std::to_string(status.st_mtim.tv_sec), std::to_string(status.st_mtim.tv_nsec)});
    std::uint64_t& seen = seen_[hash64(file.native())];
    return std::exchange(seen, state) != state;
  }

  void rescan() {
    for (const auto& source : all_sources()) {
      for (const auto& root : source->roots(options_.environment)) look_through(root);
    }
    for (const auto& root : options_.extra_roots) look_through(root);
    ingest_.forget_projects();
    next_rescan_ = Clock::now() + options_.rescan_interval;
  }

  /// Reads the file that has been due longest. False when none is due.
  bool read_next() {
    if (Clock::now() < resume_at_) return false;
    const auto file = files_.take_due(Clock::now());
    if (!file) return false;
    try {
      ingest_.read(file->path, *file->source);
    } catch (const store::StoreError& error) {
      spdlog::error("cannot store what was read of {}: {}", file->path.native(), error.what());
      files_.put_back(*file);
      resume_at_ = Clock::now() + store_fault_pause;
      return false;
    }
    if (!stop_) report_read(*file);
    return true;
  }

  void report_read(const FileQueue::File& file) {
    const auto pending = static_cast<std::int64_t>(files_.size());
    pending_files_ = pending;  // before anyone hears of it
    for (const std::int64_t scan_id : file.scans) {
      ScanProgress& scan = scans_[scan_id];
      ++scan.files_read;
      listener_.on_file_read(pending, &scan);
      if (scan.files_read == scan.files) scans_.erase(scan_id);
    }
    if (file.scans.empty()) listener_.on_file_read(pending, nullptr);
  }

  void update_status() {
    pending_files_ = static_cast<std::int64_t>(files_.size());
    const std::lock_guard lock(mutex_);
    status_.pending_files = static_cast<std::int64_t>(files_.size());
    status_.watched_directories = static_cast<std::int64_t>(watcher_.watched());
    status_.trouble = watcher_.trouble();
    status_.state = files_.size() > 0 ? "scanning" : options_.watch ? "watching" : "off";
  }

  const Options options_;
  Listener& listener_;
  const int wake_;
  std::atomic<bool> stop_ = false;
  std::atomic<std::int64_t> pending_files_ = 0;
  Ingest ingest_;
  Watcher watcher_;
  FileQueue files_;
  std::unordered_map<std::uint64_t, std::uint64_t> seen_;  // hash of path -> hash of what stat said
  std::map<std::int64_t, ScanProgress> scans_;
  std::int64_t next_scan_id_ = 1;
  Clock::time_point next_rescan_ = Clock::time_point::max();
  Clock::time_point resume_at_ = Clock::time_point::min();
  mutable std::mutex mutex_;  // guards what follows, which other threads use
  std::deque<std::pair<std::filesystem::path, ScanCallback>> requests_;
  Status status_;
  std::thread thread_;
};

Capture::Capture(store::Store& store, const privacy::Redactor& redactor, Options options,
                 Listener& listener)
    : worker_(std::make_unique<Worker>(store, redactor, std::move(options), listener)) {}

Capture::~Capture() = default;

void Capture::scan(std::filesystem::path path, ScanCallback done) {
  worker_->scan(std::move(path), std::move(done));
}

Status Capture::status() const {
  return worker_->status();
}

std::int64_t Capture::pending_files() const {
  return worker_->pending_files();
}

}  // namespace baton::capture
