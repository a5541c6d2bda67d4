#include "daemon/handoff/memory/need_model.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <string>

namespace baton::handoff {
namespace {

/// Takes what stands before the next divider, or everything, and the divider.
std::string_view take_until(std::string_view& text, std::string_view divider) {
  const auto end = std::min(text.find(divider), text.size());
  const auto part = text.substr(0, end);
  text.remove_prefix(std::min(end + divider.size(), text.size()));
  return part;
}

template <typename Number>
Number number_in(std::string_view text) {
  Number value{};
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec != std::errc() || result.ptr != text.data() + text.size())
    throw std::invalid_argument("\"" + std::string(text) + "\" is no number");
  return value;
}

std::uint32_t feature_named(std::string_view name) {
  static const auto names = feature_names();
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end())
    throw std::invalid_argument("there is no feature \"" + std::string(name) + "\"");
  return static_cast<std::uint32_t>(found - names.begin());
}

/// The bits of some leaves next to each other.
std::uint32_t set_of(std::uint32_t first, std::uint32_t count) {
  return static_cast<std::uint32_t>(((std::uint64_t{1} << count) - 1) << first);
}

}  // namespace

NeedModel::NeedModel(std::string_view text) {
  std::optional<std::size_t> trees_announced;
  for (std::size_t number = 1; !text.empty(); ++number) try {
      auto line = take_until(text, "\n");
      if (line.empty() || line.front() == '#') continue;
      if (!trees_announced) {
        trees_announced = number_in<std::size_t>(take_until(line, " trees, base "));
        base_ = number_in<std::int32_t>(line);
        continue;
      }
      const auto questions = take_until(line, " : ");
      read_tree(questions, line);
    } catch (const std::invalid_argument& error) {
      throw std::invalid_argument("model of needs, line " + std::to_string(number) + ": " +
                                  error.what());
    }
  if (trees_announced != trees_.size())
    throw std::invalid_argument("model of needs: " + std::to_string(trees_.size()) + " trees of " +
                                std::to_string(trees_announced.value_or(0)));
}

void NeedModel::read_tree(std::string_view questions, std::string_view leaves) {
  const auto first_leaf = static_cast<std::uint32_t>(leaves_.size());
  while (!leaves.empty()) leaves_.push_back(number_in<std::int32_t>(take_until(leaves, " ")));
  const auto leaf_count = static_cast<std::uint32_t>(leaves_.size()) - first_leaf;
  if (!std::has_single_bit(leaf_count) || leaf_count > 1U << most_levels)
    throw std::invalid_argument("a tree cannot have " + std::to_string(leaf_count) + " leaves");
  Tree tree{set_of(0, leaf_count), static_cast<std::uint32_t>(questions_.size()), 0, first_leaf};
  for (std::uint32_t below = leaf_count; below > 1; below /= 2) {
    for (std::uint32_t leaf = 0; leaf < leaf_count; leaf += below) {
      auto question = take_until(questions, " ");
      const LeafSet of_no = set_of(leaf, below / 2);
      const LeafSet of_yes = set_of(leaf + below / 2, below / 2);
      if (question == "-") {
        tree.reachable &= ~of_yes;
        continue;
      }
      const auto feature = feature_named(take_until(question, ">"));
      questions_.push_back({feature, number_in<float>(question), ~of_yes, ~of_no});
      ++tree.questions;
    }
  }
  if (!questions.empty()) throw std::invalid_argument("more questions than leaves to tell apart");
  trees_.push_back(tree);
}

const NeedModel& NeedModel::standard() {
  static const NeedModel model(embedded_need_model().front().text);
  return model;
}

void NeedModel::Block::set(std::size_t place, const Features& features) {
  for (std::size_t i = 0; i < features.size(); ++i)
    values_[i][place] = static_cast<float>(features[i]);
}

void NeedModel::add_scores(const Tree& tree, const Block& block, Scores& sums) const {
  std::array<LeafSet, block_size> left{};
  left.fill(tree.reachable);
  for (std::uint32_t i = 0; i < tree.questions; ++i) {
    const Question question = questions_[tree.first_question + i];
    const auto& values = block[question.feature];
    for (std::size_t place = 0; place < block_size; ++place)
      left[place] &=
          values[place] > question.threshold ? question.left_by_yes : question.left_by_no;
  }
  const std::int32_t* leaves = leaves_.data() + tree.first_leaf;
  for (std::size_t place = 0; place < block_size; ++place)
    sums[place] += leaves[std::countr_zero(left[place])];
}

NeedModel::Scores NeedModel::scores(const Block& block) const {
  Scores sums;
  sums.fill(base_);
  for (const Tree& tree : trees_) add_scores(tree, block, sums);
  return sums;
}

std::int32_t NeedModel::score(const Features& features) const {
  Block block;
  block.set(0, features);
  return scores(block)[0];
}

double probability_of(std::int32_t score) {
  return 1 / (1 + std::exp(-NeedModel::unit * score));
}

}  // namespace baton::handoff
