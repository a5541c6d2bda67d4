#pragma once
// How one line and one heading look; render_markdown() puts them together.

#include <string>
#include <vector>

#include "daemon/handoff/handoff.hpp"

namespace baton::handoff {

/// The heading of a section with its line end.
std::string render_heading(SectionName section);

/// A line as a list item with its citations and its line end; further lines of its text as a block
/// quote below it. A user's line has a mark where others have their citation.
std::string render_line(const Line& line);

/// What stood at the end of a rendered line.
struct Marks {
  std::vector<Citation> citations;
  bool by_user = false;
};

/// Takes the citations and the mark of a user's line off the end of a rendered line.
Marks take_marks(std::string& line);

}  // namespace baton::handoff
