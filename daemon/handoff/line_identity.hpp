#pragma once
// Which lines of different handoffs are the same line.

#include <string>
#include <string_view>

namespace baton::handoff {

/// A line without what rendering adds: white space squeezed, citations and the mark of a user's
/// line taken off its end, marks of lists, quotes and headings off its beginning. Pure.
std::string bare_line(std::string_view text);

/// What makes a line the same in two handoffs.
struct LineIdentity {
  std::string key;      ///< bare_line() in lower case; of a cut line what stands before the cut
  bool is_cut = false;  ///< the key is only the line's beginning
};

/// The identity of a line's text, as a handoff holds it or as somebody typed it. Pure.
LineIdentity identity_of(std::string_view text);

/// True when both mean the same line. A cut line is the same as every line that begins as it does,
/// unless too little is left of it to tell.
bool is_same_line(const LineIdentity& one, const LineIdentity& other);

}  // namespace baton::handoff
