#pragma once
// What is measured of a handoff. docs/quality.md defines each figure.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace baton::handoff::evaluation {

/// A figure. All are shares from 0 to 1 unless said otherwise.
enum class Metric : std::uint8_t {
  recall,
  context_recall,
  stated_recall,
  state,
  headline,
  context_recall_user,
  context_recall_act,
  context_recall_rediscovered,
  context_recall_topic,
  context_recall_age_0,
  context_recall_age_1_2,
  context_recall_age_3_6,
  context_recall_age_7,
  context_recall_old,
  context_recall_first_session,
  context_recall_beyond_prompt,
  precision,
  redundancy,
  line_faithfulness,
  entity_faithfulness,
  word_faithfulness,
  ratio,         ///< tokens of the handoff to those of the session before; may be above 1
  entities,      ///< how many entities the handoff names
  tokens,        ///< estimated tokens of the handoff
  milliseconds,  ///< that making it took
  need_weight,   ///< sum of the weights of what was needed
  need_keys,     ///< how many entities and topic words were needed
  state_files,
  state_check,
  state_error,
  state_todo,
  state_request,
  state_outcome,
  state_rule,
  state_decision,
  state_vcs,
};

inline constexpr std::size_t metric_count = static_cast<std::size_t>(Metric::state_vcs) + 1;

/// The names of the metrics, in their order, as programs see them.
inline constexpr std::array<std::string_view, metric_count> metric_names{
    "recall",
    "context_recall",
    "stated_recall",
    "state",
    "headline",
    "context_recall_user",
    "context_recall_act",
    "context_recall_rediscovered",
    "context_recall_topic",
    "context_recall_age_0",
    "context_recall_age_1_2",
    "context_recall_age_3_6",
    "context_recall_age_7",
    "context_recall_old",
    "context_recall_first_session",
    "context_recall_beyond_prompt",
    "precision",
    "redundancy",
    "line_faithfulness",
    "entity_faithfulness",
    "word_faithfulness",
    "ratio",
    "entities",
    "tokens",
    "milliseconds",
    "need_weight",
    "need_keys",
    "state_files",
    "state_check",
    "state_error",
    "state_todo",
    "state_request",
    "state_outcome",
    "state_rule",
    "state_decision",
    "state_vcs"};

/// One value per metric; nothing where a boundary has nothing to measure it by.
class Figures {
 public:
  std::optional<double>& operator[](Metric metric) {
    return values_[static_cast<std::size_t>(metric)];
  }
  const std::optional<double>& operator[](Metric metric) const {
    return values_[static_cast<std::size_t>(metric)];
  }
  auto begin() { return values_.begin(); }
  auto end() { return values_.end(); }
  auto begin() const { return values_.begin(); }
  auto end() const { return values_.end(); }

 private:
  std::array<std::optional<double>, metric_count> values_{};
};

}  // namespace baton::handoff::evaluation
