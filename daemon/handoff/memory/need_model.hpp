#pragma once
// The logistic regression over the features of an entity.

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "daemon/base/embedded_text.hpp"
#include "daemon/handoff/memory/features.hpp"

namespace baton::handoff {

/// The file weights.txt, embedded into the program.
std::span<const EmbeddedText> embedded_weights();

/// What the features of an entity say about the next session's need of it. Const after it was made;
/// any thread.
class NeedModel {
 public:
  /// @param weights lines as in weights.txt
  /// @throws std::invalid_argument when a line names no feature or has no weight
  explicit NeedModel(std::string_view weights);

  /// The model with the weights in weights.txt.
  static const NeedModel& standard();

  /// The weighted sum; `probability_of` makes a probability of it.
  double score(const Features& features) const;

  double weight(Feature feature) const { return linear_[static_cast<std::size_t>(feature)]; }

 private:
  struct Factor {
    std::size_t feature;
    double weight;
  };
  /// The products with one feature: most features are 0 for most entities, so most rows are
  /// skipped.
  struct Row {
    std::size_t feature;
    std::vector<Factor> factors;
  };

  void read_line(std::string_view line);

  Features linear_{};
  std::vector<Row> products_;
};

/// From 0 to 1, of a score.
double probability_of(double score);

}  // namespace baton::handoff
