#include "daemon/handoff/facts/constraints.hpp"

#include <array>
#include <cmath>

#include "daemon/base/characters.hpp"
#include "daemon/base/text.hpp"
#include "daemon/handoff/cues/cues.hpp"
#include "daemon/handoff/facts/facts.hpp"
#include "daemon/handoff/needs.hpp"
#include "daemon/handoff/sentences.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

/// How firmly the text lays something down; 0 when it does not.
int firmness(std::string_view text) {
  return cues().find_in(text).value(CueKind::rule);
}

/// Bytes of the mark at the text's beginning that divides clauses; 0 when there is none.
std::size_t clause_mark_length(std::string_view text) {
  constexpr std::array<std::string_view, 8> marks{",", ";", ":", "，", "；", "：", "、", "،"};
  for (const auto mark : marks) {
    if (text.starts_with(mark)) return mark.size();
  }
  return 0;
}

/// A long sentence from the clause on that lays something down, cut.
std::string telling_part(std::string_view sentence, std::int64_t budget) {
  const std::size_t most_letters = budget < default_budget ? 140 : 240;
  constexpr std::size_t room_for_what = 24;  // a cue at the very end does not say what it holds for
  auto beginning = cut_end(sentence, most_letters);
  if (beginning == sentence || firmness(cut_end(sentence, most_letters - room_for_what)) > 0)
    return beginning;
  std::size_t clause = 0;
  for (std::size_t at = 0; at < sentence.size(); ++at) {
    const std::size_t mark = clause_mark_length(sentence.substr(at));
    if (mark > 0 && firmness(sentence.substr(at + mark)) > 0) clause = at + mark;
  }
  return (clause == 0 ? "" : "…") + cut_end(trim(sentence.substr(clause)), most_letters);
}

/// What a rule is worth to a document. The mildest ones bind the next session as well as the
/// firmest do, so that firmness tells less than a rule's place in time.
double value_of(double firmness) {
  return 1.1 * (3.5 + firmness / 2);
}

/// A rule as it is shown, and where it was stated.
struct Rule {
  std::string text;
  Citation source;
  double value = 0;
};

/// The newest rules, each once, newest first.
class NewestRules {
 public:
  explicit NewestRules(std::int64_t budget) : budget_(budget) {}

  void add(std::string_view sentence, Citation source, double firmness) {
    const std::size_t most = budget_ <= default_budget ? 14 : 24;
    constexpr double same = 0.9;
    const auto words = word_hashes(sentence);
    const auto repeats = [&](const auto& other) { return share_within(words, other) >= same; };
    if (rules_.size() == most || std::any_of(seen_.begin(), seen_.end(), repeats)) return;
    seen_.push_back(words);
    const double newness = std::pow(0.99, rules_.size());
    rules_.push_back(
        {in_quotes(telling_part(sentence, budget_)), source, value_of(firmness) * newness});
  }

  /// In a short document rules of one session share a line: a line for each would cost a third
  /// of what they say.
  Candidates lines() const {
    const std::size_t most = budget_ < default_budget ? 3 : 1;
    Candidates out;
    std::size_t in_line = 0;
    for (const auto& rule : rules_) {
      const bool same_session =
          !out.empty() && out.back().citations.back().session == rule.source.session;
      if (in_line == most || !same_session) {
        out.push_back({SectionName::constraints, "", {}, 0, Essential::no});
        in_line = 0;
      }
      auto& line = out.back();
      line.text += (++in_line == 1 ? "" : "; ") + rule.text;
      line.value += rule.value;
      if (line.citations.empty() || line.citations.back() != rule.source)
        line.citations.push_back(rule.source);
    }
    return out;
  }

 private:
  const std::int64_t budget_;
  std::vector<Rule> rules_;
  std::vector<std::vector<std::uint64_t>> seen_;
};

}  // namespace

double firmness_of(const std::string& sentence, std::string_view request) {
  constexpr std::size_t pasted = 3000;
  constexpr double trust_in_pasted = 0.5;
  constexpr std::size_t opening = 40;
  constexpr std::size_t least_bytes = 12;
  constexpr std::size_t most_characters = 320;
  if (sentence.size() < least_bytes || count_characters(sentence) > most_characters ||
      is_question(sentence) || announces(sentence))
    return 0;
  const bool only_opening = first_characters(request, pasted).size() < request.size();
  const CueHits hits =
      cues().find_in(only_opening ? first_characters(sentence, opening) : sentence);
  const bool states_none = hits.has(CueKind::no_rule) || hits.has(CueKind::question);
  if (states_none || content_words(sentence) < 2) return 0;
  return (only_opening ? trust_in_pasted : 1) * hits.value(CueKind::rule);
}

Candidates constraints(const Readings& readings) {
  NewestRules rules(readings.budget);
  for (const auto& reading : readings.sessions) {
    for (auto request = reading.requests.rbegin(); request != reading.requests.rend(); ++request) {
      for (const auto& sentence : sentences(request->text)) {
        const double firmness = firmness_of(sentence, request->text);
        if (firmness > 0) rules.add(sentence, reading.cite(*request->turn), firmness);
      }
    }
  }
  if (readings.needs != nullptr && !readings.sessions.empty()) {
    const std::int64_t oldest = readings.sessions.back().number();
    const auto& remembered = readings.needs->rules();
    for (auto rule = remembered.rbegin(); rule != remembered.rend(); ++rule) {
      if (rule->source.session < oldest)
        rules.add(rule->text, rule->source, firmness_of(rule->text, rule->text));
    }
  }
  return rules.lines();
}

}  // namespace baton::handoff
