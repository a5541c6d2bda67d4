#include "daemon/capture/sources/baton_marker.hpp"

#include "daemon/base/text.hpp"

namespace baton::capture {
namespace {

constexpr std::string_view begin_marker = "<baton-handoff";
constexpr std::string_view end_marker = "</baton-handoff>";

/// Where the next marker begins at or after `from`; npos when there is none.
std::size_t find_begin(std::string_view text, std::size_t from) {
  for (;;) {
    const std::size_t begin = text.find(begin_marker, from);
    if (begin == std::string_view::npos) return begin;
    from = begin + begin_marker.size();
    if (from < text.size() &&
        std::string_view(" \t\r\n>").find(text[from]) != std::string_view::npos) {
      return begin;
    }
  }
}

}  // namespace

std::string without_handoffs(std::string_view text) {
  std::string result;
  std::size_t kept = 0;
  for (std::size_t begin = find_begin(text, 0); begin != std::string_view::npos;
       begin = find_begin(text, kept)) {
    const std::size_t end = text.find(end_marker, begin);
    if (end == std::string_view::npos) break;
    result += text.substr(kept, begin - kept);
    kept = end + end_marker.size();
  }
  result += text.substr(kept);
  return result;
}

std::string storable(std::string_view text) {
  if (trim(text).empty()) return {};
  std::string kept = text.find(begin_marker) == std::string_view::npos ? std::string(text)
                                                                       : without_handoffs(text);
  if (kept.find('\0') != std::string::npos) kept = to_valid_utf8(kept);
  return trim(kept).empty() ? std::string() : kept;
}

}  // namespace baton::capture
