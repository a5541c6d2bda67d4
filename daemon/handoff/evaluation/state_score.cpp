// Which state facts a handoff holds.

#include <algorithm>
#include <array>
#include <unordered_set>

#include "daemon/base/characters.hpp"
#include "daemon/base/regex.hpp"
#include "daemon/handoff/evaluation/phrases.hpp"
#include "daemon/handoff/evaluation/state_facts.hpp"
#include "daemon/handoff/evaluation/text.hpp"

namespace baton::handoff::evaluation {
namespace {

/// The handoff's lines that are not blank, as words: a fact may run on into the next line.
class LineWords {
 public:
  explicit LineWords(std::string_view text) {
    for (const auto line : split_lines(text)) {
      if (!trim_spaces(line).empty()) lines_.push_back(line);
    }
    for (const auto line : lines_) {
      const auto words = fact_words(line);
      if (!pairs_.empty()) pairs_.back().insert(words.begin(), words.end());
      pairs_.emplace_back(words.begin(), words.end());
    }
  }

  const std::vector<std::string_view>& lines() const { return lines_; }

  /// Whether two lines that follow each other hold this share of a fact's words.
  bool hold(const FactWords& fact, double least) const {
    const std::unordered_set<std::string> words(fact.begin(), fact.end());
    if (words.empty()) return false;
    return std::any_of(pairs_.begin(), pairs_.end(), [&](const auto& pair) {
      const auto held = std::count_if(words.begin(), words.end(),
                                      [&](const auto& word) { return pair.contains(word); });
      return static_cast<double>(held) >= least * static_cast<double>(words.size());
    });
  }

  /// The share of the facts that are held; nothing without facts.
  std::optional<double> share(const std::vector<FactWords>& facts, double least) const {
    if (facts.empty()) return std::nullopt;
    const auto held = std::count_if(facts.begin(), facts.end(),
                                    [&](const FactWords& fact) { return hold(fact, least); });
    return static_cast<double>(held) / static_cast<double>(facts.size());
  }

 private:
  std::vector<std::string_view> lines_;
  std::vector<std::unordered_set<std::string>> pairs_;
};

/// What a line may call a check by.
const Regex& category_of(std::string_view command) {
  struct Category {
    std::string_view part;  ///< of the command
    Regex words;
  };
  constexpr auto any_case = Regex::Letters::any_case;
  static const std::array<Category, 8> categories{{
      {"lint", Regex(R"(\blint)", any_case)},
      {"test", Regex(R"(\btest)", any_case)},
      {"build", Regex(R"(\bbuild)", any_case)},
      {"type", Regex(R"(\btyp)", any_case)},
      {"fmt", Regex(R"(\bformat)", any_case)},
      {"format", Regex(R"(\bformat)", any_case)},
      {"check", Regex(R"(\bcheck)", any_case)},
      {"compile", Regex(R"(\bbuild)", any_case)},
  }};
  const auto* found = std::find_if(categories.begin(), categories.end(), [&](const Category& c) {
    return command.find(c.part) != std::string_view::npos;
  });
  return found == categories.end() ? categories[1].words : found->words;
}

bool holds_check(const CheckFact& check, const LineWords& text) {
  const Regex& category = category_of(check.command);
  return std::any_of(text.lines().begin(), text.lines().end(), [&](std::string_view line) {
    if (!category.matches(line) && squeezed_lower(line).find(check.command) == std::string::npos)
      return false;
    return check.passed ? says_success(line) : says_failure(line);
  });
}

std::optional<double> share_of_versions(const StateFacts& facts, std::string_view text,
                                        const LineWords& lines) {
  std::vector<bool> held;
  if (facts.commit) held.push_back(lines.hold(*facts.commit, 0.6));
  if (!facts.pull_request.empty()) {
    const auto named = [&](std::string_view before) {
      return text.find(std::string(before) + facts.pull_request) != std::string_view::npos;
    };
    held.push_back(named("#") || named("/pull/") || named("PR "));
  }
  if (held.empty()) return std::nullopt;
  return static_cast<double>(std::count(held.begin(), held.end(), true)) /
         static_cast<double>(held.size());
}

}  // namespace

void score_state(const StateFacts& facts, std::string_view text, const TextKeys& keys,
                 const NameResolver& names, Figures& figures) {
  const LineWords lines(text);
  if (!facts.files.empty()) {
    const auto named = std::count_if(
        facts.files.begin(), facts.files.end(),
        [&](const std::string& file) { return keys.entities.contains(names.resolve(file)); });
    figures[Metric::state_files] =
        static_cast<double>(named) / static_cast<double>(facts.files.size());
  }
  if (facts.check) figures[Metric::state_check] = holds_check(*facts.check, lines) ? 1 : 0;
  figures[Metric::state_error] = lines.share(facts.errors, 0.5);
  figures[Metric::state_todo] = lines.share(facts.todos, 0.6);
  figures[Metric::state_request] = lines.share(facts.requests, 0.5);
  figures[Metric::state_rule] = lines.share(facts.rules, 0.6);
  figures[Metric::state_decision] = lines.share(facts.decisions, 0.6);
  if (const auto outcomes = lines.share(facts.outcomes, 0.7))
    figures[Metric::state_outcome] = *outcomes > 0 ? 1 : 0;
  figures[Metric::state_vcs] = share_of_versions(facts, text, lines);
  double sum = 0;
  int classes = 0;
  for (const auto metric : {Metric::state_files, Metric::state_check, Metric::state_error,
                            Metric::state_todo, Metric::state_request, Metric::state_outcome,
                            Metric::state_rule, Metric::state_decision, Metric::state_vcs}) {
    if (!figures[metric]) continue;
    sum += *figures[metric];
    ++classes;
  }
  if (classes > 0) figures[Metric::state] = sum / classes;
}

}  // namespace baton::handoff::evaluation
