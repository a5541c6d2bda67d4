#include "daemon/store/page_cursor.hpp"

#include <charconv>
#include <limits>

#include "daemon/store/error.hpp"

namespace baton::store {
namespace {

[[noreturn]] void throw_bad_cursor() {
  throw BadCursor("the cursor is not one that an earlier page returned as next_cursor");
}

std::int64_t parse_number(std::string_view text) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end || text.empty()) throw_bad_cursor();
  return number;
}

}  // namespace

std::string PageCursor::to_string() const {
  return std::to_string(order) + "." + std::to_string(id);
}

PageCursor PageCursor::parse(std::string_view text) {
  constexpr std::int64_t beyond = std::numeric_limits<std::int64_t>::max();
  if (text.empty()) return {beyond, beyond};
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) throw_bad_cursor();
  return {parse_number(text.substr(0, point)), parse_number(text.substr(point + 1))};
}

}  // namespace baton::store
