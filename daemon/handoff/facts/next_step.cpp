#include <algorithm>

#include "daemon/base/text.hpp"
#include "daemon/handoff/cues/cues.hpp"
#include "daemon/handoff/facts/facts.hpp"
#include "daemon/handoff/sentences.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

class Steps {
 public:
  void add(std::string text, std::vector<Citation> citations, double value) {
    const auto essential = steps_.empty() ? Essential::next_step : Essential::no;
    steps_.push_back({SectionName::next_step, std::move(text), citations_of(std::move(citations)),
                      value, essential});
  }
  bool empty() const { return steps_.empty(); }
  Candidates take() { return std::move(steps_); }

 private:
  Candidates steps_;
};

void add_unanswered(Steps& steps, const Reading& reading) {
  if (reading.requests.empty()) return;
  const auto& last = reading.requests.back();
  const auto& turns = reading.source->turns;
  const bool stopped = !turns.empty() && is_interruption(turns.back());
  if (!last.worked_on) {
    steps.add("Last request, not answered yet: " + in_quotes(cut_end(last.text, 120)),
              {reading.cite(*last.turn)}, 9.5);
  } else if (stopped) {
    steps.add("The user stopped the work", {reading.cite(turns.back())}, 9);
  }
}

std::string action_of(const Reading& reading, const ToolUse& use) {
  if (use.call->tool_kind == store::ToolKind::shell) return as_code(use.command_text(), 100);
  const auto path = use.path();
  return use.call->tool_name + (path.empty() ? "" : " of " + reading.shown_path(path));
}

/// The log ends with a tool instead of words: the agent was in the middle of something.
void add_break(Steps& steps, const Reading& reading) {
  if (reading.last_turn == nullptr || reading.uses.empty()) return;
  if (reading.last_turn->kind != store::TurnKind::tool_call &&
      reading.last_turn->kind != store::TurnKind::tool_result)
    return;
  const auto& last = reading.uses.back();
  std::string text = "Work stopped at: " + action_of(reading, last);
  if (last.outcome == Outcome::failed) text += ", which failed";
  if (last.result == nullptr) text += ", no result recorded";
  std::vector<Citation> citations{reading.cite(*reading.last_turn)};
  if (!reading.requests.empty()) {
    text += "; request: " + in_quotes(cut_end(reading.requests.back().text, 100));
    citations.push_back(reading.cite(*reading.requests.back().turn));
  }
  steps.add(text, citations, 9);
}

/// The item to go on with; the others stand under State.
void add_todo(Steps& steps, const Reading& reading) {
  const auto todos = open_todos(reading);
  if (todos.empty()) return;
  const auto& todo = todos.front();
  const std::string verb = todo.in_progress ? "Go on with: " : "Start with the open item: ";
  steps.add(verb + cut_end(todo.text, 200), {todo.citation}, 8.5);
}

void add_failures(Steps& steps, const Readings& readings) {
  for (const auto& failure : open_failures(readings)) {
    if (!failure.check) continue;
    steps.add("Failed check, unresolved: " + failure.command + ": " +
                  in_quotes(cut_end(failure.error, 160)),
              {failure.citation}, 8.5);
    return;
  }
}

/// What the agent's last text says about what comes next.
void add_plan(Steps& steps, const Reading& reading) {
  constexpr std::size_t most_bytes = 320;
  if (reading.last_text == nullptr) return;
  const auto all = sentences(reading.last_text->text);
  const auto found = std::find_if(all.begin(), all.end(), [](const std::string& sentence) {
    return cues().find_in(sentence).has(CueKind::next);
  });
  if (found == all.end() || is_question(*found)) return;
  std::string plan = *found;
  const bool heading =
      content_words(plan) < 4 || announces(plan);  // then the list below it is the plan
  for (auto next = found + 1;
       heading && next != all.end() && plan.size() + next->size() < most_bytes; ++next)
    plan += " " + *next;
  steps.add("Named as next: " + in_quotes(cut_end(plan, most_bytes)),
            {reading.cite(*reading.last_text)}, 7.5);
}

void add_question(Steps& steps, const Reading& reading) {
  const auto question = open_question(reading);
  if (question.empty()) return;
  steps.add("Open question to the user: " + in_quotes(cut_end(question, 200)),
            {reading.cite(*reading.last_text)}, 8);
}

void add_uncommitted(Steps& steps, const Readings& readings) {
  const auto& state = readings.material->repository;
  if (!state || state->dirty_files == 0) return;
  steps.add("Look at the " + counted(state->dirty_files, "file") + " not committed (`git status`)",
            {}, 4);
}

}  // namespace

Candidates next_step(const Readings& readings) {
  Steps steps;
  const auto& all = readings.sessions;
  for (const auto& reading : all) {
    if (reading.age > 0) break;
    add_unanswered(steps, reading);
    add_break(steps, reading);
    add_todo(steps, reading);
    add_question(steps, reading);
    add_plan(steps, reading);
  }
  add_failures(steps, readings);
  const auto* newest = readings.with_requests();
  if (steps.empty() && newest != nullptr) {
    steps.add("Nothing open: the last request was answered",
              {newest->cite(*newest->requests.back().turn)}, 8);
  } else if (steps.empty()) {
    steps.add("No session has left anything to do", {}, 5);
  }
  add_uncommitted(steps, readings);
  return steps.take();
}

}  // namespace baton::handoff
