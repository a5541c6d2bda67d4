// Failures are followed through all sessions, the oldest first: a success of the same command
// resolves what went before.
#include <algorithm>
#include <array>

#include "daemon/base/text.hpp"
#include "daemon/handoff/facts/facts.hpp"
#include "daemon/handoff/text_safety.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

struct Failure {
  const Reading* reading = nullptr;
  std::string name;                     ///< as the document shows it
  std::vector<SimpleCommand> commands;  ///< of a shell command that have yet to succeed
  std::string subject;                  ///< of any other tool: what it worked on
  std::string error;
  std::vector<Citation> citations;
  double value = 0;
  double place = 0;  ///< within its session, from 0 to 1
  bool check = false;
  std::string_view kind;             ///< of a check: `Tests`, `Lint`, …
  std::vector<std::string> changed;  ///< files edited since
  std::optional<Citation> fixed;
};

std::string error_of(std::string_view output) {
  std::string out;
  for (const auto& line : error_lines(output, 2)) out += (out.empty() ? "" : " | ") + line;
  for (const std::string_view tag : {"<tool_use_error>", "</tool_use_error>"}) {
    for (auto at = out.find(tag); at != std::string::npos; at = out.find(tag))
      out.erase(at, tag.size());
  }
  return out;
}

/// What tools say when nothing is wrong with the work: the agent only has to call them in another
/// way.
constexpr std::array<std::string_view, 6> slips{
    "No changes to make",          "File has not been read yet", "File has been modified since",
    "String to replace not found", "File does not exist",        "InputValidationError"};

bool is_slip(std::string_view output) {
  const auto head = output.substr(0, 300);
  return std::any_of(slips.begin(), slips.end(), [&](std::string_view slip) {
    return head.find(slip) != std::string_view::npos;
  });
}

/// The commands of the line that may have failed, as one piece of code.
std::string name_of(const std::vector<SimpleCommand>& commands) {
  std::string out;
  for (const auto& command : commands) out += (out.empty() ? "" : "; ") + command.text;
  return as_code(out, 120);
}

std::string subject_of(const ToolUse& use) {
  const auto path = use.path();
  return path.empty() ? use.call->tool_name : std::string(path);
}

bool covers(const SimpleCommand& success, const SimpleCommand& failure) {
  if (success.key == failure.key) return true;
  return success.whole && failure.key.size() > success.key.size() &&
         failure.key.compare(0, success.key.size(), success.key) == 0;
}

bool changes_files(const ToolUse& use) {
  return use.call->tool_kind == store::ToolKind::edit ||
         use.call->tool_kind == store::ToolKind::write;
}

class FailureLedger {
 public:
  void see(const Reading& reading, const ToolUse& use, double place) {
    if (use.outcome == Outcome::failed) {
      record(reading, use, place);
    } else if (use.outcome == Outcome::succeeded) {
      resolve(reading, use);
    }
  }

  std::vector<Failure> take() { return std::move(failures_); }

 private:
  void record(const Reading& reading, const ToolUse& use, double place) {
    const bool shell = use.call->tool_kind == store::ToolKind::shell;
    Failure failure;
    failure.reading = &reading;
    failure.place = place;
    failure.error = error_of(use.output());
    failure.citations = {reading.cite(use.result != nullptr ? *use.result : *use.call)};
    if (shell) {
      const auto* main = use.command.main();
      if (main == nullptr || main->purpose == Purpose::look || main->purpose == Purpose::version)
        return;
      failure.check = is_check(main->purpose);
      failure.value = failure.check ? 16 : 14;
      if (failure.check) failure.kind = word_for(main->purpose);
      for (const auto& command : use.command.commands) {
        if (command.purpose != Purpose::look) failure.commands.push_back(command);
      }
      failure.name = name_of(failure.commands);
    } else if (is_slip(use.output())) {
      return;
    } else {
      failure.subject = subject_of(use);
      failure.name =
          use.call->tool_name + (use.path().empty() ? "" : " of " + reading.shown_path(use.path()));
      const auto kind = use.call->tool_kind;
      const bool looks = kind == store::ToolKind::read || kind == store::ToolKind::search;
      failure.value = looks ? 1 : 3;
    }
    replace_same(std::move(failure));
  }

