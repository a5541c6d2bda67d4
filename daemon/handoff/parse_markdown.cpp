// The way back from Markdown that somebody may have edited. It takes more than render_markdown()
// writes: any mark of a list, plain paragraphs, CR LF.

#include <algorithm>
#include <cctype>

#include "daemon/base/text.hpp"
#include "daemon/handoff/handoff.hpp"
#include "daemon/handoff/render.hpp"
#include "daemon/handoff/text_safety.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

std::optional<SectionName> section_titled(std::string_view title) {
  for (int number = 0; number <= static_cast<int>(SectionName::summary); ++number) {
    const auto name = static_cast<SectionName>(number);
    if (lower_ascii(title) == lower_ascii(title_of(name))) return name;
  }
  return std::nullopt;
}

/// The text of a heading; nothing when the line is none.
std::optional<std::string_view> heading_in(std::string_view line) {
  const std::size_t level = line.find_first_not_of('#');
  if (level == 0 || level == std::string_view::npos || level > 6 || line[level] != ' ')
    return std::nullopt;
  return trim(line.substr(level));
}

/// Bytes of the mark that begins a list item, with the space behind it; 0 when there is none.
std::size_t list_mark(std::string_view line) {
  if (line.size() >= 2 && line[1] == ' ' && (line[0] == '-' || line[0] == '*' || line[0] == '+'))
    return 2;
  std::size_t digits = 0;
  while (digits < line.size() && std::isdigit(static_cast<unsigned char>(line[digits])) != 0)
    ++digits;
  const bool is_number = digits > 0 && digits <= 3 && digits + 1 < line.size() &&
                         (line[digits] == '.' || line[digits] == ')') && line[digits + 1] == ' ';
  return is_number ? digits + 2 : 0;
}

class Parser {
 public:
  Document parse(std::string_view text) {
    for (const std::string_view line : lines_of(text)) add(line);
    for (auto& section : sections_) {
      if (!section.lines.empty()) document_.sections.push_back(std::move(section));
    }
    std::sort(document_.sections.begin(), document_.sections.end(),
              [](const Section& a, const Section& b) { return a.name < b.name; });
    return std::move(document_);
  }

 private:
  void add(std::string_view line) {
    if (const auto heading = heading_in(line)) return open(*heading);
    const std::string_view bare = trim(line);
    if (bare.empty()) return;
    const bool is_below = line.front() == '>' || line.starts_with("  ");
    if (is_below && is_in_item_) return add_below(line.front() == ' ' ? line.substr(2) : line);
    const std::size_t mark = list_mark(bare);
    add_item(bare.substr(mark), mark > 0);
  }

  /// A heading of the user's own is a line of what there is to know.
  void open(std::string_view title) {
    const auto section = section_titled(title);
    section_ = section.value_or(SectionName::knowledge);
    is_in_item_ = false;
    if (!section && !title.empty()) add_item(title, false);
  }

  void add_item(std::string_view text, bool may_go_on) {
    // The backslash keeps a mark from opening a block inside the item.
    if (text.size() > 1 && text[0] == '\\' &&
        std::string_view("#>-+*|~").find(text[1]) != std::string_view::npos)
      text.remove_prefix(1);
    std::string bare(text);
    Marks marks = take_marks(bare);
    lines().push_back({std::move(bare), std::move(marks.citations), marks.by_user});
    is_in_item_ = may_go_on;
  }

  void add_below(std::string_view line) {
    if (line.front() == '>') line.remove_prefix(line.starts_with("> ") ? 2 : 1);
    lines().back().text += "\n" + std::string(line);
  }

  std::vector<Line>& lines() {
    const auto found = std::find_if(sections_.begin(), sections_.end(),
                                    [&](const Section& s) { return s.name == section_; });
    if (found != sections_.end()) return found->lines;
    return sections_.emplace_back(Section{section_, {}}).lines;
  }

  Document document_;
  std::vector<Section> sections_;
  SectionName section_ = SectionName::knowledge;
  bool is_in_item_ = false;
};

}  // namespace

Document parse_markdown(std::string_view text) {
  return Parser().parse(neutralise(text));
}

}  // namespace baton::handoff
