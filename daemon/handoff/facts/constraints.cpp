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
    Cue{"en", "keep the", 5},      Cue{"en", "please keep", 6},  Cue{"en", "please only", 6}};

/// Phrases with a cue in them that state nothing to follow.
constexpr std::array<std::string_view, 28> no_constraint{
    "i don't",      "we don't",   "you don't",        "it don't",   "they don't",
    "that don't",   "i do not",   "we do not",        "don't know", "don't think",
    "don't see",    "don't have", "don't understand", "don't care", "don't want to",
    "don't seem",   "don't mind", "don't remember",   "don't get",  "do not know",
    "do not think", "do not see", "do not have",      "i must",     "never mind",
    "if you don't", "why don't",  "you can always"};

/// A straight apostrophe for a typographic one, so that both spellings match.
std::string plain(std::string_view text) {
  constexpr std::string_view typographic = "\xe2\x80\x99";
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool apostrophe = text.substr(at, typographic.size()) == typographic;
    out += apostrophe ? '\'' : text[at];
    if (apostrophe) at += typographic.size() - 1;
  }
  return lower_ascii(out);
}

/// "use X, not Y".
bool is_use_not(std::string_view lowered) {
  const auto use = lowered.find("use ");
  return (use == 0 || (use != std::string_view::npos && lowered[use - 1] == ' ')) &&
         (lowered.find(", not ", use) != std::string_view::npos ||
          lowered.find(" and not ", use) != std::string_view::npos);
}

void add_constraints(Candidates& out, const Reading& reading, const Request& request) {
  constexpr int most = 8;
  int found = 0;
  for (const auto& sentence : sentences(request.text)) {
    const double value = firmness_of(sentence, request.text);
    if (value == 0 || ++found > most) continue;
    out.push_back({SectionName::constraints,
                   quoted(sentence),
                   {reading.cite(*request.turn)},
                   value * std::pow(0.93, reading.age),
                   Essential::no});
  }
}

/// Rules of sessions too old to be read again.
void add_remembered(Candidates& out, const Readings& readings, const Needs& needs) {
  constexpr double worth = 4.5;
  const std::int64_t oldest = readings.sessions.back().number();
  for (auto rule = needs.rules().rbegin(); rule != needs.rules().rend(); ++rule) {
    if (rule->source.session >= oldest) continue;
    out.push_back(
        {SectionName::constraints, quoted(rule->text), {rule->source}, worth, Essential::no});
  }
}

}  // namespace

double firmness_of(const std::string& sentence, std::string_view request) {
  constexpr std::size_t pasted = 3000;
  const bool only_opening = request.size() > pasted;
  if (sentence.size() < 12 || sentence.size() > 320 || sentence.back() == '?' ||
      sentence.back() == ':')
    return 0;
  const auto lowered = plain(only_opening ? sentence.substr(0, 40) : sentence);
  for (const auto phrase : no_constraint) {
    if (has_phrase(lowered, phrase)) return 0;
  }
  double value = is_use_not(lowered) ? 7 : 0;
  for (const auto& cue : cues) {
    if (cue.value > value && has_phrase(lowered, cue.phrase)) value = cue.value;
  }
  return content_words(sentence) < 2 ? 0 : value;
}

Candidates constraints(const Readings& readings) {
  Candidates out;
  for (const auto& reading : readings.sessions) {
    for (auto request = reading.requests.rbegin(); request != reading.requests.rend(); ++request) {
      add_constraints(out, reading, *request);
    }
  }
  if (readings.needs != nullptr && !readings.sessions.empty())
    add_remembered(out, readings, *readings.needs);
  return out;
}

}  // namespace baton::handoff
