#include "daemon/handoff/candidate.hpp"

#include <algorithm>

#include "daemon/base/text.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {

std::vector<Citation> citations_of(std::vector<Citation> all) {
  constexpr std::size_t most = 3;
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  if (all.size() > most) all.erase(all.begin(), all.end() - most);
  return all;
}

std::string to_string(const Citation& citation) {
  return "[" + std::to_string(citation.session) + ":" + std::to_string(citation.ordinal) + "]";
}

std::string labelled(const std::string& label, std::string_view text) {
  const auto lines = lines_of(text);
  if (lines.size() <= 1) return (label.empty() ? "" : label + ": ") + quoted(text);
  std::string out = (label.empty() ? "Then" : label) + ":";
  for (const auto line : lines) out += "\n" + std::string(line);
  return out;
}

}  // namespace baton::handoff
