#include "daemon/handoff/staleness/staleness.hpp"

#include <algorithm>

#include "daemon/base/text.hpp"
#include "daemon/handoff/handoff.hpp"
#include "daemon/handoff/render.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

constexpr std::size_t most_named = 5;
/// Of a branch or path, which have no bound of their own.
constexpr std::size_t most_bytes = 120;
/// Begins each line, and tells it from those that are stored.
constexpr std::string_view mark = "Checked now: ";

std::string shown(std::string_view name) {
  return cut_end(squeeze_spaces(name), most_bytes);
}

std::string short_id(const std::string& id) {
  return id.substr(0, 8);
}

std::string both_ids(const Staleness& staleness) {
  return " (" + short_id(staleness.head_then) + " → " + short_id(staleness.head) + ")";
}

std::string commits(std::int64_t count, bool is_whole) {
  if (!is_whole && count >= git::most_commits_counted)
    return "more than " + grouped(git::most_commits_counted) + " commits";
  return counted(count, "commit");
}

std::string head_line(const Staleness& staleness, const std::string& session) {
  const auto& distance = staleness.distance;
  switch (staleness.head_change) {
    case HeadChange::none:
      return {};
    case HeadChange::ahead:
      return "HEAD moved " + commits(distance.ahead, distance.is_whole) + " since" +
             both_ids(staleness);
    case HeadChange::behind:
      return "HEAD went back " + commits(distance.behind, distance.is_whole) + both_ids(staleness);
    case HeadChange::diverged:
      if (!distance.is_whole) return "HEAD is on another line of history" + both_ids(staleness);
      return "HEAD is on another line of history, with " + commits(distance.ahead, true) +
             " that " + session + " did not have and without " + std::to_string(distance.behind) +
             " that it had" + both_ids(staleness);
    case HeadChange::gone:
      return "HEAD is " + short_id(staleness.head) + "; commit " + short_id(staleness.head_then) +
             " of " + session + " is not in the repository";
  }
  return {};
}

std::string branch_line(const Staleness& staleness, const std::string& session) {
  if (!staleness.other_branch) return {};
  const std::string now =
      staleness.branch.empty() ? "on no branch" : "on branch " + shown(staleness.branch);
  return "this work tree is " + now + "; " + session + " worked on branch " +
         shown(staleness.branch_then);
}

std::string names_of(const std::vector<std::string>& paths) {
  std::string out;
  const std::size_t named = std::min(paths.size(), most_named);
  for (std::size_t at = 0; at < named; ++at) out += (at == 0 ? "" : ", ") + shown(paths[at]);
  if (paths.size() > named) out += " and " + std::to_string(paths.size() - named) + " more";
  return out;
}

/// Where the lines of the provenance end; nothing when the text does not begin with it.
std::size_t end_of_provenance(std::string_view text) {
  if (!text.starts_with(render_heading(SectionName::provenance))) return std::string_view::npos;
  const std::size_t next = text.find("\n## ");
  return next == std::string_view::npos ? text.size() : next + 1;
}

}  // namespace

std::string_view to_string(HeadChange change) {
  switch (change) {
    case HeadChange::none:
      return "none";
    case HeadChange::ahead:
      return "ahead";
    case HeadChange::behind:
      return "behind";
    case HeadChange::diverged:
      return "diverged";
    case HeadChange::gone:
      return "gone";
  }
  return "";
}

std::vector<std::string> lines_of(const Staleness& staleness, std::int64_t session) {
  const std::string name = session > 0 ? "session " + std::to_string(session) : "that session";
  std::vector<std::string> lines;
  std::string position = branch_line(staleness, name);
  if (const auto head = head_line(staleness, name); !head.empty())
    position += (position.empty() ? "" : "; ") + head;
  if (!position.empty()) lines.push_back(position + ".");
  const bool elsewhere = staleness.other_branch || staleness.other_work_tree;
  if (!staleness.files_changed.empty())
    lines.push_back(
        (elsewhere ? "not as " + name + " left them: " : "changed since " + name + ": ") +
        names_of(staleness.files_changed) + ".");
  if (!staleness.files_missing.empty())
    lines.push_back("claimed, but not in the tree: " + names_of(staleness.files_missing) + ".");
  for (auto& line : lines) line.insert(0, mark);
  return lines;
}

std::string with_staleness(std::string_view text, const std::vector<std::string>& lines) {
  if (lines.empty()) return std::string(text);
  std::string items;
  for (const auto& line : lines) items += render_line({line, {}}, 0);
  const std::size_t end = end_of_provenance(text);
  if (end == std::string_view::npos)
    return render_heading(SectionName::provenance) + items + std::string(text);
  std::string out(text.substr(0, end));
  if (!out.ends_with('\n')) out += '\n';
  return out + items + std::string(text.substr(end));
}

std::string without_staleness(std::string_view text) {
  const std::size_t end = end_of_provenance(text);
  if (end == std::string_view::npos) return std::string(text);
  const std::string item = "- " + std::string(mark);
  std::string out;
  for (std::size_t begin = 0; begin < end;) {
    const std::size_t line_end = std::min(text.find('\n', begin), end - 1) + 1;
    const std::string_view line = text.substr(begin, line_end - begin);
    if (!line.starts_with(item)) out += line;
    begin = line_end;
  }
  if (out == render_heading(SectionName::provenance)) out.clear();
  return out + std::string(text.substr(end));
}

}  // namespace baton::handoff
