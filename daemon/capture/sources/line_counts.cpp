#include "daemon/capture/sources/line_counts.hpp"

#include <algorithm>

namespace baton::capture {

std::int64_t count_lines(std::string_view text) {
  if (text.empty()) return 0;
  return std::count(text.begin(), text.end(), '\n') + (text.back() == '\n' ? 0 : 1);
}

void count_diff(std::string_view diff, store::FileTouch& touch) {
  bool in_hunk = false;  // above the first one stand the names, `--- a` and `+++ b`
  while (!diff.empty()) {
    const std::size_t length = std::min(diff.find('\n'), diff.size() - 1) + 1;
    const std::string_view line = diff.substr(0, length);
    diff.remove_prefix(length);
    in_hunk = in_hunk || line.starts_with("@@");
    if (!in_hunk) continue;
    if (line.front() == '+') ++touch.lines_added;
    if (line.front() == '-') ++touch.lines_removed;
  }
}

}  // namespace baton::capture
