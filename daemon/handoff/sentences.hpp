#pragma once
// Sentences of prose in any language, and how they end.

#include <string>
#include <string_view>
#include <vector>

namespace baton::handoff {

/// Sentences of prose: code fences left out, list marks and quote marks stripped. Pure.
std::vector<std::string> sentences(std::string_view text);

/// Whether a sentence ends with a question mark of any script. Pure.
bool is_question(std::string_view sentence);

/// Whether a sentence ends with a colon: it says nothing without what follows. Pure.
bool announces(std::string_view sentence);

}  // namespace baton::handoff
