#include "daemon/handoff/edit_comparison.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "daemon/handoff/candidate.hpp"
#include "daemon/handoff/line_identity.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

using store::HandoffEditKind;

/// A changed line has at least this share of its words from the line that it was.
constexpr double least_in_common = 0.5;

/// A line with what comparing needs to know of it.
struct Compared {
  SectionName section = SectionName::knowledge;
  const Line* line = nullptr;
  std::string bare;
  LineIdentity identity;
  std::vector<std::uint64_t> words;
};

std::vector<Compared> lines_of(const Document& document) {
  std::vector<Compared> lines;
  for (const auto& section : document.sections) {
    for (const auto& line : section.lines) {
      lines.push_back({section.name, &line, bare_line(line.text), identity_of(line.text),
                       word_hashes(line.text)});
    }
  }
  return lines;
}

/// The lines whose text stands nowhere in the other document.
std::vector<Compared> without(const std::vector<Compared>& lines,
                              const std::vector<Compared>& others) {
  std::vector<Compared> rest;
  std::copy_if(lines.begin(), lines.end(), std::back_inserter(rest), [&](const Compared& line) {
    return !line.bare.empty() &&
           std::none_of(others.begin(), others.end(),
                        [&](const Compared& other) { return other.bare == line.bare; });
  });
  return rest;
}

/// A new line's text: what looks like citations at its end belongs to what the user wrote.
std::string as_typed(const Line& line) {
  std::string marks;
  for (const auto& citation : line.citations) marks += " " + to_string(citation, 0);
  std::string text = line.text;
  return text.insert(std::min(text.find('\n'), text.size()), marks);
}

double in_common(const Compared& one, const Compared& other) {
  return std::max(share_within(one.words, other.words), share_within(other.words, one.words));
}

class Comparison {
 public:
  Comparison(std::vector<Compared> deleted, std::vector<Compared> added,
             const std::vector<Edit>& in_force)
      : deleted_(std::move(deleted)), added_(std::move(added)), in_force_(in_force) {}

  Changes changes() {
    for (auto& line : deleted_) {
      if (line.section == SectionName::provenance) continue;
      if (const auto as = find_changed(line)) {
        change(line, *as);
      } else {
        erase(line);
      }
    }
    for (const auto& line : added_) add(line);
    return std::move(changes_);
  }

 private:
  /// Takes out of the added lines the one that this line has become.
  std::optional<Compared> find_changed(const Compared& line) {
    auto best = added_.end();
    double most = 0;
    std::size_t in_section = 0;
    for (auto at = added_.begin(); at != added_.end(); ++at) {
      const bool is_same = is_same_line(at->identity, line.identity);
      if (!is_same && at->section != line.section) continue;
      ++in_section;
      const double share = is_same ? 2 : in_common(line, *at);
      if (best == added_.end() || share > most) best = at;
      most = std::max(most, share);
    }
    const bool is_only_one = in_section == 1 && deleted_in(line.section) == 1;
    if (best == added_.end() || (most < least_in_common && !is_only_one)) return std::nullopt;
    Compared found = std::move(*best);
    added_.erase(best);
    return found;
  }

  std::ptrdiff_t deleted_in(SectionName section) const {
    return std::count_if(deleted_.begin(), deleted_.end(),
                         [&](const Compared& line) { return line.section == section; });
  }

  /// The edit in force that put the line there.
  const Edit* source_of(const Compared& line) const {
    for (const auto& edit : in_force_) {
      const bool is_replaced = edit.kind == HandoffEditKind::replaced;
      if (!is_replaced && edit.kind != HandoffEditKind::note) continue;
      const auto& text = is_replaced ? edit.replacement : edit.text;
      if (line.line->by_user && is_same_line(identity_of(text), line.identity)) return &edit;
    }
    return nullptr;
  }

  void change(const Compared& from, const Compared& to) {
    const Edit* source = source_of(from);
    if (source == nullptr) {
      make(HandoffEditKind::replaced, from, to.line->text);
    } else if (source->kind == HandoffEditKind::note) {
      changes_.taken_back.push_back(source->id);
      make(HandoffEditKind::note, to, "");
    } else if (bare_line(source->text) == to.bare) {
      changes_.taken_back.push_back(source->id);
    } else {
      changes_.made.push_back(
          {HandoffEditKind::replaced, source->section, source->text, to.line->text, {}, 0});
    }
  }

  void erase(const Compared& line) {
    const Edit* source = source_of(line);
    if (source == nullptr) {
      make(HandoffEditKind::hidden, line, "");
    } else if (source->kind == HandoffEditKind::note) {
      changes_.taken_back.push_back(source->id);
    } else {
      // What was corrected is no more wanted than the correction.
      changes_.made.push_back({HandoffEditKind::hidden, source->section, source->text, "", {}, 0});
    }
  }

  void add(Compared line) {
    keep_correction_of(line);
    Line typed{as_typed(*line.line), {}, true};
    line.line = &typed;
    make(HandoffEditKind::note, line, "");
  }

  /// Who writes a corrected line again and leaves the correction wants both: the note is going to
  /// take the place of the correction, of which a note of its own remains.
  void keep_correction_of(const Compared& line) {
    for (const auto& edit : in_force_) {
      if (edit.kind != HandoffEditKind::replaced ||
          !is_same_line(identity_of(edit.text), line.identity))
        continue;
      const auto correction = identity_of(edit.replacement);
      const bool is_gone = std::any_of(
          deleted_.begin(), deleted_.end(),
          [&](const Compared& other) { return is_same_line(other.identity, correction); });
      if (!is_gone)
        changes_.made.push_back({HandoffEditKind::note, edit.section, edit.replacement, "", {}, 0});
    }
  }

  void make(HandoffEditKind kind, const Compared& line, const std::string& replacement) {
    const auto section =
        line.section == SectionName::provenance ? SectionName::knowledge : line.section;
    changes_.made.push_back({kind, section, line.line->text, replacement, {}, 0});
  }

  std::vector<Compared> deleted_;
  std::vector<Compared> added_;
  const std::vector<Edit>& in_force_;
  Changes changes_;
};

}  // namespace

Changes compare(const Document& base, const Document& edited, const std::vector<Edit>& in_force) {
  const auto before = lines_of(base);
  const auto after = lines_of(edited);
  return Comparison(without(before, after), without(after, before), in_force).changes();
}

Document as_edited(const Document& current, const Document& edited) {
  std::map<std::string, const Line*> known;
  for (const auto& line : lines_of(current)) known.emplace(line.bare, line.line);
  std::map<SectionName, std::vector<Line>> lines;
  for (const auto& section : current.sections) {
    if (section.name == SectionName::provenance) lines[section.name] = section.lines;
  }
  for (const auto& line : lines_of(edited)) {
    if (line.bare.empty()) continue;
    const auto found = known.find(line.bare);
    const bool is_provenance = line.section == SectionName::provenance;
    if (is_provenance && found != known.end()) continue;
    auto& section = lines[is_provenance ? SectionName::knowledge : line.section];
    section.push_back(found == known.end() ? Line{line.line->text, {}, true} : *found->second);
  }
  Document document;
  document.session = current.session;
  document.work_tree = current.work_tree;
  for (auto& [name, of_section] : lines) {
    if (!of_section.empty()) document.sections.push_back({name, std::move(of_section)});
  }
  return document;
}

}  // namespace baton::handoff
