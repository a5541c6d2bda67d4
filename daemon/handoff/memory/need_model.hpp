#pragma once
// How likely the next session needs an entity, from its features: boosted decision trees.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "daemon/base/embedded_text.hpp"
#include "daemon/handoff/memory/features.hpp"

namespace baton::handoff {

/// The file need_model.txt, embedded into the program.
std::span<const EmbeddedText> embedded_need_model();

/// Trees whose leaves add up to log-odds. Each answer to a question rules some leaves of its tree
/// out, wherever in the tree it is asked; what is left at the end is the leaf. So all questions are
/// asked, in any order and of many entities at once, without a branch or a jump to the next one.
/// Leaves are whole numbers: their sum is the same on every machine and in every order. Const after
/// it was made; any thread.
class NeedModel {
 public:
  /// What a leaf of 1 adds to the log-odds.
  static constexpr double unit = 1e-4;
  static constexpr std::size_t most_levels = 5;  ///< of questions in a tree
  /// Entities that are looked up at once.
  static constexpr std::size_t block_size = 16;
  using Scores = std::array<std::int32_t, block_size>;

  /// The features of some entities, those of the same kind next to each other.
  class Block {
   public:
    /// @param place below block_size
    void set(std::size_t place, const Features& features);
    const std::array<float, block_size>& operator[](std::size_t feature) const {
      return values_[feature];
    }

   private:
    std::array<std::array<float, block_size>, static_cast<std::size_t>(Feature::count)> values_{};
  };

  /// @param text lines as in need_model.txt, which tells their form
  /// @throws std::invalid_argument when it is not of that form; the message names the line
  explicit NeedModel(std::string_view text);

  /// The model in need_model.txt.
  static const NeedModel& standard();

  /// The log-odds in units. Places of the block that were never set have some score, too.
  Scores scores(const Block& block) const;

  /// The same of one entity.
  std::int32_t score(const Features& features) const;

  std::size_t tree_count() const { return trees_.size(); }

 private:
  using LeafSet = std::uint32_t;  // a bit for each leaf of a tree

  struct Question {
    std::uint32_t feature;
    float threshold;  ///< the answer is yes for what is greater
    LeafSet left_by_no;
    LeafSet left_by_yes;
  };
  struct Tree {
    LeafSet reachable;
    std::uint32_t first_question;
    std::uint32_t questions;
    std::uint32_t first_leaf;
  };

  void read_tree(std::string_view questions, std::string_view leaves);
  void add_scores(const Tree& tree, const Block& block, Scores& sums) const;

  std::int32_t base_ = 0;
  std::vector<Tree> trees_;
  std::vector<Question> questions_;
  std::vector<std::int32_t> leaves_;
};

/// From 0 to 1, of a score.
double probability_of(std::int32_t score);

}  // namespace baton::handoff
