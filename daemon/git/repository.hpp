#pragma once
// What Baton asks git, over libgit2. The only room that knows libgit2. Nothing here changes a
// repository.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace baton::git {

/// Where `RepositoryState::dirty_files` stops counting.
inline constexpr std::int64_t max_dirty_files = 1000;

/// Where a directory belongs.
struct ProjectLocation {
  std::string
      key;  ///< git common directory (shared by all work trees), else the directory; absolute
  std::string path;        ///< work tree of the common directory, else the directory; absolute
  std::string name;        ///< last part of path
  std::string origin_url;  ///< url of the remote "origin" without user name and password; empty
                           ///< when there is none
};

/// The state of a work tree.
struct RepositoryState {
  std::string head;    ///< commit id, empty before the first commit
  std::string branch;  ///< empty when detached
  std::int64_t dirty_files =
      0;  ///< changed against HEAD or untracked, counted up to `max_dirty_files`
  std::optional<std::int64_t> unpushed;  ///< commits ahead of the upstream; absent without one
};

/// Finds the project of a working directory: its git common directory, else the nearest directory
/// upwards that holds a marker (package.json, Cargo.toml, …) and is not the home directory, else
/// the directory itself. A directory that does not exist (a log from another machine) is taken as
/// written, normalised. Blocking: not on the io thread.
ProjectLocation locate_project(std::string_view working_directory);

/// The state of the work tree that holds `directory`; nothing when it is in none. Blocking: not on
/// the io thread.
std::optional<RepositoryState> repository_state(std::string_view directory);

}  // namespace baton::git
