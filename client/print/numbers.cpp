#include "client/print/numbers.hpp"

#include <array>
#include <cstdio>

namespace baton::client {

std::string grouped(std::int64_t number) {
  std::string text = std::to_string(number);
  const std::size_t sign = number < 0 ? 1 : 0;
  for (std::size_t at = text.size(); at > sign + 3;) {
    at -= 3;
    text.insert(at, 1, ' ');
  }
  return text;
}

std::string counted(std::int64_t number, std::string_view noun) {
  std::string text = grouped(number) + " " + std::string(noun);
  return number == 1 ? text : text + "s";
}

std::string byte_size(std::int64_t bytes) {
  constexpr std::array units{"KB", "MB", "GB", "TB"};
  if (bytes < 1000) return std::to_string(bytes) + " B";
  double size = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  for (; size >= 1000 && unit + 1 < units.size(); ++unit) size /= 1000;
  std::array<char, 32> text{};
  const int length =
      std::snprintf(text.data(), text.size(), size < 10 ? "%.1f %s" : "%.0f %s", size, units[unit]);
  return {text.data(), static_cast<std::size_t>(length)};
}

}  // namespace baton::client
