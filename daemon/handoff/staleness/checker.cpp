#include "daemon/handoff/staleness/checker.hpp"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

#include <malloc.h>
#include <pthread.h>
#include <spdlog/spdlog.h>

namespace baton::handoff {
namespace {

using Clock = std::chrono::steady_clock;

/// How long one look may take; whoever asked has long given up, but the next one gets the answer.
constexpr std::chrono::seconds most_time{2};
/// One that takes longer than this hangs: who asks now is not made to wait.
constexpr std::chrono::milliseconds patience{50};
constexpr std::size_t most_waiting = 32;
constexpr std::chrono::seconds kept_after{5};
/// How long the end of the daemon waits for a look.
constexpr std::chrono::seconds most_wait_at_end{1};

}  // namespace

/// Shared with the thread, which may outlive the checker.
struct StalenessChecker::State {
  struct Task {
    std::shared_ptr<const StalenessQuestion> question;
    LookPointer before;
    Answer answer;
  };

  std::mutex mutex;
  std::condition_variable changed;
  std::deque<Task> waiting;
  Answer answer;            // of the task under way; what it holds must not outlive the checker
  Clock::time_point since;  // when that task began
  bool is_busy = false;
  bool is_running = false;  // there is a thread
  bool stop = false;

  /// The thread.
  static void run(const std::shared_ptr<State>& state) {
    ::pthread_setname_np(::pthread_self(), "baton-staleness");
    std::unique_lock lock(state->mutex);
    while (state->wait_for_task(lock)) state->do_next(lock);
    lock.unlock();
    // What libgit2 read is not needed by an idle daemon.
    ::malloc_trim(0);
    lock.lock();
    state->is_running = false;
    state->changed.notify_all();
    if (!state->stop && !state->waiting.empty()) start(state);
  }

  static void start(const std::shared_ptr<State>& state) {
    std::thread([state] { run(state); }).detach();
    state->is_running = true;
  }

 private:
  bool wait_for_task(std::unique_lock<std::mutex>& lock) {
    changed.wait_for(lock, kept_after, [this] { return stop || !waiting.empty(); });
    return !stop && !waiting.empty();
  }

  void do_next(std::unique_lock<std::mutex>& lock) {
    Task task = std::move(waiting.front());
    waiting.pop_front();
    answer = std::move(task.answer);
    since = Clock::now();
    is_busy = true;
    lock.unlock();
    LookPointer found;
    try {
      found = std::make_shared<const Look>(
          look(*task.question, task.before.get(), Clock::now() + most_time));
    } catch (const std::exception& error) {
      spdlog::warn("cannot look at the work tree {}: {}", task.question->directory, error.what());
    }
    lock.lock();
    is_busy = false;
    if (!stop) std::exchange(answer, nullptr)(std::move(found));
  }
};

StalenessChecker::StalenessChecker() : state_(std::make_shared<State>()) {}

StalenessChecker::~StalenessChecker() {
  std::unique_lock lock(state_->mutex);
  state_->stop = true;
  state_->answer = nullptr;
  state_->waiting.clear();
  state_->changed.notify_all();
  state_->changed.wait_for(lock, most_wait_at_end, [this] { return !state_->is_running; });
}

bool StalenessChecker::ask(std::shared_ptr<const StalenessQuestion> question, LookPointer before,
                           Answer answer) {
  const std::lock_guard lock(state_->mutex);
  const bool hangs = state_->is_busy && Clock::now() - state_->since > patience;
  if (hangs || state_->waiting.size() >= most_waiting) return false;
  state_->waiting.push_back({std::move(question), std::move(before), std::move(answer)});
  if (!state_->is_running) State::start(state_);
  state_->changed.notify_one();
  return true;
}

}  // namespace baton::handoff
