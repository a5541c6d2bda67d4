#include <algorithm>
#include <map>

#include "daemon/base/text.hpp"
#include "daemon/handoff/facts/facts.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

/// All runs of one command.
struct Runs {
  const Reading* reading = nullptr;
  const ToolUse* last = nullptr;
  const SimpleCommand* command = nullptr;
  std::int64_t count = 0;
  std::size_t place = 0;
};

bool tells_something(const SimpleCommand& command) {
  return command.purpose != Purpose::look && command.purpose != Purpose::commit &&
         command.purpose != Purpose::version;
}

/// The runs of each command, the latest first. Sessions are gone through from the oldest, so that
/// the last run wins.
std::vector<Runs> runs_of(const Readings& readings) {
  std::map<std::string, Runs> table;
  std::size_t place = 0;
  for (auto reading = readings.sessions.rbegin(); reading != readings.sessions.rend(); ++reading) {
    for (const auto& use : reading->uses) {
      const auto* main = use.command.main();
      if (main == nullptr || use.outcome == Outcome::rejected || use.outcome == Outcome::unknown)
        continue;
      for (const auto& command : use.command.commands) {
        // Of a line that failed it is not known which part did: it counts for its main command.
        const bool side =
            &command != main && (use.outcome == Outcome::failed || !is_check(command.purpose));
        if (side || !tells_something(command)) continue;
        auto& runs = table[command.key];
        runs = {&*reading, &use, &command, runs.count + 1, ++place};
      }
    }
  }
  std::vector<Runs> out;
  out.reserve(table.size());
  for (const auto& [key, runs] : table) out.push_back(runs);
  std::sort(out.begin(), out.end(), [](const Runs& a, const Runs& b) { return a.place > b.place; });
  return out;
}

/// "Tests `go test ./...`".
std::string named(const SimpleCommand& command) {
  return std::string(word_for(command.purpose)) + " " + as_code(command.text, 80);
}

/// "Tests `go test ./...` (last of 3)".
std::string run_of(const Runs& runs) {
  auto text = named(*runs.command);
  if (runs.count > 1) text += " (last of " + std::to_string(runs.count) + ")";
  return text;
}

/// What its output counts, in a document with room for it.
std::string detail_of(const Runs& runs, std::int64_t budget) {
  if (budget < default_budget) return {};
  const auto detail = passing_line(runs.last->output());
  return detail.empty() ? detail : ": " + in_quotes(cut_end(detail, 110));
}

const store::Turn& turn_of(const Runs& runs) {
  return runs.last->result != nullptr ? *runs.last->result : *runs.last->call;
}

/// The checks of the newest session that passed, in one line, the last first.
void add_passed(Candidates& out, const std::vector<Runs>& all, std::int64_t budget) {
  const std::size_t most = budget < default_budget ? 2 : 4;
  Candidate line{SectionName::verification, "", {}, 10, Essential::no};
  for (const auto& runs : all) {
    const bool passed = runs.last->outcome == Outcome::succeeded;
    if (!passed || !is_check(runs.command->purpose) || runs.reading->age > 0) continue;
    line.text += (line.text.empty() ? "Passed: " : "; ") + run_of(runs) + detail_of(runs, budget);
    line.citations.push_back(runs.reading->cite(turn_of(runs)));
    if (line.citations.size() == most) break;
  }
  if (line.text.empty()) return;
  line.citations = citations_of(std::move(line.citations), most);
  out.push_back(std::move(line));
}

/// A check of an earlier session, or another command.
Candidate other_run(const Runs& runs, std::int64_t budget) {
  const bool check = is_check(runs.command->purpose);
  std::string text = named(*runs.command) + (check ? " passed" : " succeeded");
  if (runs.reading->age > 0) text += ", " + session_label(*runs.reading);
  if (check) text += detail_of(runs, budget);
  return {SectionName::verification,
          text,
          {runs.reading->cite(turn_of(runs))},
          (check ? 6 : 2.5) * runs.reading->weight,
          Essential::no};
}

bool is_setup(const Runs& runs) {
  return runs.command->purpose == Purpose::run || runs.command->purpose == Purpose::install;
}

}  // namespace

Candidates verification(const Readings& readings) {
  Candidates out;
  const auto all = runs_of(readings);
  add_passed(out, all, readings.budget);
  double repeated = 1;
  for (const auto& runs : all) {
    const bool stands_in_line = is_check(runs.command->purpose) && runs.reading->age == 0;
    // failures() has what failed, environment() what sets up.
    if (runs.last->outcome != Outcome::succeeded || is_setup(runs) || stands_in_line) continue;
    out.push_back(other_run(runs, readings.budget));
    out.back().value *= repeated;
    repeated *= 0.93;
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Candidate& a, const Candidate& b) { return a.value > b.value; });
  return out;
}

}  // namespace baton::handoff
