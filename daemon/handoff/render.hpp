#pragma once
// How one line and one heading look; render_markdown() puts them together.

#include <cstdint>
#include <string>

#include "daemon/handoff/handoff.hpp"

namespace baton::handoff {

/// The heading of a section with its line end.
std::string render_heading(SectionName section);

/// A line as a list item with its last citation and its line end; further lines of its text as a
/// block quote below it.
/// @param session number of the session whose turns are cited without it; 0: none
std::string render_line(const Line& line, std::int64_t session);

}  // namespace baton::handoff
