#include "daemon/capture/sources/json_outline.hpp"

#include <algorithm>
#include <cstddef>

#include "daemon/base/text.hpp"

namespace baton::capture {
namespace {

/// Takes the string that `rest` begins with, its quotes too, and returns what is between them.
std::string_view take_string(std::string_view& rest) {
  std::size_t end = 1;
  while (end < rest.size() && rest[end] != '"') end += rest[end] == '\\' ? 2 : 1;
  end = std::min(end, rest.size());
  const std::string_view text = rest.substr(1, end - 1);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return text;
}

void skip_blanks(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
}

}  // namespace

JsonOutline::JsonOutline(std::string_view object) {
  int depth = 0;
  while (!object.empty()) {
    const char c = object.front();
    if (c == '"') {
      const std::string_view key = take_string(object);
      if (depth != 1) continue;
      skip_blanks(object);
      if (!object.starts_with(':')) continue;
      object.remove_prefix(1);
      skip_blanks(object);
      members_.emplace_back(key, object.starts_with('"') ? take_string(object) : "");
      continue;
    }
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    object.remove_prefix(1);
  }
}

bool JsonOutline::has(std::string_view key) const {
  return std::ranges::any_of(members_, [&](const auto& member) { return member.first == key; });
}

std::string_view JsonOutline::text(std::string_view key) const {
  const auto found =
      std::ranges::find_if(members_, [&](const auto& member) { return member.first == key; });
  return found == members_.end() ? std::string_view() : found->second;
}

std::vector<JsonOutline> outlines_of_lines(std::string_view head, std::size_t most) {
  std::vector<JsonOutline> outlines;
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  while (!head.empty() && outlines.size() < most) {
    const std::size_t end = std::min(head.find('\n'), head.size());
    const std::string_view line = trim(head.substr(0, end));
    head.remove_prefix(std::min(end + 1, head.size()));
    if (line.starts_with('{')) outlines.emplace_back(line);
  }
  return outlines;
}

}  // namespace baton::capture
