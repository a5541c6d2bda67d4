#pragma once
// Two texts compared line by line.

#include <string>
#include <string_view>
#include <vector>

namespace baton::handoff {

/// A line of one of the texts, or of both.
struct DiffLine {
  enum class Change { same, added, removed };
  Change change = Change::same;
  std::string text;  ///< without its line end
};

/// All lines of both texts in order; what was removed stands before what was added in its place. As
/// few changes as possible, except that texts of very many lines differ as a whole between what
/// they begin and end with. Pure.
std::vector<DiffLine> diff_lines(std::string_view before, std::string_view after);

}  // namespace baton::handoff
