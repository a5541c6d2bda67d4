#pragma once
// What has changed in a work tree since a handoff was made.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/git/distance.hpp"

namespace baton::handoff {

/// How HEAD lies to where it was.
enum class HeadChange {
  none,      ///< it is there, or one of the two is not known
  ahead,     ///< commits came on top
  behind,    ///< it went back
  diverged,  ///< another line of history: after a rebase, or on another branch
  gone,      ///< where it was is in the repository no more
};

/// The stable name of a change, as programs see it.
std::string_view to_string(HeadChange change);

/// The difference; paths are those within the work tree.
struct Staleness {
  HeadChange head_change = HeadChange::none;
  git::Distance distance;   ///< of HEAD to where it was
  std::string head;         ///< commit id now
  std::string head_then;    ///< and then
  std::string branch;       ///< now; empty when detached
  std::string branch_then;  ///< empty when detached or not known
  bool other_branch = false;
  bool other_work_tree = false;            ///< not the one that the session worked in
  std::vector<std::string> files_changed;  ///< that the handoff names; also those taken away
  std::vector<std::string> files_missing;  ///< that a session wrote and that are not there

  bool empty() const {
    return head_change == HeadChange::none && !other_branch && files_changed.empty() &&
           files_missing.empty();
  }
};

/// What a reader is to know, in at most three lines; none when nothing has changed. Names of files
/// and branches are foreign text: render the lines like others. Pure.
/// @param session number of the session that is handed on
std::vector<std::string> lines_of(const Staleness& staleness, std::int64_t session);

/// The Markdown with these lines at the end of its provenance, each with a mark of its own. Pure.
std::string with_staleness(std::string_view text, const std::vector<std::string>& lines);

/// The Markdown without such lines: for texts that were given out and come back edited. Pure.
std::string without_staleness(std::string_view text);

}  // namespace baton::handoff
