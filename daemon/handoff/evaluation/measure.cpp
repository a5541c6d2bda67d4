#include "daemon/handoff/evaluation/measure.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <utility>

#include "daemon/base/time.hpp"
#include "daemon/handoff/evaluation/boundary.hpp"
#include "daemon/handoff/evaluation/handoff_files.hpp"
#include "daemon/handoff/evaluation/scores.hpp"
#include "daemon/handoff/evaluation/state_facts.hpp"
#include "daemon/handoff/material.hpp"
#include "daemon/handoff/memory/ledger.hpp"

namespace baton::handoff::evaluation {
namespace {

namespace fs = std::filesystem;

/// A session that needed less is left out: its shares would say nothing.
constexpr double least_need = 1;

SessionTurns visible_turns(const MeasuredSession& session, std::size_t steps) {
  if (steps == session.steps.size()) return session.source;
  SessionTurns turns{session.source.session, {}};
  for (std::size_t i = 0; i < session.source.turns.size(); ++i) {
    if (session.step_of_turn[i] < steps) turns.turns.push_back(session.source.turns[i]);
  }
  return turns;
}

/// What a handoff would have been made from at the boundary; the work tree of then is not known.
Material material_at(const Boundary& boundary) {
  const MeasuredProject& project = boundary.project().project();
  Material material;
  material.project = project.project;
  material.now = parse_time(project.sessions[boundary.next()].started_at).value_or(0);
  for (std::size_t i = boundary.next(); i-- > 0;) {
    if (static_cast<std::int64_t>(material.sessions.size()) == most_sessions) break;
    const MeasuredSession& session = project.sessions[i];
    const auto visible = std::span(session.steps).first(boundary.visible()[i]);
    const bool has_request = std::any_of(visible.begin(), visible.end(), [](const Step& step) {
      return step.role == StepRole::user;
    });
    if (has_request) material.sessions.push_back(visible_turns(session, visible.size()));
  }
  return material;
}

/// What all sessions before the boundary tell of the next one's needs.
Needs needs_at(const Boundary& boundary) {
  Ledger ledger;
  for (std::size_t i = 0; i < boundary.next(); ++i) {
    const MeasuredSession& session = boundary.project().project().sessions[i];
    ledger.begin_session(session.source.session.number);
    for (std::size_t step = 0; step < boundary.visible()[i]; ++step)
      ledger.add(session.steps[step], boundary.project().sessions()[i][step].names);
  }
  return ledger.needs();
}

bool uses_material(const MeasureOptions& options) {
  return options.handoffs.empty() &&
         std::any_of(options.generators.begin(), options.generators.end(),
                     [](const NamedGenerator& generator) { return generator.uses_material; });
}

History history_at(const Boundary& boundary, const MeasureOptions& options) {
  History history;
  history.keys = &boundary.project().keys();
  for (std::size_t i = 0; i < boundary.next(); ++i) {
    const std::size_t steps = boundary.visible()[i];
    history.sessions.push_back(
        {std::span(boundary.project().project().sessions[i].steps).first(steps),
         std::span(boundary.project().sessions()[i]).first(steps)});
  }
  if (options.goal) history.goal = boundary.goal();
  if (uses_material(options)) {
    history.material = material_at(boundary);
    history.material.needs = std::make_shared<const Needs>(needs_at(boundary));
    history.material.goal = history.goal;
  }
  return history;
}

/// CR, SR and state in one figure; where a session left no state behind, the other two.
double headline_of(const Figures& figures) {
  const double context = figures[Metric::context_recall].value_or(0);
  const double stated = figures[Metric::stated_recall].value_or(0);
  return (context + stated + figures[Metric::state].value_or((context + stated) / 2)) / 3;
}

/// Measures the handoffs of one boundary.
class BoundaryMeasure {
 public:
  BoundaryMeasure(const Boundary& boundary, const MeasureOptions& options)
      : boundary_(boundary),
        options_(options),
        history_(history_at(boundary, options)),
        scorer_(boundary),
        state_(extract_state(boundary)) {}

  void measure_all(std::vector<Measurement>& results) {
    if (!options_.handoffs.empty()) {
      for (const std::int64_t budget : options_.budgets) {
        const auto given = read_handoff(directory_in(options_.handoffs), boundary_.next(), budget);
        results.push_back(measured(given_handoffs, budget, given));
      }
      return;
    }
    for (const auto& generator : options_.generators) {
      for (const std::int64_t budget : options_.budgets)
        results.push_back(generated(generator, budget));
    }
  }

