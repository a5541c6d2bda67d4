#include "daemon/base/characters.hpp"
#include "daemon/base/text.hpp"
#include "daemon/handoff/cues/cues.hpp"
#include "daemon/handoff/facts/facts.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

bool is_correction(std::string_view text) {
  constexpr std::size_t looked_at = 300;
  return cues().find_in(first_characters(text, looked_at)).has(CueKind::correction);
}

std::string cut_request(const Readings& readings, const Reading& reading, const Request& request) {
  const auto mark = "[… cut, whole: baton show " + std::to_string(reading.number()) + ":" +
                    std::to_string(request.turn->ordinal) + " …]";
  return cut_middle(request.text, readings.quotation_bytes(), mark);
}

/// Words such as "yes", "continue" and "thanks a lot" say something only beside what they answer.
bool says_little(const Request& request) {
  const std::size_t telling = content_words(request.text);
  return telling == 0 || (telling == 1 && words_of(request.text).size() < 3);
}

Candidate main_request(const Readings& readings, const Reading& reading, std::size_t index) {
  const auto& request = reading.requests[index];
  const auto count = reading.requests.size();
  const bool last = index + 1 == count;
  const std::string label =
      last         ? (request.worked_on ? (count > 1 ? "Last" : "Request") : "Last, not answered")
      : index == 0 ? "First"
                   : "";
  Candidate candidate{SectionName::requests,
                      labelled(label, cut_request(readings, reading, request)),
                      {reading.cite(*request.turn)},
                      0,
                      Essential::no};
  if (last || index == 0) {
    candidate.text = labelled(label, request.text);
    candidate.essential = last ? Essential::last_request : Essential::first_request;
  }
  const double place = static_cast<double>(index + 1) / static_cast<double>(count);
  candidate.value =
      says_little(request) ? 1.0 : (is_correction(request.text) ? 4.5 : 3.5) * (0.6 + 0.4 * place);
  return candidate;
}

Candidate earlier_request(const Reading& reading, const Request& request, bool first) {
  constexpr std::size_t most_bytes = 150;
  const double value = (first ? 4.0 : 3.0) * reading.weight;
  return {SectionName::requests,
          "S" + session_label(reading).substr(1) + ": " +
              in_quotes(cut_end(squeeze_spaces(request.text), most_bytes)),
          {reading.cite(*request.turn)},
          value,
          Essential::no};
}

}  // namespace

Candidates requests(const Readings& readings) {
  Candidates out;
  const auto* newest = readings.with_requests();
  for (const auto& reading : readings.sessions) {
    for (std::size_t index = 0; index < reading.requests.size(); ++index) {
      const bool at_an_end = index == 0 || index + 1 == reading.requests.size();
      if (&reading == newest && (at_an_end || !says_little(reading.requests[index]))) {
        out.push_back(main_request(readings, reading, index));
      } else if (&reading != newest && !says_little(reading.requests[index])) {
        auto candidate = earlier_request(reading, reading.requests[index], index == 0);
        if (index != 0 && is_correction(reading.requests[index].text)) candidate.value *= 1.3;
        out.push_back(std::move(candidate));
      }
    }
  }
  return out;
}

}  // namespace baton::handoff
