#include "daemon/capture/sources/line_counts.hpp"

#include <algorithm>

namespace baton::capture {
namespace {

/// Calls `visit` for every line.
template <class Visit>
void for_each_line(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    visit(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

std::int64_t count_lines(std::string_view text) {
  if (text.empty()) return 0;
  return std::count(text.begin(), text.end(), '\n') + (text.back() == '\n' ? 0 : 1);
}

void count_diff(std::string_view diff, store::FileTouch& touch) {
  enum class Part { heads, unified, search, replace };
  // Above the first hunk stand the files' names, `--- a` and `+++ b`.
  const bool has_hunks = diff.starts_with("@@") || diff.find("\n@@") != std::string_view::npos;
  Part part = has_hunks ? Part::heads : Part::unified;
  for_each_line(diff, [&](std::string_view line) {
    if (line.find("SEARCH") != std::string_view::npos &&
        (line.starts_with("<<<<<<<") || line.starts_with("-------"))) {
      part = Part::search;
    } else if (part == Part::search && line == "=======") {
      part = Part::replace;
    } else if (part == Part::replace &&
               (line.starts_with(">>>>>>>") || line == "+++++++ REPLACE")) {
      part = Part::unified;
    } else if (part == Part::search) {
      // Lines between the head and the text say where it stands.
      if (line == "-------" || line.starts_with(":start_line:")) return;
      ++touch.lines_removed;
    } else if (part == Part::replace) {
      ++touch.lines_added;
    } else if (part == Part::heads) {
      if (line.starts_with("@@")) part = Part::unified;
    } else if (line.starts_with('+') && (has_hunks || !line.starts_with("+++ "))) {
      ++touch.lines_added;
    } else if (line.starts_with('-') && (has_hunks || !line.starts_with("--- "))) {
      ++touch.lines_removed;
    }
  });
}

}  // namespace baton::capture
