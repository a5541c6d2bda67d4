#pragma once
// Lines as people name them: by number, or by some of their words.

#include <cstdint>
#include <string_view>
#include <vector>

#include "daemon/handoff/handoff.hpp"

namespace baton::handoff {

/// A line and where it stands.
struct FoundLine {
  SectionName section = SectionName::provenance;
  const Line* line = nullptr;  ///< within the document
  std::int64_t number = 0;     ///< among all lines of the document, from 1
};

/// The lines that hold a text, case and white space aside; only the one that is the text if there
/// is such. Pure.
std::vector<FoundLine> find_lines(const Document& document, std::string_view text);

/// The line of that number; empty when there is none. Pure.
std::vector<FoundLine> find_lines(const Document& document, std::int64_t number);

}  // namespace baton::handoff
