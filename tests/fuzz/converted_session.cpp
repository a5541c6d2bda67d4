// Any bytes as a converted session, and as the lines of a handoff: read, or refused with a reason.
// What is read is put through everything that looks at one session.

#include "daemon/handoff/evaluation/converted_session.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "daemon/handoff/evaluation/handoff_files.hpp"
#include "daemon/handoff/evaluation/measure.hpp"

namespace {

using namespace baton::handoff::evaluation;

void measure_twice_the_same(const MeasuredSession& session) {
  MeasuredProject project;
  project.name = "fuzz";
  project.sessions = {session, session};
  MeasureOptions options;
  options.budgets = {500};
  const auto generators = all_generators();
  options.generators.assign(generators.begin(), generators.end());
  const auto proceed = [](std::size_t, std::size_t) { return true; };
  for (const auto& row : measure(project, options, proceed)) {
    const double recall = row.figures[Metric::recall].value_or(0);
    if (!(recall >= 0 && recall <= 1 + 1e-9)) std::abort();
  }
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try {
    const auto session = parse_converted_session(bytes, "fuzz");
    if (session.source.turns.size() != session.step_of_turn.size()) std::abort();
    measure_twice_the_same(session);
  } catch (const LoadError&) {
  }
  try {
    const auto lines = lines_from_json(bytes, "fuzz");
    if (lines_from_json(lines_to_json(lines), "fuzz").size() != lines.size()) std::abort();
  } catch (const LoadError&) {
  }
  return 0;
}
