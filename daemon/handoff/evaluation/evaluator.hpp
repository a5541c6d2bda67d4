#pragma once
// Runs the measure in the background, one run at a time.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "daemon/handoff/evaluation/measure.hpp"
#include "daemon/store/store.hpp"

namespace baton::handoff::evaluation {

/// A run goes on already.
class EvaluationBusy : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What to measure: converted sessions, or those of the store.
struct EvaluationRequest {
  std::filesystem::path path;  ///< of a project or of a directory of projects; empty
                               ///< when a project of the store is meant
  std::optional<store::Project> project;
  MeasureOptions options;
};

/// What a run has found; complete once the run has ended.
struct EvaluationResult {
  std::vector<MeanFigures> means;
  std::vector<Measurement> boundaries;
  std::optional<std::int64_t> version;  ///< of the stored handoff that now bears its measures
};

/// How far a run is.
struct EvaluationReport {
  std::int64_t run = 0;  ///< its number, from 1 since the daemon's start
  bool finished = false;
  std::string project;  ///< the one that is being measured
  std::size_t projects = 0;
  std::size_t projects_done = 0;
  std::size_t boundaries = 0;  ///< of that project
  std::size_t boundaries_done = 0;
  std::string error;                               ///< why it ended early; empty when it did not
  std::shared_ptr<const EvaluationResult> result;  ///< null until it is finished
};

/// Owns the thread "baton-evaluate", which there is only while a run goes on, at the lowest
/// priority. Of a project of the store it notes with the version that was handed to the newest
/// measured session how good that version was.
class Evaluator {
 public:
  /// The store must outlive this object.
  explicit Evaluator(store::Store& store);
  /// Stops a run after the boundary that is being measured.
  ~Evaluator();
  Evaluator(const Evaluator&) = delete;
  Evaluator& operator=(const Evaluator&) = delete;

  /// Starts a run and returns its number. Any thread. @throws EvaluationBusy
  std::int64_t start(EvaluationRequest request);
  /// What is known of a run; nothing when it is long ago or never was. Any thread.
  std::optional<EvaluationReport> report(std::int64_t run) const;

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace baton::handoff::evaluation
