#pragma once
// A line that may stand in the document, before it is known whether there is room for it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/handoff/handoff.hpp"

namespace baton::handoff {

/// Lines that stand whatever the budget is, cut if need be; in the order in which they are given
/// room.
enum class Essential {
  no,
  boundary,
  origin,
  kept,  ///< by the user's wish
  repository,
  last_request,
  next_step,
  first_request,
  result
};

struct Candidate {
  SectionName section = SectionName::provenance;
  std::string text;
  std::vector<Citation> citations;
  double value = 0;  ///< to the next session; from 0 to 10
  Essential essential = Essential::no;
  bool by_user = false;  ///< a person wrote it into a handoff
};

/// Citations of turns, each once, in order; the latest when there are more than `most`.
std::vector<Citation> citations_of(std::vector<Citation> all, std::size_t most = 3);

/// One citation as the document shows it: `[3:41]`, or `[41]` of the session that is handed on.
/// @param session the number of that session
std::string to_string(const Citation& citation, std::int64_t session);

/// The citation that `3:41` names; nothing when the text is none.
std::optional<Citation> parse_citation(std::string_view text);

/// Text of the log under a label: `Label: "text"` for one line, otherwise the label and the lines
/// below it.
std::string labelled(const std::string& label, std::string_view text);

}  // namespace baton::handoff
