#include "daemon/handoff/evaluation/keyed_project.hpp"

#include <algorithm>

#include "daemon/base/characters.hpp"
#include "daemon/handoff/evaluation/text.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff::evaluation {
namespace {

// Of a step's text; beyond these a log repeats files and outputs rather than says anything.
constexpr std::size_t message_characters = 8000;
constexpr std::size_t input_characters = 600;
constexpr std::size_t output_characters = 800;

std::string said_by(const Step& step) {
  if (step.role != StepRole::tool)
    return std::string(first_characters(step.text, message_characters));
  std::string text(first_characters(step.tool.command, input_characters));
  text += ' ';
  text += first_characters(step.tool.arguments, input_characters);
  text += ' ';
  return text += first_characters(step.tool.output, output_characters);
}

std::vector<std::string> topics_of(const Step& step) {
  const bool is_said = step.role == StepRole::user || step.role == StepRole::assistant;
  if (!is_said) return {};
  return measured_topics(without_fenced_blocks(first_characters(step.text, message_characters)));
}

}  // namespace

std::size_t Numbering::add(std::string_view text) {
  if (const auto found = numbers_.find(text); found != numbers_.end()) return found->second;
  const std::size_t number = texts_.size();
  numbers_.emplace(texts_.emplace_back(text), number);
  return number;
}

std::optional<std::size_t> Numbering::find(std::string_view text) const {
  const auto found = numbers_.find(text);
  return found == numbers_.end() ? std::nullopt : std::optional(found->second);
}

std::size_t KeyedProject::add_key(std::string_view key) {
  const std::size_t number = keys_.add(key);
  if (number < short_keys_.size()) return number;
  short_keys_.push_back(number);
  const auto slash = key.find('/');
  if (key.substr(0, 2) == "p:" && slash != std::string_view::npos) {
    const std::size_t base = add_key("p:" + std::string(key.substr(slash + 1)));
    short_keys_[number] = base;
  }
  return number;
}

std::vector<std::size_t> KeyedProject::add_keys(const std::vector<std::string>& keys) {
  std::vector<std::size_t> numbers;
  numbers.reserve(keys.size());
  for (const auto& key : keys) numbers.push_back(add_key(key));
  return numbers;
}

std::vector<std::size_t> KeyedProject::add_words(std::string_view text) {
  std::vector<std::size_t> numbers;
  for (const auto& word : content_words_of(text)) numbers.push_back(words_.add(word));
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

void KeyedProject::add(const MeasuredSession& session) {
  auto& keyed = sessions_.emplace_back();
  keyed.reserve(session.steps.size());
  for (const auto& step : session.steps) {
    KeyedStep& added = keyed.emplace_back();
    added.names = names_of(step);
    const StepKeys keys = keys_of(added.names);
    added.given = add_keys(keys.given);
    added.written = add_keys(keys.written);
    added.shown = add_keys(keys.shown);
    for (const auto& topic : topics_of(step)) added.topics.push_back(add_key("t:" + topic));
    added.words = add_words(said_by(step));
    if (step.role == StepRole::user)
      added.request_words = add_words(first_characters(step.text, request_characters));
  }
}

}  // namespace baton::handoff::evaluation
