#include "daemon/handoff/evaluation/evaluator.hpp"

#include <cstdlib>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include <boost/json.hpp>
#include <pthread.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <unistd.h>

#include "daemon/base/memory.hpp"
#include "daemon/handoff/evaluation/converted_session.hpp"
#include "daemon/handoff/evaluation/stored_project.hpp"

namespace baton::handoff::evaluation {
namespace {

constexpr int lowest_priority = 19;
constexpr std::size_t kept_reports = 4;

/// The measurement of the newest boundary whose budget is nearest to that of stored handoffs; null
/// when Baton's own handoffs were not measured.
const Measurement* measure_to_note(const std::vector<Measurement>& measurements) {
  const Measurement* best = nullptr;
  const auto distance = [](const Measurement& m) { return std::abs(m.budget - default_budget); };
  for (const auto& measurement : measurements) {
    if (measurement.generator != all_generators().front().name) continue;
    const bool nearer =
        best == nullptr || measurement.boundary > best->boundary ||
        (measurement.boundary == best->boundary && distance(measurement) < distance(*best));
    if (nearer) best = &measurement;
  }
  return best;
}

std::string to_json(const Measurement& measurement) {
  boost::json::object object{{"budget", measurement.budget}};
  std::size_t i = 0;
  for (const auto& value : measurement.figures) {
    if (value) object[metric_names[i]] = *value;
    ++i;
  }
  return boost::json::serialize(object);
}

}  // namespace

/// The thread and what it shares with those who ask.
class Evaluator::Worker {
 public:
  explicit Worker(store::Store& store) : store_(store) {}

  std::int64_t start(EvaluationRequest request) {
    const std::lock_guard lock(mutex_);
    if (running_) {
      throw EvaluationBusy("evaluation " + std::to_string(last_run_) +
                           " is still running; wait for its end");
    }
    const std::int64_t run = ++last_run_;
    reports_[run].run = run;
    if (reports_.size() > kept_reports) reports_.erase(reports_.begin());
    running_ = true;
    // The thread of the run before has nothing left to do: taking its place waits for no work.
    thread_ = std::jthread([this, run, asked = std::move(request)](const std::stop_token& stop) {
      evaluate(run, asked, stop);
    });
    return run;
  }

  std::optional<EvaluationReport> report(std::int64_t run) const {
    const std::lock_guard lock(mutex_);
    const auto found = reports_.find(run);
    return found == reports_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  template <class Change>
  void tell(std::int64_t run, Change change) {
    const std::lock_guard lock(mutex_);
    const auto found = reports_.find(run);
    if (found != reports_.end()) change(found->second);
  }

  void evaluate(std::int64_t run, const EvaluationRequest& request, const std::stop_token& stop) {
    ::pthread_setname_np(::pthread_self(), "baton-evaluate");
    // Of this thread alone: Linux counts niceness by thread.
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), lowest_priority);
    auto result = std::make_shared<EvaluationResult>();
    std::string error;
    try {
      if (request.project) {
        measure_stored(run, request, stop, *result);
      } else {
        measure_converted(run, request, stop, *result);
      }
      result->means = means_of(result->boundaries);
    } catch (const std::exception& fault) {
      error = fault.what();
      spdlog::warn("evaluation {} has ended early: {}", run, error);
    }
    if (error.empty() && stop.stop_requested()) error = "the daemon is stopping";
    release_free_memory();
    const std::lock_guard lock(mutex_);
    running_ = false;
    const auto found = reports_.find(run);
    if (found == reports_.end()) return;
    found->second.finished = true;
    found->second.error = error;
    found->second.result = std::move(result);
  }

  /// Measures one project and adds what was found.
  void measure_project(std::int64_t run, const MeasuredProject& project,
                       const MeasureOptions& options, const std::stop_token& stop,
                       EvaluationResult& result) {
    auto found = measure(project, options, [&](std::size_t done, std::size_t total) {
      tell(run, [&](EvaluationReport& report) {
        report.boundaries = total;
        report.boundaries_done = done;
      });
      return !stop.stop_requested();
    });
    std::move(found.begin(), found.end(), std::back_inserter(result.boundaries));
  }

  void measure_converted(std::int64_t run, const EvaluationRequest& request,
                         const std::stop_token& stop, EvaluationResult& result) {
    const auto directories = find_converted_projects(request.path);
    for (std::size_t i = 0; i < directories.size() && !stop.stop_requested(); ++i) {
      tell(run, [&](EvaluationReport& report) {
        report.project = directories[i].filename().string();
        report.projects = directories.size();
        report.projects_done = i;
      });
      measure_project(run, load_converted_project(directories[i]), request.options, stop, result);
    }
  }

  void measure_stored(std::int64_t run, const EvaluationRequest& request,
                      const std::stop_token& stop, EvaluationResult& result) {
    tell(run, [&](EvaluationReport& report) {
      report.project = request.project->name;
      report.projects = 1;
    });
    const auto project =
        load_stored_project(store_, *request.project, [&stop] { return !stop.stop_requested(); });
    measure_project(run, project, request.options, stop, result);
    if (!stop.stop_requested()) result.version = note(project, result.boundaries);
  }

  /// Notes the newest measurement with the version that the session before it had left.
  std::optional<std::int64_t> note(const MeasuredProject& project,
                                   const std::vector<Measurement>& measurements) {
    const Measurement* newest = measure_to_note(measurements);
    if (newest == nullptr) return std::nullopt;
    const auto& handed_on = project.sessions[newest->boundary - 1].source.session;
    const double preservation = newest->figures[Metric::headline].value_or(0);
    return store_.write_and_wait([&](store::Tables& tables) {
      return tables.handoffs.set_measures(project.project.id, handed_on.id, preservation,
                                          to_json(*newest));
    });
  }

  store::Store& store_;
  mutable std::mutex mutex_;
  bool running_ = false;
  std::int64_t last_run_ = 0;
  std::map<std::int64_t, EvaluationReport> reports_;
  std::jthread thread_;  // last: it ends before what it uses goes
};

Evaluator::Evaluator(store::Store& store) : worker_(std::make_unique<Worker>(store)) {}
Evaluator::~Evaluator() = default;

std::int64_t Evaluator::start(EvaluationRequest request) {
  return worker_->start(std::move(request));
}

std::optional<EvaluationReport> Evaluator::report(std::int64_t run) const {
  return worker_->report(run);
}

}  // namespace baton::handoff::evaluation
