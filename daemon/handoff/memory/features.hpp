#pragma once
// What is known of an entity, as numbers that a logistic regression weighs.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "daemon/handoff/memory/history.hpp"

namespace baton::handoff {

/// "now" is the newest session, "lately" all sessions, older ones counting less. Counts are taken
/// as log(1 + count).
enum class Feature : std::uint8_t {
  bias,
  is_path,
  is_link,
  is_command,
  is_identifier,
  is_number,
  is_flag,
  is_topic,
  asked_now,
  acted_now,
  edited_now,
  shown_now,
  said_now,
  asked_lately,
  acted_lately,
  edited_lately,
  shown_lately,
  said_lately,
  asked_ever,
  acted_ever,
  sessions_given,
  sessions_named,
  age,        ///< sessions since it was named
  age_given,  ///< sessions since it was given
  opened_lately,
  sessions_opened,
  opened_now,
  lateness,  ///< where in the newest session it was named last, from 0 to 1
  in_last_request,
  in_last_answer,
  in_first_request,
  in_last_steps,
  specificity,
  only_shown,
  changed_lately,
  changed_now,
  times_carried,
  carry_rate,  ///< share of the sessions since its first that opened with it
  path_acted_now,
  identifier_acted_now,
  command_sessions,
  topic_asked_now,
  path_changed_lately,
  specific_acted_now,
  specific_asked_now,
  given_late,
  is_new,
  sessions,  ///< of the project
  share_given,
  prose_not_topic,
  given_again,
  similar_given,  ///< in sessions that resemble the newest one
  similar_next,   ///< in the openings of those that followed them
  similar_asked,  ///< by the user in sessions that resemble the newest one
  known_named_now,
  count
};

using Features = std::array<double, static_cast<std::size_t>(Feature::count)>;

/// The names of the features as weights.txt has them, in the order of `Feature`.
std::array<std::string_view, static_cast<std::size_t>(Feature::count)> feature_names();

/// The moment that an entity is looked at from.
struct Moment {
  std::int32_t session = 0;  ///< the newest one's number, from 0
  std::int32_t steps = 0;    ///< of the newest session so far
  std::int32_t last_request = -1;
  std::int32_t last_answer = -1;
};

/// The features of one entity, those of similar sessions apart, which stay 0.
/// @param type    the first letter of its key
/// @param weight  its specificity
/// @param history of all sessions, the newest included
/// @param now     what the newest session did
Features features_of(char type, double weight, const History& history, const Mentions& now,
                     const Moment& moment);

}  // namespace baton::handoff
