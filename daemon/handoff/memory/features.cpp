#include "daemon/handoff/memory/features.hpp"

#include <algorithm>
#include <cmath>

namespace baton::handoff {
namespace {

constexpr std::int32_t oldest_age = 20;  // sessions; what is older is as good as forgotten
constexpr std::int32_t steps_at_the_end = 10;
constexpr std::size_t common_counts = 64;

double log_of_count(std::uint32_t count) {
  static const auto table = [] {
    std::array<double, common_counts> logs{};
    for (std::size_t i = 0; i < common_counts; ++i) logs[i] = std::log1p(static_cast<double>(i));
    return logs;
  }();
  return count < common_counts ? table[count] : std::log1p(static_cast<double>(count));
}

double log_of_age(std::int32_t sessions) {
  return log_of_count(static_cast<std::uint32_t>(std::min(sessions, oldest_age)));
}

double log_of_sum(double sum) {
  return sum == 0 ? 0 : std::log1p(sum);
}

double truth(bool value) {
  return value ? 1.0 : 0.0;
}

/// Writes features by their names.
class Writer {
 public:
  explicit Writer(Features& features) : features_(features) {}
  double& operator[](Feature feature) { return features_[static_cast<std::size_t>(feature)]; }

 private:
  Features& features_;
};

void write_type(Writer& f, char type) {
  f[Feature::bias] = 1;
  f[Feature::is_path] = truth(type == 'p');
  f[Feature::is_link] = truth(type == 'u');
  f[Feature::is_command] = truth(type == 'c');
  f[Feature::is_identifier] = truth(type == 'i');
  f[Feature::is_number] = truth(type == 'n');
  f[Feature::is_flag] = truth(type == 'f');
  f[Feature::is_topic] = truth(type == 't');
}

void write_now(Writer& f, const Mentions& now, const Moment& moment) {
  f[Feature::asked_now] = log_of_count(now.of(Use::asked));
  f[Feature::acted_now] = log_of_count(now.of(Use::acted));
  f[Feature::edited_now] = log_of_count(now.of(Use::edited));
  f[Feature::shown_now] = log_of_count(now.of(Use::shown));
  f[Feature::said_now] = log_of_count(now.of(Use::said));
  f[Feature::opened_now] = truth(now.opened);
  f[Feature::lateness] = static_cast<double>(now.last) / std::max(1, moment.steps);
  f[Feature::in_last_request] = truth(now.request >= 0 && now.request == moment.last_request);
  f[Feature::in_last_answer] = truth(now.answer >= 0 && now.answer == moment.last_answer);
  f[Feature::in_first_request] = truth(now.in_first_request);
  f[Feature::in_last_steps] = truth(now.named >= 0 && now.named >= moment.steps - steps_at_the_end);
  f[Feature::changed_now] = log_of_count(now.changes);
}

void write_history(Writer& f, const History& history, const Moment& moment) {
  const auto age = moment.session - history.last;
  const double use_left = faded_use(age);
  const auto lately = [&](Use use) {
    return log_of_sum(history.lately[static_cast<std::size_t>(use)] * use_left);
  };
  const auto ever = [&](Use use) {
    return log_of_count(history.ever[static_cast<std::size_t>(use)]);
  };
  f[Feature::asked_lately] = lately(Use::asked);
  f[Feature::acted_lately] = lately(Use::acted);
  f[Feature::edited_lately] = lately(Use::edited);
  f[Feature::shown_lately] = lately(Use::shown);
  f[Feature::said_lately] = lately(Use::said);
  f[Feature::asked_ever] = ever(Use::asked);
  f[Feature::acted_ever] = ever(Use::acted);
  f[Feature::sessions_given] = log_of_count(history.sessions_given);
  f[Feature::sessions_named] = log_of_count(history.sessions);
  f[Feature::age] = log_of_age(age);
  f[Feature::age_given] =
      log_of_age(history.last_given < 0 ? oldest_age : moment.session - history.last_given);
  f[Feature::opened_lately] = history.opened_lately * faded_opening(age);
  f[Feature::sessions_opened] = log_of_count(history.sessions_opened);
  f[Feature::only_shown] = truth(history.is_only_shown());
  f[Feature::changed_lately] = log_of_sum(history.changed_lately * use_left);
  f[Feature::times_carried] = log_of_count(history.times_carried);
  const auto later_sessions = moment.session - history.first;
  f[Feature::carry_rate] =
      later_sessions > 0 ? static_cast<double>(history.times_carried) / later_sessions : 0;
  f[Feature::is_new] = truth(later_sessions == 0);
  f[Feature::share_given] = static_cast<double>(history.sessions_given) / (moment.session + 1);
  f[Feature::given_again] = truth(history.sessions_given >= 2);
}

/// What only means something together.
void write_combined(Writer& f, const Mentions& now) {
  f[Feature::path_acted_now] = f[Feature::is_path] * f[Feature::acted_now];
  f[Feature::identifier_acted_now] = f[Feature::is_identifier] * f[Feature::acted_now];
  f[Feature::command_sessions] = f[Feature::is_command] * f[Feature::sessions_given];
  f[Feature::topic_asked_now] = f[Feature::is_topic] * f[Feature::asked_now];
  f[Feature::path_changed_lately] = f[Feature::is_path] * f[Feature::changed_lately];
  f[Feature::specific_acted_now] = f[Feature::specificity] * f[Feature::acted_now];
  f[Feature::specific_asked_now] = f[Feature::specificity] * f[Feature::asked_now];
  const auto given = now.of(Use::asked) + now.of(Use::acted);
  f[Feature::given_late] = log_of_count(given) * f[Feature::lateness];
  f[Feature::prose_not_topic] = (1 - f[Feature::is_topic]) * f[Feature::said_now];
  f[Feature::known_named_now] =
      (1 - f[Feature::is_new]) * log_of_count(given + now.of(Use::edited));
}

}  // namespace

std::array<std::string_view, static_cast<std::size_t>(Feature::count)> feature_names() {
  return {"bias",
          "is_path",
          "is_link",
          "is_command",
          "is_identifier",
          "is_number",
          "is_flag",
          "is_topic",
          "asked_now",
          "acted_now",
          "edited_now",
          "shown_now",
          "said_now",
          "asked_lately",
          "acted_lately",
          "edited_lately",
          "shown_lately",
          "said_lately",
          "asked_ever",
          "acted_ever",
          "sessions_given",
          "sessions_named",
          "age",
          "age_given",
          "opened_lately",
          "sessions_opened",
          "opened_now",
          "lateness",
          "in_last_request",
          "in_last_answer",
          "in_first_request",
          "in_last_steps",
          "specificity",
          "only_shown",
          "changed_lately",
          "changed_now",
          "times_carried",
          "carry_rate",
          "path_acted_now",
          "identifier_acted_now",
          "command_sessions",
          "topic_asked_now",
          "path_changed_lately",
          "specific_acted_now",
          "specific_asked_now",
          "given_late",
          "is_new",
          "sessions",
          "share_given",
          "prose_not_topic",
          "given_again",
          "similar_given",
          "similar_next",
          "similar_asked",
          "known_named_now"};
}

Features features_of(char type, double weight, const History& history, const Mentions& now,
                     const Moment& moment) {
  Features features{};
  Writer write(features);
  write_type(write, type);
  write_now(write, now, moment);
  write_history(write, history, moment);
  write[Feature::specificity] = weight;
  write[Feature::sessions] = log_of_count(static_cast<std::uint32_t>(moment.session + 1));
  write_combined(write, now);
  return features;
}

}  // namespace baton::handoff
