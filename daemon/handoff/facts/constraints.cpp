#include "daemon/handoff/facts/constraints.hpp"

#include <array>
#include <cmath>

#include "daemon/base/text.hpp"
#include "daemon/handoff/facts/facts.hpp"
#include "daemon/handoff/needs.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

struct Cue {
  std::string_view language;
  std::string_view phrase;
  double value;
};

/// By which words a user states what holds from now on. A language is a block of rows.
constexpr std::array cues{
    Cue{"en", "always", 8},        Cue{"en", "never", 8},        Cue{"en", "from now on", 8},
    Cue{"en", "must", 7},          Cue{"en", "must not", 8},     Cue{"en", "don't", 7},
    Cue{"en", "do not", 7},        Cue{"en", "not allowed", 7},  Cue{"en", "only use", 7},
    Cue{"en", "make sure", 6},     Cue{"en", "should not", 6},   Cue{"en", "shouldn't", 6},
    Cue{"en", "should always", 8}, Cue{"en", "should never", 8}, Cue{"en", "avoid", 6},
    Cue{"en", "prefer", 6},        Cue{"en", "instead of", 5},   Cue{"en", "rather than", 5},
    Cue{"en", "no need to", 5},    Cue{"en", "remember to", 6},  Cue{"en", "remember that", 6},
    Cue{"en", "stick to", 6},      Cue{"en", "stick with", 6},   Cue{"en", "keep it", 5},
    Cue{"en", "keep the", 5},      Cue{"en", "please keep", 6},  Cue{"en", "please only", 6},
    Cue{"en", "please use", 6},    Cue{"en", "should be", 5}};

/// Phrases with a cue in them that state nothing to follow.
constexpr std::array<std::string_view, 28> no_constraint{
    "i don't",      "we don't",   "you don't",        "it don't",   "they don't",
    "that don't",   "i do not",   "we do not",        "don't know", "don't think",
    "don't see",    "don't have", "don't understand", "don't care", "don't want to",
    "don't seem",   "don't mind", "don't remember",   "don't get",  "do not know",
    "do not think", "do not see", "do not have",      "i must",     "never mind",
    "if you don't", "why don't",  "you can always"};

/// In lower case, and typographic apostrophes straight, so that both spellings match.
std::string plain_lower(std::string_view text) {
  return with_plain_apostrophes(lower_ascii(text));
}

/// "use X, not Y".
bool is_use_not(std::string_view lowered) {
  const auto use = lowered.find("use ");
  return (use == 0 || (use != std::string_view::npos && lowered[use - 1] == ' ')) &&
         (lowered.find(", not ", use) != std::string_view::npos ||
          lowered.find(" and not ", use) != std::string_view::npos);
}

/// How firm the firmest cue in the text is; 0 without one.
double firmest_cue(const std::string& lowered) {
  double value = is_use_not(lowered) ? 7 : 0;
  for (const auto& cue : cues) {
    if (cue.value > value && has_phrase(lowered, cue.phrase)) value = cue.value;
  }
  return value;
}

/// A long sentence from the clause on that lays something down, cut.
std::string telling_part(std::string_view sentence) {
  constexpr std::size_t most_bytes = 140;
  auto beginning = cut_end(sentence, most_bytes);
  if (sentence.size() <= most_bytes || firmest_cue(plain_lower(beginning)) > 0) return beginning;
  std::size_t clause = 0;
  for (auto at = sentence.find_first_of(",;:"); at != std::string_view::npos;
       at = sentence.find_first_of(",;:", at + 1)) {
    if (firmest_cue(plain_lower(sentence.substr(at + 1))) > 0) clause = at + 1;
  }
  return (clause == 0 ? "" : "…") + cut_end(trim(sentence.substr(clause)), most_bytes);
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
  void add(std::string_view sentence, Citation source, double firmness) {
    constexpr std::size_t most = 24;
    constexpr double same = 0.9;
    const auto words = word_hashes(sentence);
    const auto repeats = [&](const auto& other) { return share_within(words, other) >= same; };
    if (rules_.size() == most || std::any_of(seen_.begin(), seen_.end(), repeats)) return;
    seen_.push_back(words);
    const double newness = std::pow(0.97, rules_.size());
    rules_.push_back({in_quotes(telling_part(sentence)), source, 0.75 * firmness * newness});
  }

  /// In a short document rules of one session share a line: a line for each would cost a third
  /// of what they say.
  Candidates lines(std::int64_t budget) const {
    const std::size_t most = budget < default_budget ? 3 : 1;
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
  std::vector<Rule> rules_;
  std::vector<std::vector<std::uint64_t>> seen_;
};

}  // namespace

double firmness_of(const std::string& sentence, std::string_view request) {
  constexpr std::size_t pasted = 3000;
  const bool only_opening = request.size() > pasted;
  if (sentence.size() < 12 || sentence.size() > 320 || sentence.back() == '?' ||
      sentence.back() == ':')
    return 0;
  const auto lowered = plain_lower(only_opening ? sentence.substr(0, 40) : sentence);
  for (const auto phrase : no_constraint) {
    if (has_phrase(lowered, phrase)) return 0;
  }
  return content_words(sentence) < 2 ? 0 : firmest_cue(lowered);
}

Candidates constraints(const Readings& readings) {
  NewestRules rules;
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
  return rules.lines(readings.budget);
}

}  // namespace baton::handoff
