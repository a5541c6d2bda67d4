#include "daemon/handoff/keeper.hpp"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <utility>

#include <pthread.h>
#include <spdlog/spdlog.h>

#include "daemon/base/memory.hpp"
#include "daemon/handoff/builder.hpp"
#include "daemon/handoff/handoff.hpp"
#include "daemon/handoff/material.hpp"
#include "daemon/handoff/project_ledger.hpp"
#include "daemon/handoff/staleness/snapshot.hpp"
#include "daemon/store/error.hpp"

namespace baton::handoff {
namespace {

using Clock = std::chrono::steady_clock;

/// A project whose handoff takes long to build is built less often: at most this share of the time
/// is spent on it. While old logs are read, that share is for all projects together: a dozen that
/// grow at once would keep a core busy with handoffs that the next file makes out of date.
constexpr int rest_factor = 10;
/// How long a project rests after the store could not take its handoff.
constexpr std::chrono::seconds fault_pause{5};
/// How long is kept in memory what was read of a project, when none has changed, and of how many.
constexpr std::chrono::seconds work_kept{60};
constexpr std::size_t most_projects = 2;
/// Turns of more text than this are read again each time.
constexpr std::size_t most_bytes_kept = 24U << 20U;

/// Thrown to end what takes long when the daemon stops.
struct Stopping {};

/// What one handoff of a project leaves behind for the next.
struct Work {
  explicit Work(store::Id project_id) : ledger(project_id) {}

  ProjectLedger ledger;
  Material material;
  Builder builder;
};

std::size_t bytes_of(const Material& material) {
  std::size_t bytes = 0;
  for (const auto& session : material.sessions) {
    for (const auto& turn : session.turns) bytes += turn.text.size();
  }
  return bytes;
}

store::Handoff row_of(const Material& material, Built built) {
  note_contents(built.document);
  const store::Session& session = material.sessions.front().session;
  store::Handoff row;
  row.project_id = material.project.id;
  row.session_id = session.id;
  row.session_number = session.number;
  row.generator = "extractive";
  row.text = std::move(built.text);
  row.document = to_json(built.document);
  row.tokens = built.tokens;
  row.source_tokens = built.source_tokens;
  return row;
}

}  // namespace

store::Handoff make_row(const Material& material, std::int64_t budget) {
  return row_of(material, build(material, budget));
}

class Keeper::Worker {
 public:
  Worker(store::Store& store, Options options, Listener listen)
      : store_(store), options_(options), listen_(std::move(listen)), thread_([this] { run(); }) {
    ::pthread_setname_np(thread_.native_handle(), "baton-handoff");
  }

  ~Worker() {
    {
      const std::lock_guard lock(mutex_);
      stop_ = true;
    }
    changed_.notify_one();
    thread_.join();
  }

  void touch(store::Id project_id, Freshness freshness, Change change) {
    {
      const std::lock_guard lock(mutex_);
      if (change == Change::rewritten) rewritten_.insert(project_id);
      const Clock::time_point rested = resting_until_[project_id];
      const Clock::time_point at = std::max(Clock::now() + options_.debounce, rested);
      Due& due = due_.try_emplace(project_id, Due{at, freshness}).first->second;
      due.freshness = std::max(due.freshness, freshness);
    }
    changed_.notify_one();
  }

  std::int64_t budget() const { return options_.budget; }

  std::shared_ptr<const Needs> needs(store::Id project_id) const {
    const std::lock_guard lock(mutex_);
    const auto kept = needs_.find(project_id);
    return kept == needs_.end() ? nullptr : kept->second;
  }

  Freshness freshness(store::Id project_id) const {
    const std::lock_guard lock(mutex_);
    const auto due = due_.find(project_id);
    const Freshness waiting = due == due_.end() ? Freshness::current : due->second.freshness;
    return building_ == project_id ? std::max(waiting, building_freshness_) : waiting;
  }

 private:
  struct Due {
    Clock::time_point at;
    Freshness freshness = Freshness::current;
  };

  void run() {
    touch_those_behind();
    while (const auto project_id = wait_for_due()) {
      const Clock::time_point start = Clock::now();
      Clock::duration rest = fault_pause;
      try {
        build_one(*project_id);
        rest = (Clock::now() - start) * rest_factor;
      } catch (const Stopping&) {
        return;
      } catch (const std::exception& error) {
        spdlog::error("cannot make the handoff of project {}: {}", *project_id, error.what());
      }
      end_building(*project_id, rest);
      // A long session's turns are tens of megabytes, which an idle daemon should not keep.
      release_free_memory();
    }
  }

  void end_building(store::Id project_id, Clock::duration rest) {
    const std::lock_guard lock(mutex_);
    resting_until_[project_id] = Clock::now() + rest;
    if (building_freshness_ != Freshness::lacks_present) {
      history_rests_until_ = Clock::now() + rest;
      // Nobody works on it now: while old logs are read one project at a time is enough.
      works_.erase(project_id);
      needs_.erase(project_id);
    }
    building_.reset();
  }

  /// What an earlier daemon had no time to build.
  void touch_those_behind() {
    try {
      const auto behind = store_.read_and_wait(
          [](store::Tables& tables) { return tables.handoffs.projects_behind(); });
      for (const store::Id project_id : behind)
        touch(project_id, Freshness::lacks_present, Change::grown);
    } catch (const store::StoreError& error) {
      spdlog::error("cannot tell which handoffs are behind: {}", error.what());
    }
  }

