#include "daemon/handoff/facts/facts.hpp"
#include "daemon/handoff/facts/file_changes.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

constexpr std::size_t most_named = 12;  ///< paths in one line that lists them

std::string what_happened(const FileChange& change) {
  std::string text = change.deleted ? "deleted" : change.created ? "created" : "modified";
  if (change.edits > 1) text += " (" + counted(change.edits, "edit") + ")";
  if (!change.deleted && change.added + change.removed > 0) {
    text += ", +" + std::to_string(change.added) + " -" + std::to_string(change.removed);
  }
  return text;
}

/// One line for many files: those that pass, the most touched first.
template <typename Passes>
void add_list(Candidates& out, const std::string& label, const std::vector<FileChange>& changes,
              double value, Passes passes) {
  std::string text;
  std::vector<Citation> citations;
  std::size_t named = 0;
  std::int64_t further = 0;
  for (const auto& change : changes) {
    if (!passes(change)) continue;
    if (named++ >= most_named) {
      ++further;
      continue;
    }
    text += (text.empty() ? label + ": " : ", ") + change.path;
    if (!change.citations.empty()) citations.push_back(change.citations.back());
  }
  if (text.empty()) return;
  if (further > 0) text += " and " + counted(further, "other");
  out.push_back({SectionName::files, text, citations_of(citations), value, Essential::no});
}

}  // namespace

Candidates files(const Readings& readings) {
  constexpr double first_value = 3;
  Candidates out;
  for (const auto& reading : readings.sessions) {
    const auto changes = file_changes(reading);
    if (reading.age == 0) {
      double value = first_value;
      for (const auto& change : changes) {
        if (change.edits == 0) continue;
        out.push_back({SectionName::files, change.path + ": " + what_happened(change),
                       change.citations, value, Essential::no});
        value *= 0.93;
      }
      add_list(out, "Read, not changed", changes, 4,
               [](const FileChange& c) { return c.edits == 0; });
    } else {
      add_list(out, "Changed in " + session_label(reading), changes, 5 * reading.weight,
               [](const FileChange& c) { return c.edits > 0; });
    }
  }
  return out;
}

}  // namespace baton::handoff
