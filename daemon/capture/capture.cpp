#include "daemon/capture/capture.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <deque>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include <poll.h>
#include <pthread.h>
#include <spdlog/spdlog.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#include "daemon/base/memory.hpp"
#include "daemon/capture/discovery.hpp"
#include "daemon/capture/file_queue.hpp"
#include "daemon/capture/ignore.hpp"
#include "daemon/capture/introduction.hpp"
#include "daemon/capture/session_ends.hpp"
#include "daemon/store/error.hpp"
#include "daemon/store/packing.hpp"

namespace baton::capture {

namespace {

using Clock = FileQueue::Clock;

/// How long reading rests after the store could not take what was read (disk full).
constexpr std::chrono::seconds store_fault_pause{5};
/// From a failed attempt to read a database that its agent holds to the next.
constexpr std::chrono::seconds held_file_pause{1};
/// From the last thing read until memory is given back.
constexpr std::chrono::seconds patience{5};
/// Reading gives way to whatever else the machine has to do.
constexpr int niceness = 10;

}  // namespace

class Capture::Worker {
 public:
  Worker(store::Store& store, const privacy::Redactor& redactor, Options options,
         Listener& listener)
      : options_(std::move(options)),
        store_(store),
        redactor_(redactor),
        listener_(listener),
        wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
        ingest_(store, redactor, options_.ingest, stop_,
                [&listener](const TurnsStored& stored) { listener.on_turns(stored); }),
        discovery_({options_.environment, options_.extra_roots},
                   [this](const std::filesystem::path& path, std::string_view agent) {
                     return ignore_rules_.ignores(path, agent);
                   }),
        ends_(store, options_.silence) {
    if (wake_ < 0)
      throw std::system_error(errno, std::generic_category(), "cannot make an eventfd");
    status_.state = options_.watch ? "scanning" : "off";
    status_.agents = discovery_.agents();
    thread_ = std::thread([this] { run(); });
    ::pthread_setname_np(thread_.native_handle(), "baton-capture");
  }

  ~Worker() {
    stop_ = true;
    wake();
    thread_.join();
    ::close(wake_);
  }

  /// Runs a task on the capturing thread.
  void post(std::function<void()> task) {
    {
      const std::lock_guard lock(mutex_);
      tasks_.push_back(std::move(task));
    }
    wake();
  }

  void scan(const std::filesystem::path& path, const ScanCallback& done) {
    ScanStarted started;
    std::exception_ptr error;
    try {
      started = start_scan(path);
    } catch (const std::exception&) {
      error = std::current_exception();
    }
    done(std::move(error), started);
  }

  /// At once: what is written after the pause was answered must not be read by a round that had
  /// begun before it.
  void set_paused(bool paused) {
    paused_ = paused;
    wake();
  }

  void store_text(const Text& text, const TextCallback& done) {
    std::optional<TurnsStored> stored;
    std::exception_ptr error;
    try {
      stored = ingest_.store_text(text.text, text.directory, text.title);
    } catch (const std::exception&) {
      error = std::current_exception();
    }
    done(std::move(error), stored);
  }

  void reload_ignore_rules() {
    guarded("read the ignore rules", [this] {
      ignore_rules_ = IgnoreRules(
          store_.read_and_wait([](store::Tables& tables) { return tables.ignore_rules.list(); }));
    });
    // What was ignored may not be any more.
    discovery_.forget_seen();
    next_look_ = Clock::now();
  }

  Status status() const {
    const std::lock_guard lock(mutex_);
    return status_;
  }

  std::int64_t pending_files() const { return pending_files_; }

