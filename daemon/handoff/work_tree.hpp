#pragma once
// What a handoff remembers of the work tree that its session worked in, so that it can be told
// later what has changed there.

#include <optional>
#include <string>
#include <vector>

#include "daemon/base/time.hpp"

namespace baton::handoff {

/// A file that a handoff names.
struct NamedFile {
  std::string path;      ///< within the work tree
  bool written = false;  ///< by tools of a session, which did not take it away again
  bool certain = true;   ///< where it lies and that it was left there; of what is stored always
  /// Id of what it held then; empty: it was not there; absent: not known.
  std::optional<std::string> content{};
};

/// The work tree of the session that is handed on: as it was at its end if that is known, else when
/// the handoff was built.
struct WorkTreeSnapshot {
  std::string root;              ///< its topmost directory; empty when it is gone
  std::string head;              ///< commit id; empty without one
  std::string branch;            ///< empty when detached or without git
  Milliseconds at = 0;           ///< what was changed in it later has changed since
  bool is_present = false;       ///< it was looked at then; else the reflog told. Not stored.
  std::string alias;             ///< the root as logs call it, through a symbolic link. Not stored.
  std::vector<NamedFile> files;  ///< in the order of their worth
};

}  // namespace baton::handoff
