#include "daemon/handoff/line_search.hpp"

#include "daemon/base/characters.hpp"
#include "daemon/handoff/line_identity.hpp"

namespace baton::handoff {
namespace {

std::vector<FoundLine> all_lines(const Document& document) {
  std::vector<FoundLine> lines;
  for (const auto& section : document.sections) {
    for (const auto& line : section.lines)
      lines.push_back({section.name, &line, static_cast<std::int64_t>(lines.size()) + 1});
  }
  return lines;
}

}  // namespace

std::vector<FoundLine> find_lines(const Document& document, std::string_view text) {
  const std::string meant = to_lower(bare_line(text));
  std::vector<FoundLine> found;
  if (meant.empty()) return found;
  for (const auto& line : all_lines(document)) {
    const std::string whole = to_lower(bare_line(line.line->text));
    if (whole == meant) return {line};
    if (whole.find(meant) != std::string::npos) found.push_back(line);
  }
  return found;
}

std::vector<FoundLine> find_lines(const Document& document, std::int64_t number) {
  const auto lines = all_lines(document);
  if (number < 1 || number > static_cast<std::int64_t>(lines.size())) return {};
  return {lines[static_cast<std::size_t>(number) - 1]};
}

}  // namespace baton::handoff
