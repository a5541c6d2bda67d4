#pragma once
// How much of what the next session needed a handoff holds, and how honest the handoff is.

#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/handoff/evaluation/boundary.hpp"
#include "daemon/handoff/evaluation/figures.hpp"
#include "daemon/handoff/evaluation/text_keys.hpp"
#include "daemon/handoff/handoff.hpp"

namespace baton::handoff::evaluation {

/// Scores handoffs at one boundary. Remembers what was said around the sources of the need, so that
/// many handoffs can be scored in little time. Points to the boundary, which must outlive it. One
/// thread.
class Scorer {
 public:
  explicit Scorer(const Boundary& boundary);

  /// Sets recall, recall in context in all its parts, stated recall and precision.
  /// @param text read with the boundary's names. The boundary must need something.
  void score_need(const TextKeys& text, Figures& figures);
  /// Sets redundancy, the faithfulness of entities and words, tokens and ratio.
  void score_text(std::string_view text, const TextKeys& keys, Figures& figures) const;

 private:
  /// For each needed key the words of the lines that name it, numbered and sorted.
  using StatingLines = std::map<std::size_t, std::vector<std::vector<std::size_t>>>;

  double stated(const TextKeys& text);
  StatingLines stating_lines(const TextKeys& text) const;
  std::vector<std::size_t> numbers_of(const std::vector<std::string>& words,
                                      std::string_view without) const;
  const std::vector<std::size_t>& words_around(const StepPlace& place);

  const Boundary& boundary_;
  double session_tokens_ = 0;
  std::map<std::pair<std::size_t, std::size_t>, std::vector<std::size_t>> words_around_;
};

/// The share of lines whose content words stand in the turns that they cite; nothing without lines.
std::optional<double> line_faithfulness(const std::vector<Line>& lines, const Boundary& boundary);

/// The share of runs of four words that are repetitions. Pure.
double redundancy(std::string_view text);

}  // namespace baton::handoff::evaluation
