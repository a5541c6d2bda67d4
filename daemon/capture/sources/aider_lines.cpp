#include "daemon/capture/sources/aider_lines.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <ctime>

#include "daemon/base/text.hpp"

namespace baton::capture::aider {
namespace {

constexpr std::string_view start = "# aider chat started at ";

/// The number of so many digits at a place; nothing when there are no digits.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  int number = 0;
  const std::string_view part = text.substr(at, count);
  for (const char c : part) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

bool looks_like_time(std::string_view time) {
  constexpr std::string_view shape = "0000-00-00 00:00:00";
  if (time.size() != shape.size()) return false;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const bool is_digit = time[i] >= '0' && time[i] <= '9';
    if (shape[i] == '0' ? !is_digit : time[i] != shape[i]) return false;
  }
  return true;
}

/// `12k`, `1.2k`, `653` or `0.0082`, taken off the text.
std::optional<double> take_number(std::string_view& text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || !std::isfinite(number) || number < 0 || number > 1e9)
    return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  const char unit = text.empty() ? ' ' : text.front();
  if (unit == 'k') number *= 1e3;
  if (unit == 'M') number *= 1e6;
  if (unit == 'k' || unit == 'M') text.remove_prefix(1);
  return number;
}

/// One item: `12k sent`.
bool add_count(std::string_view item, store::Usage& usage) {
  const std::optional<double> number = take_number(item);
  if (!number) return false;
  const std::int64_t count = std::llround(*number);
  const std::string_view what = trim(item);
  if (what == "sent") {
    usage.input_tokens = count;
  } else if (what == "received") {
    usage.output_tokens = count;
  } else if (what == "cache write") {
    usage.cache_write_tokens = count;
  } else if (what == "cache hit") {
    usage.cache_read_tokens = count;
  }
  return true;
}

}  // namespace

std::string_view start_of_session(std::string_view line) {
  if (!line.starts_with(start)) return {};
  const std::string_view time = trim(line.substr(start.size()));
  return looks_like_time(time) ? time : std::string_view();
}

std::optional<Milliseconds> parse_local_time(std::string_view time) {
  if (!looks_like_time(time)) return std::nullopt;
  std::tm parts{};
  parts.tm_year = digits(time, 0, 4).value_or(0) - 1900;
  parts.tm_mon = digits(time, 5, 2).value_or(0) - 1;
  parts.tm_mday = digits(time, 8, 2).value_or(0);
  parts.tm_hour = digits(time, 11, 2).value_or(0);
  parts.tm_min = digits(time, 14, 2).value_or(0);
  parts.tm_sec = digits(time, 17, 2).value_or(0);
  parts.tm_isdst = -1;
  const std::time_t seconds = std::mktime(&parts);
  if (seconds < 0) return std::nullopt;
  return Milliseconds{seconds} * 1000;
}

std::optional<std::string_view> quotation(std::string_view line) {
  if (line.starts_with("> ")) return trim(line.substr(2));
  if (trim(line) == ">") return std::string_view();
  return std::nullopt;
}

bool has_line_break(std::string_view line) {
  return line.ends_with("  ");
}

std::optional<store::Usage> parse_tokens(std::string_view text) {
  constexpr std::string_view beginning = "Tokens: ";
  if (!text.starts_with(beginning)) return std::nullopt;
  text.remove_prefix(beginning.size());
  constexpr std::string_view cost = "Cost: $";
  const std::size_t price = text.find(cost);
  std::string_view counts = trim(text.substr(0, price));
  if (counts.ends_with('.')) counts.remove_suffix(1);
  store::Usage usage;
  while (!counts.empty()) {
    const std::size_t end = std::min(counts.find(", "), counts.size());
    if (!add_count(counts.substr(0, end), usage)) return std::nullopt;
    counts.remove_prefix(std::min(end + 2, counts.size()));
  }
  if (price != std::string_view::npos) {
    std::string_view dollars = text.substr(price + cost.size());
    usage.cost_micros = std::llround(take_number(dollars).value_or(0) * 1e6);
  }
  return usage;
}

bool is_question(std::string_view text) {
  return text.find("(Y)es/(N)o") != std::string_view::npos;
}

}  // namespace baton::capture::aider
