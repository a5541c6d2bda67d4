// The simple ways to make a handoff, to compare with.

#include <algorithm>
#include <cmath>

#include "daemon/base/characters.hpp"
#include "daemon/base/text.hpp"
#include "daemon/handoff/evaluation/generator.hpp"
#include "daemon/handoff/evaluation/text.hpp"
#include "daemon/handoff/tokens.hpp"

namespace baton::handoff::evaluation {
namespace {

bool is_message(const Step& step) {
  return step.role == StepRole::user || step.role == StepRole::assistant;
}

bool is_message_or_tool(const Step& step) {
  return is_message(step) || step.role == StepRole::tool;
}

/// The newest steps for which `counts`, the oldest of them first.
std::vector<const Step*> newest(const History& history, std::size_t count,
                                bool (*counts)(const Step&)) {
  std::vector<const Step*> steps;
  for (auto session = history.sessions.rbegin(); session != history.sessions.rend(); ++session) {
    for (auto step = session->steps.rbegin(); step != session->steps.rend(); ++step) {
      if (steps.size() < count && counts(*step)) steps.push_back(&*step);
    }
  }
  std::reverse(steps.begin(), steps.end());
  return steps;
}

std::string_view role_of(const Step& step) {
  return step.role == StepRole::user ? "user" : "assistant";
}

/// One step on a line, at most about `characters` characters.
std::string shown(const Step& step, std::size_t characters) {
  if (step.role != StepRole::tool) {
    const auto line = std::string(role_of(step)) + ": " + std::string(trim(step.text));
    return std::string(first_characters(line, characters));
  }
  const StepTool& tool = step.tool;
  const std::string_view input = !tool.command.empty() ? std::string_view(tool.command)
                                 : !tool.path.empty()  ? std::string_view(tool.path)
                                                       : first_characters(tool.arguments, 120);
  const auto call = "[" + tool.name + "] " + std::string(trim(input));
  std::string line(first_characters(call, characters));
  const auto output = first_characters(split_lines(trim(tool.output)).front(), 160);
  if (!output.empty() && characters > 300) line += " -> " + std::string(output);
  return line;
}

/// The longest beginning of a text that the budget has room for.
std::string clipped(const std::string& text, double budget) {
  if (token_weight(text) <= budget) return text;
  std::size_t low = 0;
  std::size_t high = count_characters(text);
  while (low < high) {
    const std::size_t middle = (low + high + 1) / 2;
    if (token_weight(first_characters(text, middle)) <= budget) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return std::string(first_characters(text, low));
}

std::string last_steps(const History& history, double budget, bool (*counts)(const Step&)) {
  constexpr std::size_t steps_shown = 20;
  constexpr std::size_t least_characters = 40;
  const auto steps = newest(history, steps_shown, counts);
  if (steps.empty()) return {};
  const auto share = std::floor(budget * 4 / static_cast<double>(steps.size()));
  const auto characters =
      std::max(least_characters, static_cast<std::size_t>(std::max(0.0, share)));
  std::string text;
  for (const Step* step : steps)
    text += (step == steps.front() ? "" : "\n") + shown(*step, characters);
  return clipped(text, budget);
}

/// How often each key was given or written, recent sessions counting more, most first.
std::vector<std::pair<std::size_t, double>> ranked_keys(const History& history) {
  constexpr double kept_per_session = 0.7;
  std::vector<double> scores(history.keys->size());
  std::vector<std::size_t> order;
  const auto add = [&](const std::vector<std::size_t>& keys, double weight) {
    for (const std::size_t key : keys) {
      if (scores[key] <= 0) order.push_back(key);
      scores[key] += weight;
    }
  };
  double weight = std::pow(kept_per_session, static_cast<double>(history.sessions.size()) - 1);
  for (const auto& session : history.sessions) {
    for (const auto& step : session.keyed) {
      add(step.given, 2 * weight);
      add(step.written, weight);
    }
    weight /= kept_per_session;
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
  std::vector<std::pair<std::size_t, double>> ranked;
  for (const std::size_t key : order) ranked.emplace_back(key, scores[key]);
  return ranked;
}

}  // namespace

Generated last_five(const History& history, std::int64_t) {
  Generated made;
  for (const Step* step : newest(history, 5, is_message)) {
    if (!made.text.empty()) made.text += '\n';
    made.text += std::string(role_of(*step)) + ": ";
    made.text += first_characters(trim(step->text), 100);
  }
  return made;
}

Generated last_twenty(const History& history, std::int64_t budget) {
  return {last_steps(history, static_cast<double>(budget), is_message_or_tool), {}};
}

Generated entity_list(const History& history, std::int64_t budget) {
  constexpr std::size_t most_keys = 600;
  const auto room = static_cast<double>(budget);
  std::string text = "Entities: ";
  double used = token_weight(text);
  auto ranked = ranked_keys(history);
  if (ranked.size() > most_keys) ranked.resize(most_keys);
  for (const auto& [key, score] : ranked) {
    auto name = std::string_view(history.keys->text(key)).substr(2);
    name.remove_prefix(std::min(name.size(), name.find_first_not_of('/')));
    const auto entry = std::string(name) + ", ";
    const double weight = token_weight(entry);
    if (used + weight > room * 0.5) break;
    text += entry;
    used += weight;
  }
  return {text + "\n" + last_steps(history, room - used, is_message), {}};
}

}  // namespace baton::handoff::evaluation
