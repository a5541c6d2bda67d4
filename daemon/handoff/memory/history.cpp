#include "daemon/handoff/memory/history.hpp"

#include <cmath>

namespace baton::handoff {
namespace {

constexpr std::size_t common_ages = 64;

std::array<double, common_ages> powers_of(double base) {
  std::array<double, common_ages> powers{};
  for (std::size_t age = 0; age < common_ages; ++age)
    powers[age] = std::pow(base, static_cast<double>(age));
  return powers;
}

double power(const std::array<double, common_ages>& table, double base, std::int32_t age) {
  const auto index = static_cast<std::size_t>(age);
  return index < common_ages ? table[index] : std::pow(base, static_cast<double>(age));
}

constexpr double use_kept = 0.75;
constexpr double opening_kept = 0.8;
constexpr std::int32_t kept_at_least = 2;  // sessions
constexpr std::uint32_t shown_often = 3;

}  // namespace

double faded_use(std::int32_t sessions) {
  static const auto table = powers_of(use_kept);
  return power(table, use_kept, sessions);
}

double faded_opening(std::int32_t sessions) {
  static const auto table = powers_of(opening_kept);
  return power(table, opening_kept, sessions);
}

void History::add(const Mentions& mentions, std::int32_t session) {
  const bool is_first = first < 0;
  const auto passed = is_first ? 0 : session - last;
  const double use_left = faded_use(passed);
  for (std::size_t use = 0; use < use_count; ++use) {
    lately[use] = lately[use] * use_left + mentions.uses[use];
    ever[use] += mentions.uses[use];
  }
  changed_lately = changed_lately * use_left + mentions.changes;
  opened_lately = opened_lately * faded_opening(passed) + (mentions.opened ? 1.0 : 0.0);
  ++sessions;
  if (mentions.is_given()) {
    ++sessions_given;
    last_given = session;
  }
  if (mentions.opened) {
    ++sessions_opened;
    if (!is_first) ++times_carried;
  }
  if (is_first) first = session;
  last = session;
}

bool History::is_only_shown() const {
  return ever[static_cast<std::size_t>(Use::asked)] + ever[static_cast<std::size_t>(Use::acted)] +
             ever[static_cast<std::size_t>(Use::edited)] +
             ever[static_cast<std::size_t>(Use::said)] ==
         0;
}

bool History::has_faded(std::int32_t session) const {
  return is_only_shown() && session - last > kept_at_least &&
         ever[static_cast<std::size_t>(Use::shown)] < shown_often;
}

}  // namespace baton::handoff
