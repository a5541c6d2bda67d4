#include "protocol/methods/evaluation.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/awaitable.hpp>

#include "daemon/handoff/evaluation/evaluator.hpp"
#include "daemon/handoff/handoff.hpp"
#include "daemon/methods/await_store.hpp"
#include "daemon/methods/selectors.hpp"
#include "daemon/methods/services.hpp"

namespace baton::methods {
namespace {

namespace evaluation = handoff::evaluation;
using boost::asio::awaitable;
using protocol::ErrorCode;
using protocol::RpcError;
using rpc::CallContext;

using WireFigures = protocol::EvaluationFigures;
using WireMembers = protocol::Members<WireFigures>;

/// The wire's figures are copied by their place; this holds the two lists together.
constexpr bool same_figures() {
  constexpr auto docs = protocol::field_docs(static_cast<const WireFigures*>(nullptr));
  if (docs.size() != evaluation::metric_names.size()) return false;
  for (std::size_t i = 0; i < docs.size(); ++i) {
    if (docs.at(i).name != evaluation::metric_names.at(i)) return false;
  }
  return true;
}
static_assert(same_figures(), "list the same figures in the same order in protocol and evaluation");

WireFigures to_wire(const evaluation::Figures& figures) {
  WireFigures wire;
  const auto* value = figures.begin();
  boost::mp11::mp_for_each<WireMembers>([&](auto member) { wire.*member.pointer = *value++; });
  return wire;
}

std::string absolute(const char* name, const std::string& path) {
  if (path.empty() || path.front() != '/')
    throw RpcError(ErrorCode::invalid_params, std::string(name) + " must be an absolute path");
  return path;
}

std::vector<std::int64_t> budgets_of(const protocol::EvaluationRunParams& params) {
  if (!params.budgets) return {500, 1000, 2000, 4000};
  for (const std::int64_t budget : *params.budgets) {
    if (budget < handoff::smallest_budget || budget > handoff::largest_budget)
      throw RpcError(ErrorCode::invalid_params, "params.budgets: a budget is from 200 to 20000");
  }
  if (params.budgets->empty())
    throw RpcError(ErrorCode::invalid_params, "params.budgets: there must be one");
  return *params.budgets;
}

std::vector<evaluation::NamedGenerator> generators_of(const protocol::EvaluationRunParams& params) {
  const auto all = evaluation::all_generators();
  if (!params.generators) return {all.front()};
  std::vector<evaluation::NamedGenerator> chosen;
  for (const std::string& name : *params.generators) {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& known) { return known.name == name; });
    if (found == all.end()) {
      std::string known;
      for (const auto& generator : all)
        known += (known.empty() ? "" : ", ") + std::string(generator.name);
      throw RpcError(ErrorCode::invalid_params,
                     "params.generators: there is no '" + name + "'; there are " + known);
    }
    chosen.push_back(*found);
  }
  if (chosen.empty())
    throw RpcError(ErrorCode::invalid_params, "params.generators: there must be one");
  return chosen;
}

evaluation::EvaluationRequest request_of(const protocol::EvaluationRunParams& params) {
  evaluation::EvaluationRequest request;
  if (params.path.has_value() == params.project.has_value())
    throw RpcError(ErrorCode::invalid_params, "give either a path or a project");
  if (params.path) request.path = absolute("params.path", *params.path);
  request.options.budgets = budgets_of(params);
  request.options.generators = generators_of(params);
  request.options.goal = params.goal.value_or(false);
  if (params.handoffs) request.options.handoffs = absolute("params.handoffs", *params.handoffs);
  if (params.write) request.options.write = absolute("params.write", *params.write);
  if (params.handoffs && (params.write || params.generators)) {
    throw RpcError(ErrorCode::invalid_params,
                   "handoffs that are given are not generated: leave out generators and write");
  }
  if (params.write && request.options.generators.size() > 1)
    throw RpcError(ErrorCode::invalid_params, "what several generators make cannot be written");
  return request;
}

awaitable<protocol::EvaluationRunResult> run(Services& services,
                                             const protocol::EvaluationRunParams& params) {
  evaluation::EvaluationRequest request = request_of(params);
  if (params.project) {
    auto work = [selector = *params.project](store::Tables& tables) {
      return find_project(tables, selector);
    };
    request.project = co_await read_store(services.store, work);
  }
  try {
    co_return protocol::EvaluationRunResult{.run = services.evaluator.start(std::move(request))};
  } catch (const evaluation::EvaluationBusy& busy) {
    throw RpcError(ErrorCode::busy, busy.what());
  }
}

protocol::EvaluationMean to_wire(const evaluation::MeanFigures& mean) {
  return {.generator = mean.generator,
          .budget = mean.budget,
          .projects = mean.projects,
          .boundaries = mean.boundaries,
          .figures = to_wire(mean.figures)};
}

protocol::EvaluationBoundary to_wire(const evaluation::Measurement& measurement) {
  return {.project = measurement.project,
          .boundary = static_cast<std::int64_t>(measurement.boundary),
          .generator = measurement.generator,
          .budget = measurement.budget,
          .figures = to_wire(measurement.figures)};
}

awaitable<protocol::EvaluationReportResult> report(Services& services,
                                                   const protocol::EvaluationReportParams& params) {
  const auto report = services.evaluator.report(params.run);
  if (!report) {
    throw RpcError(ErrorCode::not_found, "nothing is known of an evaluation with the number " +
                                             std::to_string(params.run));
  }
  if (!report->error.empty())
    throw RpcError(ErrorCode::conflict, "the evaluation has ended early: " + report->error);
  protocol::EvaluationReportResult wire;
  wire.run = report->run;
  wire.finished = report->finished;
  wire.project = report->project;
  wire.projects = static_cast<std::int64_t>(report->projects);
  wire.projects_done = static_cast<std::int64_t>(report->projects_done);
  wire.boundaries_total = static_cast<std::int64_t>(report->boundaries);
  wire.boundaries_done = static_cast<std::int64_t>(report->boundaries_done);
  if (report->result == nullptr) co_return wire;
  for (const auto& mean : report->result->means) wire.means.push_back(to_wire(mean));
  wire.version = report->result->version;
  if (params.boundaries.value_or(false)) {
    auto& boundaries = wire.boundaries.emplace();
    for (const auto& measured : report->result->boundaries) boundaries.push_back(to_wire(measured));
  }
  co_return wire;
}

}  // namespace

void add_evaluation_methods(rpc::Dispatcher& dispatcher, Services& services) {
  dispatcher.add(protocol::evaluation_run,
                 [&services](const CallContext&, const protocol::EvaluationRunParams& params) {
                   return run(services, params);
                 });
  dispatcher.add(protocol::evaluation_report,
                 [&services](const CallContext&, const protocol::EvaluationReportParams& params) {
                   return report(services, params);
                 });
}

}  // namespace baton::methods
