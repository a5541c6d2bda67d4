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

std::string text_of(const Runs& runs) {
  const bool passed = runs.last->outcome == Outcome::succeeded;
  const bool check = is_check(runs.command->purpose);
  std::string text =
      std::string(word_for(runs.command->purpose)) + " " + as_code(runs.command->text, 110);
  text += passed ? (check ? " passed" : " succeeded") : " FAILED with an error";
  if (runs.count > 1) text += " (last of " + std::to_string(runs.count) + ")";
  if (runs.reading->age > 0) text += ", " + session_label(*runs.reading);
  if (!check) return text;
  const auto detail = passed ? passing_line(runs.last->output()) : std::string();
  return detail.empty() ? text : text + ": " + quoted(cut_end(detail, 110));
}

double value_of(const Runs& runs) {
  double value = is_check(runs.command->purpose) ? 7.5 : 2.5;
  if (runs.last->outcome == Outcome::failed) value += 1;
  return value * runs.reading->weight;
}

}  // namespace

Candidates verification(const Readings& readings) {
  Candidates out;
  double repeated = 1;
  for (const auto& runs : runs_of(readings)) {
    const bool setup =
        runs.command->purpose == Purpose::run || runs.command->purpose == Purpose::install;
    const bool failed = runs.last->outcome == Outcome::failed;
    if (setup && !failed) continue;                            // environment() has it
    if (failed && !is_check(runs.command->purpose)) continue;  // failures() has it
    const auto& turn = runs.last->result != nullptr ? *runs.last->result : *runs.last->call;
    out.push_back({SectionName::verification,
                   text_of(runs),
                   {runs.reading->cite(turn)},
                   value_of(runs) * repeated,
                   Essential::no});
    repeated *= 0.93;
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Candidate& a, const Candidate& b) { return a.value > b.value; });
  return out;
}

}  // namespace baton::handoff
