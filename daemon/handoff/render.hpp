#pragma once
// How one line and one heading look; render_markdown() puts them together.

#include <cstdint>
#include <string>
#include <vector>

#include "daemon/handoff/handoff.hpp"

namespace baton::handoff {

/// The heading of a section with its line end.
std::string render_heading(SectionName section);

/// A line as a list item with its last citation and its line end; further lines of its text as a
/// block quote below it. A user's line has a mark where others have their citation.
/// @param session number of the session whose turns are cited without it; 0: none
std::string render_line(const Line& line, std::int64_t session);

/// What stood at the end of a rendered line.
struct Marks {
  std::vector<Citation> citations;  ///< session 0 where the mark names none
  bool by_user = false;
};

/// Takes the citations and the mark of a user's line off the end of a rendered line.
Marks take_marks(std::string& line);

}  // namespace baton::handoff