  /// The same failure again: only the last one counts.
  void replace_same(Failure failure) {
    std::erase_if(failures_,
                  [&](const Failure& other) { return other.name == failure.name && !other.fixed; });
    failures_.push_back(std::move(failure));
  }

  void resolve(const Reading& reading, const ToolUse& use) {
    const auto citation = reading.cite(use.result != nullptr ? *use.result : *use.call);
    for (auto& failure : failures_) {
      if (failure.fixed) continue;
      if (changes_files(use)) {
        const auto path = reading.shown_path(use.path());
        if (std::find(failure.changed.begin(), failure.changed.end(), path) ==
            failure.changed.end())
          failure.changed.push_back(path);
      }
      if (use.call->tool_kind != store::ToolKind::shell) {
        if (!failure.subject.empty() && failure.subject == subject_of(use))
          failure.fixed = citation;
        continue;
      }
      if (failure.commands.empty()) continue;
      std::erase_if(failure.commands, [&](const SimpleCommand& failed) {
        const auto& all = use.command.commands;
        return std::any_of(all.begin(), all.end(),
                           [&](const SimpleCommand& c) { return covers(c, failed); });
      });
      if (failure.commands.empty()) failure.fixed = citation;
    }
  }

  std::vector<Failure> failures_;
};

std::vector<Failure> followed(const Readings& readings) {
  FailureLedger ledger;
  for (auto reading = readings.sessions.rbegin(); reading != readings.sessions.rend(); ++reading) {
    double place = 0;
    for (const auto& use : reading->uses) {
      place += 1;
      ledger.see(*reading, use, place / static_cast<double>(reading->uses.size()));
    }
  }
  auto failures = ledger.take();
  std::reverse(failures.begin(), failures.end());
  return failures;
}

Candidate candidate_of(const Failure& failure, std::int64_t budget) {
  const double recency = failure.reading->weight * (0.5 + 0.5 * failure.place);
  std::string text = failure.kind.empty() ? "" : std::string(failure.kind) + " ";
  text += failure.name + (failure.fixed ? " failed: " : " FAILED, unresolved: ") +
          in_quotes(cut_end(failure.error, budget < default_budget ? 160 : 400));
  auto citations = failure.citations;
  double value = failure.value * recency;
  if (failure.fixed) {
    citations.push_back(*failure.fixed);
    value *= 0.3;
    text += "; passed after edits of ";
    for (std::size_t at = 0; at < failure.changed.size() && at < 3; ++at)
      text += (at == 0 ? "" : ", ") + failure.changed[at];
    if (failure.changed.size() > 3) text += " and others";
  }
  return {SectionName::failures, text, citations_of(citations), value, Essential::no};
}

}  // namespace

Candidates failures(const Readings& readings) {
  Candidates out;
  for (const auto& failure : followed(readings)) {
    const bool taught_something = failure.check && !failure.changed.empty();
    const bool forgotten = failure.commands.empty() && !failure.fixed && failure.reading->age > 0;
    if ((!failure.fixed && !forgotten) || taught_something)
      out.push_back(candidate_of(failure, readings.budget));
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Candidate& a, const Candidate& b) { return a.value > b.value; });
  return out;
}

std::vector<OpenFailure> open_failures(const Readings& readings) {
  std::vector<OpenFailure> out;
  for (const auto& failure : followed(readings)) {
    if (failure.fixed || !failure.subject.empty() || failure.reading->age > 0) continue;
    out.push_back({failure.name, failure.error, failure.citations.front(), failure.check});
  }
  return out;
}

}  // namespace baton::handoff
