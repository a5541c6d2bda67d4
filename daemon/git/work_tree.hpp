#pragma once
// One work tree: where its HEAD points and pointed, and what single paths of it held. It never
// looks through the whole tree.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/base/time.hpp"
#include "daemon/git/distance.hpp"
#include "daemon/git/handle.hpp"

namespace baton::git {

/// Where HEAD points.
struct HeadPosition {
  std::string head;    ///< commit id, empty before the first commit
  std::string branch;  ///< empty when detached
};

/// The id that git gives to what a file holds; nothing when it is no ordinary file, cannot be read,
/// or has more than a mebibyte. Blocking.
std::optional<std::string> content_id(const std::string& path);

/// An open work tree. Blocking, and not for several threads at once. Nothing throws for what git
/// cannot read.
class WorkTree {
 public:
  /// The work tree that holds an existing directory; nothing when there is none, or when it belongs
  /// to another project.
  /// @param project_key of the project, as locate_project() gave it
  static std::optional<WorkTree> open(const std::string& directory, const std::string& project_key);

  /// Its topmost directory, absolute.
  const std::string& root() const { return root_; }

  HeadPosition head() const;

  /// Where HEAD pointed at that time, as its reflog tells; nothing when that does not reach back so
  /// far.
  std::optional<HeadPosition> head_at(Milliseconds time) const;

  bool has_commit(const std::string& id) const;

  /// How `commit` lies to `other`, both ids; nothing when one of them does not exist.
  std::optional<Distance> distance(const std::string& commit, const std::string& other,
                                   std::chrono::steady_clock::time_point until) const;

  /// Id of what a path held in a commit; empty when it was no file of that.
  std::string content_in(const std::string& commit, const std::string& path) const;

  /// True when the last commit of a local branch has that file. Of many branches it looks at a
  /// hundred.
  bool is_on_a_branch(const std::string& path) const;

  /// True for what the ignore rules leave out.
  bool is_ignored(const std::string& path) const;

  /// The files that change when HEAD moves or another branch is checked out; some may not exist.
  std::vector<std::string> head_files() const;

 private:
  WorkTree(Repository repository, std::string root);

  Repository repository_;
  std::string root_;
};

}  // namespace baton::git
