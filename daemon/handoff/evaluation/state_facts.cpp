#include "daemon/handoff/evaluation/state_facts.hpp"

#include <algorithm>
#include <set>
#include <span>
#include <utility>

#include "daemon/base/characters.hpp"
#include "daemon/base/text.hpp"
#include "daemon/handoff/evaluation/phrases.hpp"
#include "daemon/handoff/evaluation/text.hpp"

namespace baton::handoff::evaluation {
namespace {

constexpr std::size_t most_files = 15;
constexpr std::size_t most_errors = 2;
constexpr std::size_t most_rules = 10;
constexpr std::size_t most_decisions = 8;
/// Of a sentence or a message; longer ones were pasted rather than said.
constexpr std::size_t sentence_characters = 300;
constexpr std::size_t message_characters = 3000;

FactWords first_words(std::string_view text, std::size_t count) {
  FactWords words = fact_words(text);
  if (words.size() > count) words.resize(count);
  return words;
}

/// Values by name in the order in which the names came first.
template <class Value>
class InOrder {
 public:
  Value& operator[](const std::string& name) {
    const auto found = find(name);
    return found != entries_.end() ? found->second : entries_.emplace_back(name, Value{}).second;
  }
  Value* if_contains(const std::string& name) {
    const auto found = find(name);
    return found == entries_.end() ? nullptr : &found->second;
  }
  void erase(const std::string& name) {
    if (const auto found = find(name); found != entries_.end()) entries_.erase(found);
  }
  std::vector<std::pair<std::string, Value>>& entries() { return entries_; }

 private:
  auto find(const std::string& name) {
    return std::find_if(entries_.begin(), entries_.end(),
                        [&](const auto& entry) { return entry.first == name; });
  }
  std::vector<std::pair<std::string, Value>> entries_;
};

bool is_open(std::string_view status) {
  return status != "completed" && status != "complete" && status != "done" &&
         status != "cancelled" && status != "deleted";
}

/// Reads the tools' steps of the session that has ended.
class ToolFacts {
 public:
  void read(const StepTool& tool) {
    read_files(tool);
    if (!tool.todos.empty()) todos_ = tool.todos;
    read_task(tool);
    if (!tool.command.empty()) read_command(tool);
  }

