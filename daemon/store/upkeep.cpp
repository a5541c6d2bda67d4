#include "daemon/store/upkeep.hpp"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <condition_variable>
#include <map>
#include <mutex>
#include <span>
#include <system_error>
#include <thread>
#include <utility>

#include <pthread.h>

namespace baton::store {
namespace {

using std::chrono::steady_clock;

constexpr Milliseconds day = 24LL * 60 * 60 * 1000;
constexpr std::string_view last_run_key = "upkeep.last_run_at";
// What one unit of work does.
constexpr std::int64_t turns_looked_at = 2000;
constexpr std::size_t turns_removed_at_once = 200;
constexpr std::size_t outputs_cut_at_once = 50;
/// In the background: rests for each time of work.
constexpr int rest_factor = 4;
constexpr std::size_t kept_reports = 16;

std::int64_t bytes_of(const std::filesystem::path& database) {
  std::int64_t bytes = 0;
  for (const char* suffix : {"", "-wal"}) {
    std::error_code error;
    const auto size = std::filesystem::file_size(database.string() + suffix, error);
    if (!error) bytes += static_cast<std::int64_t>(size);
  }
  return bytes;
}

}  // namespace

/// The thread and what it shares with those who ask.
class Upkeep::Worker {
 public:
  Worker(Store& store, Options options)
      : store_(store), options_(std::move(options)), thread_([this] { run(); }) {}

