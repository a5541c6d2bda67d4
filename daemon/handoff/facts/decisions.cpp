#include <algorithm>

#include "daemon/base/characters.hpp"
#include "daemon/base/text.hpp"
#include "daemon/handoff/cues/cues.hpp"
#include "daemon/handoff/facts/facts.hpp"
#include "daemon/handoff/sentences.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

bool decides(const std::string& sentence) {
  constexpr std::size_t least_bytes = 12;
  constexpr std::size_t most_characters = 300;
  if (sentence.size() < least_bytes || count_characters(sentence) > most_characters ||
      is_question(sentence))
    return false;
  const CueHits hits = cues().find_in(sentence);
  return hits.has(CueKind::decision) && !hits.has(CueKind::question);
}

/// What the user settled in passing.
void add_decided(Candidates& out, const Reading& reading) {
  constexpr std::size_t pasted = 3000;
  for (auto request = reading.requests.rbegin(); request != reading.requests.rend(); ++request) {
    if (request->text.size() > pasted) continue;
    for (const auto& sentence : sentences(request->text)) {
      if (!decides(sentence)) continue;
      out.push_back({SectionName::decisions,
                     "Decided: " + in_quotes(cut_end(sentence, 140)),
                     {reading.cite(*request->turn)},
                     6 * reading.weight,
                     Essential::no});
    }
  }
}

/// Pairs of `"question"="answer"`, as the asking tool reports them.
void add_answers(Candidates& out, const Reading& reading, const ToolUse& use) {
  auto text = use.output();
  for (auto middle = text.find("\"=\""); middle != std::string_view::npos;
       middle = text.find("\"=\"")) {
    const auto start = text.rfind('"', middle == 0 ? 0 : middle - 1);
    const auto end = text.find('"', middle + 3);
    if (start == std::string_view::npos || end == std::string_view::npos) break;
    const auto question = text.substr(start + 1, middle - start - 1);
    const auto answer = text.substr(middle + 3, end - middle - 3);
    out.push_back({SectionName::decisions,
                   "Asked " + in_quotes(cut_end(question, 110)) + ", the user chose " +
                       in_quotes(cut_end(answer, 140)),
                   {reading.cite(*use.result)},
                   7 * reading.weight,
                   Essential::no});
    text.remove_prefix(end + 1);
  }
}

void add_plan(Candidates& out, const Reading& reading, const ToolUse& use) {
  const auto plan = use.input_text({"plan"});
  if (plan.empty() || use.result == nullptr) return;
  const bool approved = use.outcome == Outcome::succeeded;
  const auto all = lines_of(plan);
  auto title = all.empty() ? std::string_view{} : all.front();
  title = title.substr(std::min(title.find_first_not_of("# "), title.size()));
  out.push_back(
      {SectionName::decisions,
       std::string(approved ? "The user approved the plan " : "The user rejected the plan ") +
           in_quotes(cut_end(title, 160)),
       {reading.cite(*use.call)},
       (approved ? 6.0 : 6.5) * reading.weight,
       Essential::no});
}

std::string named(const Reading& reading, const ToolUse& use) {
  if (use.call->tool_kind == store::ToolKind::shell) return as_code(use.command_text(), 100);
  const auto path = use.path();
  return use.call->tool_name + (path.empty() ? "" : " of " + reading.shown_path(path));
}

void add_rejection(Candidates& out, const Reading& reading, const ToolUse& use) {
  std::string text = "The user rejected " + named(reading, use);
  constexpr std::string_view mark = "the user said:";
  if (const auto at = use.output().find(mark); at != std::string_view::npos) {
    text += " and said " + in_quotes(cut_end(trim(use.output().substr(at + mark.size())), 200));
  }
  out.push_back({SectionName::decisions,
                 text,
                 {reading.cite(*use.call)},
                 5.5 * reading.weight,
                 Essential::no});
}

/// An interruption and what the user said next.
void add_interruptions(Candidates& out, const Reading& reading) {
  const auto& turns = reading.source->turns;
  for (std::size_t at = 0; at < turns.size(); ++at) {
    if (!is_interruption(turns[at])) continue;
    std::string text = "The user interrupted the agent";
    std::vector<Citation> citations{reading.cite(turns[at])};
    const auto next = std::find_if(reading.requests.begin(), reading.requests.end(),
                                   [&](const Request& r) { return r.place > at; });
    if (next != reading.requests.end()) {
      text += ", then said " + in_quotes(cut_end(next->text, 160));
      citations.push_back(reading.cite(*next->turn));
    }
    out.push_back(
        {SectionName::decisions, text, citations_of(citations), 5 * reading.weight, Essential::no});
  }
}

/// A short reply to a question with which the agent had ended.
void add_replies(Candidates& out, const Reading& reading) {
  for (std::size_t at = 1; at < reading.requests.size(); ++at) {
    const auto& reply = reading.requests[at];
    const auto* answer = reading.requests[at - 1].answer;
    if (answer == nullptr || words_of(reply.text).size() > 25) continue;
    const auto all = sentences(answer->text);
    if (all.empty() || !is_question(all.back())) continue;
    const double value =
        at + 1 == reading.requests.size() ? 3 : 5.5;  // the last request stands under Requests
    out.push_back({SectionName::decisions,
                   "Asked " + in_quotes(cut_end(all.back(), 110)) + ", the user said " +
                       in_quotes(reply.text),
                   citations_of({reading.cite(*answer), reading.cite(*reply.turn)}),
                   value * reading.weight, Essential::no});
  }
}

}  // namespace

Candidates decisions(const Readings& readings) {
  Candidates out;
  for (const auto& reading : readings.sessions) {
    for (auto use = reading.uses.rbegin(); use != reading.uses.rend(); ++use) {
      if (use->call->tool_kind == store::ToolKind::ask ||
          use->call->tool_name == "AskUserQuestion") {
        add_answers(out, reading, *use);
      } else if (use->call->tool_name == "ExitPlanMode" ||
                 use->call->tool_name == "exit_plan_mode") {
        add_plan(out, reading, *use);
      } else if (use->outcome == Outcome::rejected) {
        add_rejection(out, reading, *use);
      }
    }
    add_decided(out, reading);
    add_replies(out, reading);
    add_interruptions(out, reading);
  }
  return out;
}

}  // namespace baton::handoff