 private:
  void run() {
    // Of this thread alone: Linux counts niceness by thread.
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), niceness);
    reload_ignore_rules();
    while (!stop_) {
      run_tasks();
      take_news();
      if (Clock::now() >= next_look_) look_around();
      const bool read_one = read_next();
      update_status();
      if (!read_one) wait();
    }
    settle();
  }

  void wake() {
    const std::uint64_t one = 1;
    // A full counter means that a wake-up is waiting already.
    [[maybe_unused]] const ssize_t written = ::write(wake_, &one, sizeof one);
  }

  void wait() {
    Clock::time_point until = next_look_;
    if (const auto due = paused_ ? std::nullopt : files_.next_due())
      until = std::min(until, std::max(*due, resume_at_));
    if (!rested_) until = std::min(until, Clock::now() + patience);
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    const int timeout = static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000));
    std::array<pollfd, 2> descriptors{{{wake_, POLLIN, 0}, {discovery_.descriptor(), POLLIN, 0}}};
    if (::poll(descriptors.data(), descriptors.size(), timeout) == 0) rest();
    std::uint64_t count = 0;
    [[maybe_unused]] const ssize_t size = ::read(wake_, &count, sizeof count);
  }

  void rest() {
    if (std::exchange(rested_, true)) return;
    store::release_packing_memory();
    release_idle_memory();
  }

  void run_tasks() {
    std::deque<std::function<void()>> tasks;
    {
      const std::lock_guard lock(mutex_);
      tasks.swap(tasks_);
    }
    for (const auto& task : tasks) task();
  }

  ScanStarted start_scan(const std::filesystem::path& path) {
    if (::access(path.c_str(), R_OK) != 0) {
      throw std::system_error(errno, std::generic_category(), path.native());
    }
    ScanStarted started{.scan_id = next_scan_id_++};
    const std::vector<FoundLog> logs = discovery_.find_below(path, started.unrecognised);
    started.files = static_cast<std::int64_t>(logs.size());
    if (started.files > 0) scans_[started.scan_id] = {started.scan_id, started.files, 0};
    add_past(logs, started.scan_id);
    return started;
  }

  /// Queues logs that may have been there for long; the last one is read first.
  void add_past(const std::vector<FoundLog>& logs, std::optional<std::int64_t> scan) {
    guarded("store the sessions found",
            [&] { introduce_sessions(store_, redactor_, ingest_.projects(), logs, stop_); });
    for (const FoundLog& log : logs) files_.add_past(log.path, log.source, scan);
  }

  void take_news() {
    if (!options_.watch) return;
    bool overflowed = false;
    for (const FoundLog& log : discovery_.take_news(overflowed))
      files_.add(log.path, log.source, Clock::now() + options_.debounce);
    if (!overflowed) return;
    spdlog::warn("inotify dropped events; looking through all logs again");
    next_look_ = Clock::now();
  }

  /// What is done from time to time: the safety net under inotify, and the sessions' ends.
  void look_around() {
    guarded("look for logs", [this] {
      if (options_.watch) look_for_logs();
      ends_.look(pending() == 0);
    });
    next_look_ = Clock::now() + options_.rescan_interval;
  }

  void look_for_logs() {
    ingest_.projects().forget();
    const std::vector<std::string> paths =
        store_.read_and_wait([](store::Tables& tables) { return tables.projects.paths(); });
    const std::vector<std::filesystem::path> projects(paths.begin(), paths.end());
    bool everywhere = false;
    add_past(discovery_.look(projects, everywhere), std::nullopt);
    if (everywhere) mark_gone();
  }

  void mark_gone() {
    const std::vector<std::string> logs =
        store_.read_and_wait([](store::Tables& tables) { return tables.capture_files.present(); });
    std::vector<std::string> gone;
    std::ranges::copy_if(logs, std::back_inserter(gone),
                         [this](const std::string& path) { return !discovery_.is_there(path); });
    if (gone.empty()) return;
    store_.write_and_wait([&](store::Tables& tables) {
      for (const std::string& path : gone) tables.capture_files.mark_gone(path, now_milliseconds());
    });
  }

  /// Reads the file that has been due longest. False when none is due.
  bool read_next() {
    const bool may_read = !paused_ && Clock::now() >= resume_at_;
    std::optional<FileQueue::File> file = may_read ? files_.take(Clock::now()) : std::nullopt;
    if (!file) return settle(), false;
    rested_ = false;
    unsettled_.push_back(*file);
    try {
      if (!ingest_.read(file->path, *file->source)) {
        unsettled_.pop_back();
        file->due = Clock::now() + held_file_pause;
        files_.put_back(*file);
      }
    } catch (const store::StoreError& error) {
      rest_after(error);
      return false;
    }
    report_settled();
    return true;
  }

  /// Waits for the last commit, since nothing else comes that would.
  void settle() {
    try {
      ingest_.settle();
      report_settled();
    } catch (const store::StoreError& error) {
      rest_after(error);
    }
  }

  /// What was on its way to the store is read again.
  void rest_after(const store::StoreError& error) {
    for (const FileQueue::File& file : std::exchange(unsettled_, {})) {
      spdlog::error("cannot store what was read of {}: {}", file.path.native(), error.what());
      files_.put_back(file);
    }
    resume_at_ = Clock::now() + store_fault_pause;
  }

  void report_settled() {
    const std::filesystem::path on_its_way = ingest_.on_its_way();
    while (!unsettled_.empty() && unsettled_.front().path != on_its_way) {
      const FileQueue::File file = std::move(unsettled_.front());
      unsettled_.pop_front();
      if (!stop_) report_read(file);
    }
  }

  /// Files of which not all is stored yet.
  std::int64_t pending() const {
    return static_cast<std::int64_t>(files_.size() + unsettled_.size());
  }

  void report_read(const FileQueue::File& file) {
    update_status();  // before anyone hears of it and asks
    const std::int64_t pending = pending_files_;
    // Old sessions have all been read: those that ended long ago are told now.
    if (pending == 0 && !file.due) next_look_ = Clock::now();
    for (const std::int64_t scan_id : file.scans) {
      ScanProgress& scan = scans_[scan_id];
      ++scan.files_read;
      listener_.on_file_read(pending, &scan);
      if (scan.files_read == scan.files) scans_.erase(scan_id);
    }
    if (file.scans.empty()) listener_.on_file_read(pending, nullptr);
  }

  /// What fails here, for want of the store or of a file, is done the next time.
  template <class Work>
  void guarded(const char* doing, const Work& work) {
    try {
      work();
    } catch (const std::exception& error) {
      spdlog::error("cannot {}: {}", doing, error.what());
    }
  }

  void update_status() {
    pending_files_ = pending();
    const std::lock_guard lock(mutex_);
    status_.pending_files = pending_files_;
    status_.watched_directories = static_cast<std::int64_t>(discovery_.watched_directories());
    status_.trouble = discovery_.trouble();
    status_.state = paused_          ? "paused"
                    : pending() > 0  ? "scanning"
                    : options_.watch ? "watching"
                                     : "off";
  }

  const Options options_;
  store::Store& store_;
  const privacy::Redactor& redactor_;
  Listener& listener_;
  const int wake_;
  std::atomic<bool> stop_ = false;
  std::atomic<std::int64_t> pending_files_ = 0;
  IgnoreRules ignore_rules_;
  Ingest ingest_;
  Discovery discovery_;
  SessionEnds ends_;
  FileQueue files_;
  std::deque<FileQueue::File> unsettled_;  // read, but perhaps not stored yet; the oldest first
  std::map<std::int64_t, ScanProgress> scans_;
  std::int64_t next_scan_id_ = 1;
  std::atomic<bool> paused_ = false;
  Clock::time_point next_look_ = Clock::now();
  Clock::time_point resume_at_ = Clock::time_point::min();
  bool rested_ = false;       // gave its memory back after what was read last
  mutable std::mutex mutex_;  // guards what follows, which other threads use
  std::deque<std::function<void()>> tasks_;
  Status status_;
  std::thread thread_;
};

Capture::Capture(store::Store& store, const privacy::Redactor& redactor, Options options,
                 Listener& listener)
    : worker_(std::make_unique<Worker>(store, redactor, std::move(options), listener)) {}

Capture::~Capture() = default;

void Capture::scan(std::filesystem::path path, ScanCallback done) {
  worker_->post([worker = worker_.get(), path = std::move(path), done = std::move(done)] {
    worker->scan(path, done);
  });
}

void Capture::store_text(Text text, TextCallback done) {
  worker_->post([worker = worker_.get(), text = std::move(text), done = std::move(done)] {
    worker->store_text(text, done);
  });
}

void Capture::pause() {
  worker_->set_paused(true);
}

void Capture::resume() {
  worker_->set_paused(false);
}

void Capture::reload_ignore_rules() {
  worker_->post([worker = worker_.get()] { worker->reload_ignore_rules(); });
}

Status Capture::status() const {
  return worker_->status();
}

std::int64_t Capture::pending_files() const {
  return worker_->pending_files();
}

}  // namespace baton::capture