  ~Worker() {
    {
      const std::lock_guard lock(mutex_);
      stop_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  std::int64_t start() {
    const std::lock_guard lock(mutex_);
    if (!asked_) asked_ = add_report();
    changed_.notify_all();
    return *asked_;
  }

  std::optional<UpkeepReport> report(std::int64_t run) const {
    const std::lock_guard lock(mutex_);
    const auto found = reports_.find(run);
    return found == reports_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  bool has_limits() const {
    return options_.keep_turn_days > 0 || options_.keep_tool_output_days > 0;
  }

  void run() {
    pthread_setname_np(pthread_self(), "baton-upkeep");
    auto next_look = steady_clock::now() + options_.first_look;
    for (;;) {
      std::unique_lock lock(mutex_);
      const auto wanted = [this] { return stop_ || asked_; };
      // Without limits there is nothing to do by itself, and no reason to wake up.
      if (has_limits()) {
        changed_.wait_until(lock, next_look, wanted);
      } else {
        changed_.wait(lock, wanted);
      }
      if (stop_) return;
      const auto asked = std::exchange(asked_, std::nullopt);
      lock.unlock();
      if (asked) {
        keep_up(*asked, true);
      } else {
        next_look = steady_clock::now() + options_.interval;
        look_at_the_clock();
      }
    }
  }

  /// By the wall clock, which goes on while the machine sleeps.
  void look_at_the_clock() {
    if (!is_due()) return;
    std::int64_t run = 0;
    {
      const std::lock_guard lock(mutex_);
      run = add_report();
    }
    keep_up(run, false);
  }

  bool is_due() {
    try {
      const auto last = store_.read_and_wait(
          [](Tables& tables) { return tables.settings.find(last_run_key).value_or("0"); });
      Milliseconds at = 0;
      std::from_chars(last.data(), last.data() + last.size(), at);
      const Milliseconds now = now_milliseconds();
      // A clock that was set back must not put it off for years.
      return at > now || at + day <= now;
    } catch (const std::exception&) {
      return false;  // the next look tries again
    }
  }

  std::int64_t add_report() {
    const std::int64_t run = ++last_run_;
    reports_[run].run = run;
    if (reports_.size() > kept_reports) reports_.erase(reports_.begin());
    return run;
  }

  template <class Change>
  void tell(std::int64_t run, Change change) {
    const std::lock_guard lock(mutex_);
    const auto found = reports_.find(run);
    if (found != reports_.end()) change(found->second);
  }

  void enter(std::int64_t run, const char* stage) {
    tell(run, [stage](UpkeepReport& report) { report.stage = stage; });
  }

  /// One whole run. @param asked somebody waits: no rests, and compaction in any case
  void keep_up(std::int64_t run, bool asked) {
    rests_ = !asked;
    std::string error;
    const std::int64_t before = bytes_of(options_.database);
    tell(run, [before](UpkeepReport& report) { report.bytes_before = before; });
    try {
      enter(run, "turns");
      const bool changed = apply_limits(run);
      if (!is_stopping()) note_time();
      if (changed || asked) compact(run);
    } catch (const std::exception& fault) {
      error = fault.what();
    }
    if (error.empty() && is_stopping()) error = "the daemon is stopping";
    const std::int64_t after = bytes_of(options_.database);
    tell(run, [&](UpkeepReport& report) {
      report.stage = "done";
      report.finished = true;
      report.bytes_after = after;
      report.error = error;
    });
  }

  void note_time() {
    store_.write_and_wait([](Tables& tables) {
      tables.settings.set(last_run_key, std::to_string(now_milliseconds()));
    });
  }

  /// Whether anything was too old.
  bool apply_limits(std::int64_t run) {
    if (!has_limits()) return false;
    RetentionLimits limits;
    const Milliseconds now = now_milliseconds();
    if (options_.keep_turn_days > 0) limits.turns_before = now - options_.keep_turn_days * day;
    if (options_.keep_tool_output_days > 0)
      limits.outputs_before = now - options_.keep_tool_output_days * day;
    RetentionPosition position;
    bool changed = false;
    while (!is_stopping()) {
      RetentionFinds finds;
      step([&] {
        finds = store_.read_and_wait([&](Tables& tables) {
          return tables.retention.look(limits, position, turns_looked_at);
        });
      });
      remove(run, finds.turns);
      cut(run, finds.outputs);
      changed = changed || !finds.turns.empty() || !finds.outputs.empty();
      if (finds.finished) break;
    }
    return changed;
  }

  void remove(std::int64_t run, std::span<const Id> turns) {
    while (!turns.empty() && !is_stopping()) {
      const auto some = turns.first(std::min(turns.size(), turns_removed_at_once));
      turns = turns.subspan(some.size());
      step([&] {
        const std::int64_t removed =
            store_.write_and_wait([&](Tables& tables) { return tables.retention.remove(some); });
        tell(run, [removed](UpkeepReport& report) { report.turns_removed += removed; });
      });
    }
  }

  void cut(std::int64_t run, std::span<const Id> outputs) {
    while (!outputs.empty() && !is_stopping()) {
      const auto some = outputs.first(std::min(outputs.size(), outputs_cut_at_once));
      outputs = outputs.subspan(some.size());
      step([&] {
        const std::int64_t count =
            store_.write_and_wait([&](Tables& tables) { return tables.retention.cut(some); });
        tell(run, [count](UpkeepReport& report) { report.outputs_cut += count; });
      });
    }
  }

  void compact(std::int64_t run) {
    enter(run, "index");
    using Index = Compaction::Index;
    for (const Index index : {Index::turns, Index::handoffs, Index::knowledge}) {
      bool first = true;
      repeat([&](Tables& tables) {
        return tables.compaction.merge_step(index, std::exchange(first, false));
      });
    }
    enter(run, "pages");
    repeat([](Tables& tables) { return tables.compaction.vacuum_step(); });
    enter(run, "log");
    if (!is_stopping()) store_.checkpoint();
  }

  /// Runs a unit of writing work again and again until it returns false.
  template <class Work>
  void repeat(Work work) {
    bool more = true;
    while (more && !is_stopping())
      step([&] { more = store_.write_and_wait([&](Tables& tables) { return work(tables); }); });
  }

  /// Runs one unit and rests as long as is due.
  template <class Work>
  void step(Work work) {
    const auto began = steady_clock::now();
    work();
    if (!rests_) return;
    const auto rest = (steady_clock::now() - began) * rest_factor;
    std::unique_lock lock(mutex_);
    // Whoever asks for a run does not wait for the rests of this one.
    changed_.wait_for(lock, rest, [this] { return stop_ || asked_; });
  }

  bool is_stopping() const {
    const std::lock_guard lock(mutex_);
    return stop_;
  }

  Store& store_;
  const Options options_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool stop_ = false;
  std::optional<std::int64_t> asked_;  // the run that somebody waits for and that has not begun
  std::int64_t last_run_ = 0;
  std::map<std::int64_t, UpkeepReport> reports_;
  bool rests_ = false;  // of the thread alone
  std::thread thread_;
};

Upkeep::Upkeep(Store& store, Options options)
    : worker_(std::make_unique<Worker>(store, std::move(options))) {}
Upkeep::~Upkeep() = default;

std::int64_t Upkeep::start() {
  return worker_->start();
}

std::optional<UpkeepReport> Upkeep::report(std::int64_t run) const {
  return worker_->report(run);
}

}  // namespace baton::store
