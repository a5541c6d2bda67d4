#include "daemon/handoff/render.hpp"

#include "daemon/handoff/candidate.hpp"
#include "daemon/handoff/text_safety.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {

std::string render_heading(SectionName section) {
  return "## " + std::string(title_of(section)) + "\n";
}

namespace {

/// Stands where other lines have their citation.
constexpr std::string_view user_mark = "[note]";

/// A mark at the beginning of a list item would open a heading, a quote or a list inside it.
bool opens_block(std::string_view text) {
  return text.find_first_of("#>-+*|~") == 0;
}

/// A citation as a line shows it: without a number the session is the one that is handed on.
std::optional<Citation> citation_in(std::string_view mark) {
  if (const auto whole = parse_citation(mark)) return whole;
  return parse_citation("0:" + std::string(mark));
}

}  // namespace

std::string render_line(const Line& line, std::int64_t session) {
  const auto text = neutralise(line.text);
  // One leads to the place; the others stand in the document's data.
  std::string citations =
      line.citations.empty() ? "" : " " + to_string(line.citations.back(), session);
  if (line.by_user) citations = " " + std::string(user_mark);
  std::string out;
  for (const auto part : lines_of(text)) {
    const bool first = out.empty();
    out += (first ? (opens_block(part) ? "- \\" : "- ") : "  > ") + std::string(part) +
           (first ? citations : "") + "\n";
  }
  return out;
}

Marks take_marks(std::string& line) {
  Marks marks;
  while (line.ends_with(']')) {
    const std::size_t begin = line.rfind('[');
    if (begin == std::string::npos) break;
    const std::string_view mark = std::string_view(line).substr(begin);
    const auto citation = citation_in(mark.substr(1, mark.size() - 2));
    if (!citation && mark != user_mark) break;
    if (citation) marks.citations.insert(marks.citations.begin(), *citation);
    if (!citation) marks.by_user = true;
    line.erase(begin);
    while (line.ends_with(' ')) line.pop_back();
  }
  return marks;
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