  void tell(StateFacts& facts) {
    auto& files = files_.entries();
    std::stable_sort(files.begin(), files.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    for (std::size_t i = 0; i < std::min(most_files, files.size()); ++i)
      facts.files.push_back(files[i].first);
    facts.check = check_;
    facts.commit = commit_;
    facts.pull_request = pull_request_;
    tell_errors(facts);
    if (todos_.empty()) {
      for (const auto& [number, task] : tasks_.entries()) todos_.push_back(task);
    }
    for (const auto& todo : todos_) {
      auto words = fact_words(todo.text);
      if (!is_open(todo.status) || words.size() < 2) continue;
      if (words.size() > 15) words.resize(15);
      facts.todos.push_back(std::move(words));
    }
  }

 private:
  void read_files(const StepTool& tool) {
    const bool changes = tool.kind == StepKind::edit || tool.kind == StepKind::write ||
                         tool.kind == StepKind::remove;
    if (!changes || tool.failed) return;
    const auto count = [this](const std::string& path) {
      if (path.empty()) return;
      if (const auto key = path_key(path)) ++files_[*key];
    };
    count(tool.path);
    for (const auto& path : tool.paths) count(path);
  }

  void read_task(const StepTool& tool) {
    static const Regex subject_of(R"(subject: ([^\n]+))");
    static const Regex number_of_new(R"(#(\d+))");
    static const Regex number_of_known(R"(taskId: "?(\d+))");
    static const Regex status_of(R"(status: (\w+))");
    if (tool.name == "TaskCreate") {
      const auto subject = first_group(subject_of, tool.arguments);
      const auto number = first_group(number_of_new, tool.output);
      if (subject && number) tasks_[*number] = {*subject, "pending"};
    } else if (tool.name == "TaskUpdate") {
      const auto number = first_group(number_of_known, tool.arguments);
      const auto status = first_group(status_of, tool.arguments);
      auto* task = number && status ? tasks_.if_contains(*number) : nullptr;
      if (task != nullptr) task->status = *status;
    }
  }

  void read_command(const StepTool& tool) {
    const auto outcome = outcome_of(tool);
    const auto keys = command_keys(tool.command);
    for (const auto& key : keys) {
      if (outcome && is_check_command(key)) check_ = CheckFact{key.substr(2), *outcome};
      if (outcome == false && keys.size() == 1) failures_[key] = tool.output;
      if (outcome == true) failures_.erase(key);
    }
    if (const auto message = commit_message(tool.command); message && outcome != false)
      commit_ = first_words(*message, 12);
    if (tool.command.find("gh pr create") == std::string::npos) return;
    if (auto number = pull_request_number(tool.output); !number.empty())
      pull_request_ = std::move(number);
  }

  void tell_errors(StateFacts& facts) {
    const auto& failures = failures_.entries();
    const std::size_t first = failures.size() > most_errors ? failures.size() - most_errors : 0;
    for (std::size_t i = first; i < failures.size(); ++i) {
      std::optional<FactWords> words;
      for (const auto line : split_lines(failures[i].second)) {
        const auto trimmed = trim(line);
        const std::size_t length = count_characters(trimmed);
        if (length > 8 && length < sentence_characters && is_error_line(line))
          words = first_words(trimmed, 15);
      }
      if (words) facts.errors.push_back(std::move(*words));
    }
  }

  InOrder<int> files_;
  InOrder<std::string> failures_;  // outputs by command
  InOrder<StepTodo> tasks_;
  std::vector<StepTodo> todos_;
  std::optional<CheckFact> check_;
  std::optional<FactWords> commit_;
  std::string pull_request_;
};

void extract_requests(std::span<const Step> steps, StateFacts& facts) {
  std::vector<const Step*> requests;
  for (const Step& step : steps) {
    if (step.role == StepRole::user && fact_words(first_characters(step.text, 1500)).size() >= 3)
      requests.push_back(&step);
  }
  const auto add = [&](const Step& request) {
    facts.requests.push_back(first_words(first_characters(request.text, 400), 25));
  };
  if (requests.empty()) return;
  add(*requests.back());
  if (requests.size() > 1) add(*requests.front());
}

void extract_outcome(std::span<const Step> steps, StateFacts& facts) {
  const auto last = std::find_if(steps.rbegin(), steps.rend(),
                                 [](const Step& step) { return step.role == StepRole::assistant; });
  if (last == steps.rend()) return;
  auto sentences = prose_sentences(last->text);
  if (sentences.size() > 40) sentences.resize(40);
  for (const auto& sentence : sentences) {
    auto words = first_words(sentence, 20);
    if (words.size() >= 5) facts.outcomes.push_back(std::move(words));
  }
}

/// Calls `visit(sentence)` for the sentences of a message that a person typed.
template <class Visit>
void each_sentence(const Step& step, std::size_t longer_than, Visit&& visit) {
  for (const auto& sentence : prose_sentences(step.text)) {
    const std::size_t length = count_characters(sentence);
    if (length > longer_than && length < sentence_characters) visit(sentence);
  }
}

void add_rules(const Step& step, std::set<FactWords>& seen, StateFacts& facts) {
  if (step.role != StepRole::user || count_characters(step.text) > message_characters) return;
  each_sentence(step, 15, [&](const std::string& sentence) {
    if (facts.rules.size() >= most_rules || !is_rule(sentence)) return;
    auto words = first_words(sentence, 20);
    if (words.size() >= 3 && seen.insert(words).second) facts.rules.push_back(std::move(words));
  });
}

void add_decisions(const Step& step, StateFacts& facts) {
  if (step.role == StepRole::tool && step.tool.kind == StepKind::ask) {
    for (const auto& [question, answer] : answered_questions(step.tool.output)) {
      auto words = first_words(answer, 12);
      facts.decisions.push_back(words.empty() ? first_words(question, 12) : std::move(words));
    }
  } else if (step.role == StepRole::user && count_characters(step.text) < message_characters) {
    each_sentence(step, 12, [&](const std::string& sentence) {
      if (!is_decision(sentence)) return;
      auto words = fact_words(sentence);
      if (words.size() < 3) return;
      if (words.size() > 18) words.resize(18);
      facts.decisions.push_back(std::move(words));
    });
  }
}

std::span<const Step> visible_steps(const Boundary& boundary, std::size_t session) {
  return std::span(boundary.project().project().sessions[session].steps)
      .first(boundary.visible()[session]);
}

}  // namespace

StateFacts extract_state(const Boundary& boundary) {
  StateFacts facts;
  const auto steps = visible_steps(boundary, boundary.next() - 1);
  ToolFacts tools;
  for (const Step& step : steps) {
    if (step.role == StepRole::tool) tools.read(step.tool);
  }
  tools.tell(facts);
  extract_requests(steps, facts);
  extract_outcome(steps, facts);
  std::set<FactWords> seen;
  for (std::size_t i = boundary.next(); i-- > 0 && facts.rules.size() < most_rules;) {
    const auto earlier = visible_steps(boundary, i);
    for (auto step = earlier.rbegin(); step != earlier.rend(); ++step)
      add_rules(*step, seen, facts);
  }
  for (auto step = steps.rbegin(); step != steps.rend() && facts.decisions.size() < most_decisions;
       ++step)
    add_decisions(*step, facts);
  return facts;
}

}  // namespace baton::handoff::evaluation