  /// When a project's handoff is to be built.
  Clock::time_point time_of(const Due& due) const {
    return due.freshness == Freshness::lacks_present ? due.at
                                                     : std::max(due.at, history_rests_until_);
  }

  /// The next project whose time has come; nothing when the thread is to end.
  std::optional<store::Id> wait_for_due() {
    std::unique_lock lock(mutex_);
    while (!stop_) {
      const auto next = std::min_element(
          due_.begin(), due_.end(),
          [this](const auto& a, const auto& b) { return time_of(a.second) < time_of(b.second); });
      if (next == due_.end()) {
        rest(lock);
      } else if (const Clock::time_point at = time_of(next->second); at > Clock::now()) {
        changed_.wait_until(lock, at);
      } else {
        const store::Id project_id = next->first;
        building_freshness_ = next->second.freshness;
        due_.erase(next);
        building_ = project_id;
        return project_id;
      }
    }
    return std::nullopt;
  }

  /// Waits for something to do; gives back after a while what only work needs.
  void rest(std::unique_lock<std::mutex>& lock) {
    const auto has_news = [this] { return stop_ || !due_.empty(); };
    if (works_.empty() || changed_.wait_for(lock, work_kept, has_news)) {
      changed_.wait(lock, has_news);
      return;
    }
    needs_.clear();
    lock.unlock();
    works_.clear();
    release_idle_memory();
    lock.lock();
  }

  /// What is known of the project; others make way.
  Work& work_on(store::Id project_id) {
    const std::lock_guard lock(mutex_);
    if (!works_.contains(project_id) && works_.size() >= most_projects) {
      needs_.erase(works_.begin()->first);
      works_.erase(works_.begin());
    }
    Work& work = works_.try_emplace(project_id, project_id).first->second;
    if (rewritten_.erase(project_id) > 0) work.material = {};
    return work;
  }

  bool is_stopping() const {
    const std::lock_guard lock(mutex_);
    return stop_;
  }

  std::shared_ptr<const Needs> update_needs(store::Id project_id, ProjectLedger& ledger) {
    auto needs = ledger.update(store_, [this] { return !is_stopping(); });
    const std::lock_guard lock(mutex_);
    return needs_[project_id] = std::move(needs);
  }

  void build_one(store::Id project_id) {
    std::optional<store::Handoff> saved = build_and_save(project_id);
    if (saved) listen_(project_id, saved->version);
  }

  std::optional<store::Handoff> build_and_save(store::Id project_id) {
    Work& work = work_on(project_id);
    const auto needs = update_needs(project_id, work.ledger);
    // A daemon that stops has no time for it; the next one builds what is behind.
    if (!needs || is_stopping()) return std::nullopt;
    Material& material = work.material;
    std::int64_t edits = 0;
    const bool is_known = store_.read_and_wait([&](store::Tables& tables) {
      edits = tables.handoff_edits.revision(project_id);
      const auto project = tables.projects.find(project_id);
      if (project) update_material(tables, *project, material);
      return project.has_value();
    });
    if (!is_known || material.sessions.empty()) return std::nullopt;
    material.needs = needs;
    const store::Handoff row =
        row_of(material, work.builder.build(material, options_.budget, [this] {
          if (is_stopping()) throw Stopping();
        }));
    const store::Milliseconds now = material.now;
    if (bytes_of(material) > most_bytes_kept) {
      work.builder = {};
      material = {};
    }
    auto saved = store_.write_and_wait([&](store::Tables& tables) -> std::optional<store::Handoff> {
      if (tables.handoff_edits.revision(project_id) != edits) return std::nullopt;
      return tables.handoffs.save(row, now);
    });
    // The user edited it meanwhile: what was built would hide that.
    if (!saved) touch(project_id, Freshness::lacks_present, Change::grown);
    return saved;
  }

  store::Store& store_;
  const Options options_;
  const Listener listen_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::map<store::Id, Due> due_;
  std::map<store::Id, Clock::time_point> resting_until_;
  Clock::time_point history_rests_until_;
  std::map<store::Id, std::shared_ptr<const Needs>> needs_;
  std::set<store::Id> rewritten_;    // whose turns are to be read again
  std::map<store::Id, Work> works_;  // of the thread alone
  std::optional<store::Id> building_;
  Freshness building_freshness_ = Freshness::current;  // what the one being built lacked
  bool stop_ = false;
  std::thread thread_;
};

Keeper::Keeper(store::Store& store, Options options, Listener listen)
    : worker_(std::make_unique<Worker>(store, options, std::move(listen))) {}

Keeper::~Keeper() = default;

void Keeper::touch(store::Id project_id, Freshness freshness, Change change) {
  worker_->touch(project_id, freshness, change);
}

Freshness Keeper::freshness(store::Id project_id) const {
  return worker_->freshness(project_id);
}

std::shared_ptr<const Needs> Keeper::needs(store::Id project_id) const {
  return worker_->needs(project_id);
}

std::int64_t Keeper::budget() const {
  return worker_->budget();
}

}  // namespace baton::handoff
