#include "daemon/base/text.hpp"
#include "daemon/handoff/facts/facts.hpp"
#include "daemon/handoff/sentences.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {

std::string open_question(const Reading& reading) {
  constexpr std::size_t reach =
      700;  // a question further from the end is rarely what the agent waits for
  if (reading.last_text == nullptr) return {};
  if (!reading.requests.empty() &&
      reading.requests.back().turn->ordinal > reading.last_text->ordinal)
    return {};
  std::string_view text = trim(reading.last_text->text);
  const auto all = sentences(text);
  std::string out;
  std::size_t seen = 0;
  for (auto sentence = all.rbegin(); sentence != all.rend() && seen < reach; ++sentence) {
    seen += sentence->size();
    if (is_question(*sentence) && content_words(*sentence) >= 2)
      out.insert(0, *sentence + (out.empty() ? "" : " "));
  }
  return out;
}

Candidates questions(const Readings& readings) {
  Candidates out;
  for (const auto& reading : readings.sessions) {
    if (reading.age > 0) break;
    if (const auto question = open_question(reading); !question.empty()) {
      out.push_back({SectionName::questions,
                     "The agent asked: " + in_quotes(cut_end(question, 300)),
                     {reading.cite(*reading.last_text)},
                     8,
                     Essential::no});
    }
    for (const auto& use : reading.uses) {
      if (use.call->tool_kind != store::ToolKind::ask || use.result != nullptr) continue;
      const auto text = use.input_text({"question", "prompt", "text"});
      out.push_back(
          {SectionName::questions,
           "The agent asked: " +
               in_quotes(cut_end(text.empty() ? std::string_view(use.call->text) : text, 300)),
           {reading.cite(*use.call)},
           8,
           Essential::no});
    }
  }
  return out;
}

}  // namespace baton::handoff
