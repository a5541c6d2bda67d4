#include "daemon/handoff/render.hpp"

#include "daemon/handoff/candidate.hpp"
#include "daemon/handoff/text_safety.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {

std::string render_heading(SectionName section) {
  return "## " + std::string(title_of(section)) + "\n";
}

namespace {

/// A mark at the beginning of a list item would open a heading, a quote or a list inside it.
bool opens_block(std::string_view text) {
  return text.find_first_of("#>-+*|~") == 0;
}

}  // namespace

std::string render_line(const Line& line, std::int64_t session) {
  const auto text = neutralise(line.text);
  // One leads to the place; the others stand in the document's data.
  const std::string citations =
      line.citations.empty() ? "" : " " + to_string(line.citations.back(), session);
  std::string out;
  for (const auto part : lines_of(text)) {
    const bool first = out.empty();
    out += (first ? (opens_block(part) ? "- \\" : "- ") : "  > ") + std::string(part) +
           (first ? citations : "") + "\n";
  }
  return out;
}

std::string render_markdown(const Document& document) {
  std::string out;
  for (const auto& section : document.sections) {
    if (section.lines.empty()) continue;
    out += render_heading(section.name);
    for (const auto& line : section.lines) out += render_line(line, document.session);
  }
  return out;
}

}  // namespace baton::handoff