 private:
  /// Of one project alone the files may lie in the directory itself.
  fs::path directory_in(const fs::path& parent) const {
    const auto own_directory = parent / boundary_.project().project().name;
    return fs::is_directory(own_directory) ? own_directory : parent;
  }

  Measurement generated(const NamedGenerator& generator, std::int64_t budget) {
    using Clock = std::chrono::steady_clock;
    const auto began = Clock::now();
    const Generated made = generator.generate(history_, budget);
    const std::chrono::duration<double, std::milli> took = Clock::now() - began;
    if (!options_.write.empty()) {
      write_handoff(options_.write / boundary_.project().project().name, boundary_.next(), budget,
                    made);
    }
    Measurement result = measured(generator.name, budget, made);
    result.figures[Metric::milliseconds] = took.count();
    return result;
  }

  Measurement measured(std::string_view generator, std::int64_t budget, const Generated& made) {
    Measurement result{.project = boundary_.project().project().name,
                       .boundary = boundary_.next(),
                       .generator = std::string(generator),
                       .budget = budget,
                       .figures = {}};
    Figures& figures = result.figures;
    const TextKeys keys = read_text(made.text, boundary_.names());
    scorer_.score_need(keys, figures);
    scorer_.score_text(made.text, keys, figures);
    score_state(state_, made.text, keys, boundary_.names(), figures);
    figures[Metric::line_faithfulness] = line_faithfulness(made.lines, boundary_);
    figures[Metric::headline] = headline_of(figures);
    return result;
  }

  const Boundary& boundary_;
  const MeasureOptions& options_;
  History history_;
  Scorer scorer_;
  StateFacts state_;
};

/// Sums up values of which some are absent.
struct Sum {
  std::array<double, metric_count> sums{};
  std::array<std::int64_t, metric_count> counts{};
  std::int64_t added = 0;

  void add(const Figures& figures) {
    ++added;
    std::size_t i = 0;
    for (const auto& value : figures) {
      sums[i] += value.value_or(0);
      counts[i] += value ? 1 : 0;
      ++i;
    }
  }
  Figures means() const {
    Figures figures;
    std::size_t i = 0;
    for (auto& value : figures) {
      if (counts[i] > 0) value = sums[i] / static_cast<double>(counts[i]);
      ++i;
    }
    return figures;
  }
};

}  // namespace

std::vector<Measurement> measure(const MeasuredProject& project, const MeasureOptions& options,
                                 const Proceed& proceed) {
  std::vector<Measurement> results;
  const std::size_t total = project.sessions.empty() ? 0 : project.sessions.size() - 1;
  const KeyedProject keyed(project, [&] { return proceed(0, total); });
  for (std::size_t next = 1; next < project.sessions.size(); ++next) {
    if (!proceed(next - 1, total)) return results;
    const Boundary boundary(keyed, next);
    if (boundary.weight() >= least_need) BoundaryMeasure(boundary, options).measure_all(results);
  }
  proceed(total, total);
  return results;
}

std::vector<MeanFigures> means_of(const std::vector<Measurement>& measurements) {
  std::vector<MeanFigures> means;
  std::vector<std::map<std::string, Sum>> sums;
  for (const auto& measurement : measurements) {
    auto row = std::find_if(means.begin(), means.end(), [&](const MeanFigures& known) {
      return known.generator == measurement.generator && known.budget == measurement.budget;
    });
    if (row == means.end()) {
      MeanFigures& added = means.emplace_back();
      added.generator = measurement.generator;
      added.budget = measurement.budget;
      sums.emplace_back();
      row = std::prev(means.end());
    }
    ++row->boundaries;
    sums[static_cast<std::size_t>(row - means.begin())][measurement.project].add(
        measurement.figures);
  }
  for (std::size_t i = 0; i < means.size(); ++i) {
    Sum over_projects;
    for (const auto& [project, sum] : sums[i]) over_projects.add(sum.means());
    means[i].projects = over_projects.added;
    means[i].figures = over_projects.means();
  }
  return means;
}

}  // namespace baton::handoff::evaluation
