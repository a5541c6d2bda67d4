#include "client/print/time.hpp"

#include <array>
#include <charconv>
#include <ctime>

#include "client/print/escape.hpp"

namespace baton::client {

namespace {

constexpr Seconds minute = 60;
constexpr Seconds hour = 60 * minute;
constexpr Seconds day = 24 * hour;

bool read_number(std::string_view text, std::size_t at, std::size_t digits, int& number) {
  const char* begin = text.data() + at;
  const auto [end, error] = std::from_chars(begin, begin + digits, number);
  return error == std::errc() && end == begin + digits && *begin != '-';
}

std::string format_local(Seconds time, const char* format) {
  const auto clock = static_cast<std::time_t>(time);
  std::tm local{};
  std::array<char, 32> text{};
  if (::localtime_r(&clock, &local) == nullptr) return "?";
  return {text.data(), std::strftime(text.data(), text.size(), format, &local)};
}

std::string two_units(Seconds big, const char* big_name, Seconds small, const char* small_name) {
  std::string text = std::to_string(big) + big_name;
  if (small > 0) text += " " + std::to_string(small) + small_name;
  return text;
}

}  // namespace

std::optional<Seconds> parse_utc(std::string_view text) {
  std::tm time{};
  if (text.size() < 20 || text.back() != 'Z' || text[4] != '-' || text[7] != '-' ||
      text[10] != 'T' || text[13] != ':' || text[16] != ':') {
    return std::nullopt;
  }
  const bool numbers =
      read_number(text, 0, 4, time.tm_year) && read_number(text, 5, 2, time.tm_mon) &&
      read_number(text, 8, 2, time.tm_mday) && read_number(text, 11, 2, time.tm_hour) &&
      read_number(text, 14, 2, time.tm_min) && read_number(text, 17, 2, time.tm_sec);
  if (!numbers) return std::nullopt;
  time.tm_year -= 1900;
  time.tm_mon -= 1;
  return ::timegm(&time);
}

std::string relative_time(std::string_view utc, Seconds now) {
  const auto time = parse_utc(utc);
  if (!time) return escape_to_line(utc);
  const Seconds age = now - *time;
  if (age < -minute || age >= 7 * day) return format_local(*time, "%Y-%m-%d");
  if (age < minute) return "just now";
  if (age < hour) return std::to_string(age / minute) + " min ago";
  if (age < day) return std::to_string(age / hour) + " h ago";
  return std::to_string(age / day) + " d ago";
}

std::string local_time(std::string_view utc) {
  const auto time = parse_utc(utc);
  return time ? format_local(*time, "%Y-%m-%d %H:%M") : escape_to_line(utc);
}

std::string duration(Seconds seconds) {
  if (seconds < minute) return std::to_string(seconds) + " s";
  if (seconds < hour) return std::to_string(seconds / minute) + " min";
  if (seconds < day) return two_units(seconds / hour, " h", seconds % hour / minute, " min");
  return two_units(seconds / day, " d", seconds % day / hour, " h");
}

}  // namespace baton::client
