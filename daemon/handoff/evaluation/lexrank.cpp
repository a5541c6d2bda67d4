// LexRank (Erkan and Radev, 2004): sentences are ranked by a random walk over a graph in which
// those that share words are neighbours.

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "daemon/base/characters.hpp"
#include "daemon/handoff/entities/vocabulary.hpp"
#include "daemon/handoff/evaluation/generator.hpp"
#include "daemon/handoff/evaluation/text.hpp"
#include "daemon/handoff/tokens.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff::evaluation {
namespace {

constexpr std::size_t sessions_read = 3;
constexpr std::size_t most_sentences = 400;
constexpr int rounds = 25;
constexpr double damping = 0.85;
constexpr double least_similarity = 0.1;
constexpr double most_similarity = 0.6;  ///< of two sentences that are both taken
/// Words of more than this share of the sentences join nothing.
constexpr double common_word = 0.3;

/// Weights by number of the word, sorted, of length 1.
using Vector = std::vector<std::pair<std::size_t, double>>;
using Graph = std::vector<std::vector<std::pair<std::size_t, double>>>;

void add_sentence(std::string_view piece, std::vector<std::string>& sentences) {
  piece = trim_spaces(stripped_of(piece, " \t#>*-"));
  const std::size_t length = count_characters(piece);
  if (length >= 25 && length <= 400 && !piece.starts_with('|')) sentences.emplace_back(piece);
}

void add_sentences(std::string_view text, std::vector<std::string>& sentences) {
  static const Regex ends(R"re((?<=[.!?。])\s+(?=[A-Z`*_\-"'(\[0-9])|\n+)re");
  for (const auto piece : ends.split(text)) add_sentence(piece, sentences);
}

std::vector<std::string> sentences_of(const History& history) {
  std::vector<std::string> sentences;
  const std::size_t first =
      history.sessions.size() > sessions_read ? history.sessions.size() - sessions_read : 0;
  for (std::size_t i = first; i < history.sessions.size(); ++i) {
    for (const Step& step : history.sessions[i].steps) {
      if (step.role != StepRole::user && step.role != StepRole::assistant) continue;
      add_sentences(without_fenced_blocks(first_characters(step.text, 6000)), sentences);
    }
  }
  if (sentences.size() > most_sentences)
    sentences.erase(sentences.begin(), sentences.end() - most_sentences);
  return sentences;
}

/// Words of three and more letters, digits, `_`, `.`, `/` and `-`, and numbers.
std::vector<std::string> words_in(std::string_view sentence) {
  static const Regex word(R"([a-z_][\w./-]{2,}|\d{2,})");
  auto words = all_matches(word, to_lower(sentence));
  std::erase_if(words, [](const std::string& candidate) { return is_stop_word(candidate); });
  return words;
}

std::vector<Vector> vectors_of(const std::vector<std::string>& sentences) {
  Numbering numbers;
  std::vector<std::map<std::size_t, int>> counts;
  std::vector<int> sentences_with;
  for (const auto& sentence : sentences) {
    auto& count = counts.emplace_back();
    for (const auto& word : words_in(sentence)) ++count[numbers.add(word)];
    sentences_with.resize(numbers.size());
    for (const auto& [word, times] : count) ++sentences_with[word];
  }
  std::vector<Vector> vectors;
  for (const auto& count : counts) {
    Vector& vector = vectors.emplace_back();
    double squares = 0;
    for (const auto& [word, times] : count) {
      const double weight =
          (1 + std::log(times)) *
          std::log((1 + static_cast<double>(sentences.size())) / (0.5 + sentences_with[word]));
      vector.emplace_back(word, weight);
      squares += weight * weight;
    }
    const double length = squares > 0 ? std::sqrt(squares) : 1;
    for (auto& [word, weight] : vector) weight /= length;
  }
  return vectors;
}

double similarity(const Vector& a, const Vector& b) {
  double sum = 0;
  auto left = a.begin();
  auto right = b.begin();
  while (left != a.end() && right != b.end()) {
    if (left->first == right->first) {
      sum += left++->second * right++->second;
    } else if (left->first < right->first) {
      ++left;
    } else {
      ++right;
    }
  }
  return sum;
}

Graph graph_of(const std::vector<Vector>& vectors) {
  std::map<std::size_t, std::vector<std::pair<std::size_t, double>>> holders;
  for (std::size_t i = 0; i < vectors.size(); ++i) {
    for (const auto& [word, weight] : vectors[i]) holders[word].emplace_back(i, weight);
  }
  Graph graph(vectors.size());
  const double common = static_cast<double>(vectors.size()) * common_word;
  for (std::size_t i = 0; i < vectors.size(); ++i) {
    std::map<std::size_t, double> likeness;
    for (const auto& [word, weight] : vectors[i]) {
      const auto& others = holders[word];
      if (static_cast<double>(others.size()) >= common) continue;
      for (const auto& [other, other_weight] : others) likeness[other] += weight * other_weight;
    }
    for (const auto& [other, value] : likeness) {
      if (other != i && value > least_similarity) graph[i].emplace_back(other, value);
    }
  }
  return graph;
}

std::vector<double> ranks_of(const Graph& graph) {
  const auto size = static_cast<double>(graph.size());
  std::vector<double> ranks(graph.size(), 1 / size);
  for (int round = 0; round < rounds; ++round) {
    std::vector<double> next(graph.size(), (1 - damping) / size);
    for (std::size_t i = 0; i < graph.size(); ++i) {
      double sum = 0;
      for (const auto& [other, value] : graph[i]) sum += value;
      if (sum <= 0) next[i] += damping * ranks[i];
      for (const auto& [other, value] : graph[i]) next[other] += damping * ranks[i] * value / sum;
    }
    ranks = std::move(next);
  }
  return ranks;
}

}  // namespace

Generated lexrank(const History& history, std::int64_t budget) {
  const auto sentences = sentences_of(history);
  if (sentences.empty()) return {};
  const auto vectors = vectors_of(sentences);
  const auto ranks = ranks_of(graph_of(vectors));
  std::vector<std::size_t> order(sentences.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return ranks[a] > ranks[b]; });
  std::vector<std::size_t> taken;
  double used = 0;
  for (const std::size_t i : order) {
    const double weight = token_weight("- " + sentences[i] + "\n");
    const bool repeats = std::any_of(taken.begin(), taken.end(), [&](std::size_t other) {
      return similarity(vectors[i], vectors[other]) > most_similarity;
    });
    if (used + weight > static_cast<double>(budget) || repeats) continue;
    taken.push_back(i);
    used += weight;
    if (used > static_cast<double>(budget) * 0.97) break;
  }
  std::sort(taken.begin(), taken.end());
  Generated made;
  for (const std::size_t i : taken) made.text += (made.text.empty() ? "- " : "\n- ") + sentences[i];
  return made;
}

}  // namespace baton::handoff::evaluation
