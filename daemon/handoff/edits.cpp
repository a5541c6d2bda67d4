#include "daemon/handoff/edits.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace baton::handoff {
namespace {

using store::HandoffEditKind;

/// What a user wants is worth more than anything else.
constexpr double value_of_kept = 10;

/// A line that may become another one: what candidates and lines of a document have in common.
struct Place {
  SectionName section = SectionName::provenance;
  Line line;
  double value = 0;
  Essential essential = Essential::no;
  LineIdentity identity{};
};

void drop_empty_sections(Document& document) {
  std::erase_if(document.sections, [](const Section& section) { return section.lines.empty(); });
}

bool forbids(HandoffEditKind kind) {
  return kind == HandoffEditKind::hidden || kind == HandoffEditKind::replaced;
}

/// The line that an edit wants to see in the document.
Place wanted_by(const Edit& edit) {
  const bool is_replaced = edit.kind == HandoffEditKind::replaced;
  const bool is_pinned = edit.kind == HandoffEditKind::pinned;
  Place place{edit.section,
              {is_replaced ? edit.replacement : edit.text, edit.citations, !is_pinned},
              value_of_kept,
              Essential::kept};
  place.identity = identity_of(place.line.text);
  return place;
}

/// Puts the line into the place of the first that is meant; takes out the others.
void replace(std::vector<Place>& places, const LineIdentity& meant, Place by) {
  const auto is_meant = [&](const Place& place) {
    return !place.line.by_user && is_same_line(place.identity, meant);
  };
  const auto first = std::find_if(places.begin(), places.end(), is_meant);
  if (first == places.end()) {
    places.push_back(std::move(by));
    return;
  }
  by.section = first->section;
  *first = std::move(by);
  places.erase(std::remove_if(std::next(first), places.end(), is_meant), places.end());
}

/// Makes the line essential where it is; else adds it.
void keep(std::vector<Place>& places, Place wanted) {
  const auto there = std::find_if(places.begin(), places.end(), [&](const Place& place) {
    return is_same_line(place.identity, wanted.identity);
  });
  if (there == places.end()) {
    places.push_back(std::move(wanted));
  } else {
    there->essential = Essential::kept;
  }
}

void apply_to(std::vector<Place>& places, const std::vector<Edit>& edits,
              const std::vector<LineIdentity>& identities) {
  for (auto& place : places) place.identity = identity_of(place.line.text);
  for (std::size_t at = 0; at < edits.size(); ++at) {
    const Edit& edit = edits[at];
    if (edit.kind == HandoffEditKind::hidden) {
      std::erase_if(places, [&](const Place& place) {
        return !place.line.by_user && is_same_line(place.identity, identities[at]);
      });
    } else if (edit.kind == HandoffEditKind::replaced) {
      Place wanted = wanted_by(edit);
      const bool stands = std::any_of(places.begin(), places.end(), [&](const Place& place) {
        return place.line.by_user && is_same_line(place.identity, wanted.identity);
      });
      if (!stands) replace(places, identities[at], std::move(wanted));
    } else {
      keep(places, wanted_by(edit));
    }
  }
}

}  // namespace

Edits::Edits(const std::vector<Edit>& edits) : edits_(edits) {
  std::transform(edits.begin(), edits.end(), std::back_inserter(identities_),
                 [](const Edit& edit) { return identity_of(edit.text); });
}

bool Edits::forbids(std::string_view text) const {
  if (edits_.empty()) return false;
  const LineIdentity identity = identity_of(text);
  for (std::size_t at = 0; at < edits_.size(); ++at) {
    if (handoff::forbids(edits_[at].kind) && is_same_line(identity, identities_[at])) return true;
  }
  return false;
}

void Edits::apply(Candidates& candidates) const {
  if (edits_.empty()) return;
  std::vector<Place> places;
  for (auto& candidate : candidates) {
    places.push_back({candidate.section,
                      {std::move(candidate.text), std::move(candidate.citations)},
                      candidate.value,
                      candidate.essential});
  }
  apply_to(places, edits_, identities_);
  candidates.clear();
  for (auto& place : places) {
    candidates.push_back({place.section, std::move(place.line.text),
                          std::move(place.line.citations), place.value, place.essential,
                          place.line.by_user});
  }
}

void Edits::apply(Document& document) const {
  std::vector<Place> places;
  for (auto& section : document.sections) {
    for (auto& line : section.lines) places.push_back({section.name, std::move(line)});
  }
  apply_to(places, edits_, identities_);
  std::stable_sort(places.begin(), places.end(),
                   [](const Place& a, const Place& b) { return a.section < b.section; });
  document.sections.clear();
  for (auto& place : places) {
    if (document.sections.empty() || document.sections.back().name != place.section)
      document.sections.push_back({place.section, {}});
    document.sections.back().lines.push_back(std::move(place.line));
  }
}

void take_out(Document& document, const Edit& edit) {
  const LineIdentity identity = wanted_by(edit).identity;
  for (auto& section : document.sections) {
    std::erase_if(section.lines, [&](const Line& line) {
      return line.by_user && is_same_line(identity_of(line.text), identity);
    });
  }
  drop_empty_sections(document);
}

void Edits::take_out_forbidden(Document& document) const {
  if (edits_.empty()) return;
  for (auto& section : document.sections) {
    if (section.name == SectionName::provenance) continue;
    std::erase_if(section.lines,
                  [&](const Line& line) { return !line.by_user && forbids(line.text); });
  }
  drop_empty_sections(document);
}

}  // namespace baton::handoff
