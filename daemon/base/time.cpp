#include "daemon/base/time.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace baton {
namespace {

using std::chrono::sys_days;

// The years 0000 to 9999: what RFC 3339 can write.
constexpr Milliseconds first_time = -62'167'219'200'000;
constexpr Milliseconds last_time = 253'402'300'799'999;

/// Reads fixed-width fields from the front of a text; `ok` turns false at the first that does not
/// fit.
struct FieldReader {
  std::string_view rest;
  bool ok = true;

  int digits(std::size_t count) {
    if (rest.size() < count) return fail();
    int value = 0;
    const auto* end = rest.data() + count;
    const auto [stop, error] = std::from_chars(rest.data(), end, value);
    // from_chars takes a minus sign, so that "-0" would pass for a zero.
    if (error != std::errc{} || stop != end || rest.front() == '-') return fail();
    rest.remove_prefix(count);
    return value;
  }

  bool accept(std::string_view any_of) {
    if (rest.empty() || any_of.find(rest.front()) == std::string_view::npos) return false;
    rest.remove_prefix(1);
    return true;
  }

  void expect(std::string_view any_of) {
    if (!accept(any_of)) ok = false;
  }

  int fail() {
    ok = false;
    return 0;
  }
};

/// `.5`, `.152`, `.152340` → 500, 152, 152; nothing when there is no fraction.
int fraction_milliseconds(FieldReader& reader) {
  if (!reader.accept(".,")) return 0;
  int value = 0;
  int count = 0;
  while (!reader.rest.empty() && reader.rest.front() >= '0' && reader.rest.front() <= '9') {
    if (count < 3) value = value * 10 + (reader.rest.front() - '0');
    ++count;
    reader.rest.remove_prefix(1);
  }
  if (count == 0) reader.ok = false;
  for (; count < 3; ++count) value *= 10;
  return value;
}

/// The offset from UTC in minutes; 0 for `Z` and for nothing.
int offset_minutes(FieldReader& reader) {
  if (reader.rest.empty() || reader.accept("Zz")) return 0;
  const bool east = reader.rest.front() == '+';
  reader.expect("+-");
  const int hours = reader.digits(2);
  reader.accept(":");
  const int minutes = reader.digits(2);
  if (hours > 23 || minutes > 59) reader.ok = false;
  return (east ? 1 : -1) * (hours * 60 + minutes);
}

}  // namespace

Milliseconds now_milliseconds() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

std::string format_time(Milliseconds time) {
  using std::chrono::floor;
  const std::chrono::sys_time<std::chrono::milliseconds> point{
      std::chrono::milliseconds{std::clamp(time, first_time, last_time)}};
  const auto day = floor<std::chrono::days>(point);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{point - day};
  std::array<char, 48> text{};
  const int size = std::snprintf(
      text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
      static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
      static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
      static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
      static_cast<int>(clock.subseconds().count()));
  return {text.data(), static_cast<std::size_t>(size)};
}

std::optional<Milliseconds> parse_time(std::string_view text) {
  FieldReader reader{text};
  const int year = reader.digits(4);
  reader.expect("-");
  const int month = reader.digits(2);
  reader.expect("-");
  const int day = reader.digits(2);
  reader.expect("Tt ");
  const int hour = reader.digits(2);
  reader.expect(":");
  const int minute = reader.digits(2);
  const int second = reader.accept(":") ? reader.digits(2) : 0;
  const int milliseconds = fraction_milliseconds(reader);
  const int offset = offset_minutes(reader);
  if (!reader.ok || !reader.rest.empty()) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  const auto days = sys_days{date}.time_since_epoch();
  const std::int64_t minutes = (days.count() * 24 + hour) * std::int64_t{60} + minute - offset;
  return (minutes * 60 + second) * 1000 + milliseconds;
}

}  // namespace baton
