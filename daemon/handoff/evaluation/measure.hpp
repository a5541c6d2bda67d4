#pragma once
// Measures handoffs at every boundary of projects.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "daemon/handoff/evaluation/figures.hpp"
#include "daemon/handoff/evaluation/generator.hpp"

namespace baton::handoff::evaluation {

/// What is measured, and how.
struct MeasureOptions {
  std::vector<std::int64_t> budgets;       ///< tokens
  std::vector<NamedGenerator> generators;  ///< not used when `handoffs` is given
  std::filesystem::path handoffs;          ///< measure these files instead; empty: generate
  std::filesystem::path write;             ///< write what is generated here; empty: nowhere
  bool goal = false;  ///< tell generators what the next session's user asks for first
};

/// The name under which handoffs from files are reported.
inline constexpr std::string_view given_handoffs = "files";

/// One handoff and its figures.
struct Measurement {
  std::string project;
  std::size_t boundary = 0;  ///< sessions before it
  std::string generator;
  std::int64_t budget = 0;
  Figures figures;
};

/// The means of a generator at a budget.
struct MeanFigures {
  std::string generator;
  std::int64_t budget = 0;
  std::int64_t projects = 0;
  std::int64_t boundaries = 0;
  Figures figures;  ///< means over a project's boundaries, then over the projects that have any
};

/// Called with how many boundaries of how many are done; stops everything by returning false.
using Proceed = std::function<bool(std::size_t done, std::size_t total)>;

/// Measures at every boundary whose session needed at least a weight of 1. Blocking: reads and
/// writes files when the options say so. Stopped early it returns what is done.
/// @throws LoadError when a file cannot be read or written; what a generator throws
std::vector<Measurement> measure(const MeasuredProject& project, const MeasureOptions& options,
                                 const Proceed& proceed);

/// The means, in the order in which generators and budgets come first. Pure.
std::vector<MeanFigures> means_of(const std::vector<Measurement>& measurements);

}  // namespace baton::handoff::evaluation
