#include <algorithm>

#include "daemon/handoff/facts/facts.hpp"
#include "daemon/handoff/facts/file_changes.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

/// Paths in one line: a reader skips longer lists.
constexpr std::size_t most_named = 8;

/// How much was changed; nothing in a short document.
std::string extent_of(const FileChange& change, std::int64_t budget) {
  if (budget < default_budget || change.deleted) return {};
  std::string text = change.edits > 1 ? counted(change.edits, "edit") : "";
  if (change.added + change.removed > 0)
    text += (text.empty() ? "+" : ", +") + std::to_string(change.added) + " -" +
            std::to_string(change.removed);
  return text.empty() ? text : " (" + text + ")";
}

/// Lines of up to eight files that pass, the most touched first.
/// @param value of the first line
template <typename Passes>
void add_lists(Candidates& out, const std::string& label, const std::vector<FileChange>& changes,
               double value, std::int64_t budget, Passes passes) {
  std::size_t named = most_named;
  for (const auto& change : changes) {
    if (!passes(change)) continue;
    if (named == most_named) {
      out.push_back({SectionName::files, label + ":", {}, value, Essential::no});
      value /= 2;
      named = 0;
    }
    auto& line = out.back();
    line.text += (named++ == 0 ? " " : ", ") + change.path + extent_of(change, budget);
    if (!change.citations.empty()) line.citations.push_back(change.citations.back());
    line.citations = citations_of(std::move(line.citations), most_named);
  }
}

}  // namespace

Candidates files(const Readings& readings) {
  Candidates out;
  for (const auto& reading : readings.sessions) {
    const auto changes = file_changes(reading);
    const bool newest = reading.age == 0;
    const auto add = [&](const std::string& what, double value, auto passes) {
      const auto label = newest ? what : what + " in " + session_label(reading);
      add_lists(out, label, changes, value * reading.weight, readings.budget, passes);
    };
    const auto changed = [](const FileChange& c) { return c.edits > 0 && !c.deleted; };
    add("Created", 8, [&](const FileChange& c) { return changed(c) && c.created; });
    add("Changed", newest ? 8 : 4, [&](const FileChange& c) { return changed(c) && !c.created; });
    add("Deleted", newest ? 6 : 3, [](const FileChange& c) { return c.deleted; });
    if (newest) add("Read, not changed", 3, [](const FileChange& c) { return c.edits == 0; });
  }
  return out;
}

}  // namespace baton::handoff
