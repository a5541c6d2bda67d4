#pragma once
// How one line and one heading look; render_markdown() puts them together.

#include <string>

#include "daemon/handoff/handoff.hpp"

namespace baton::handoff {

/// The heading of a section with its line end.
std::string render_heading(SectionName section);

/// A line as a list item with its citations and its line end; further lines of its text as a block
/// quote below it.
std::string render_line(const Line& line);

}  // namespace baton::handoff
