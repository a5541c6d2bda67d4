#pragma once
// Commits and where HEAD points: what this room asks of a repository in more than one place.

#include <string>

#include "daemon/git/handle.hpp"

namespace baton::git {

/// The forty digits of a commit's or file's id.
std::string id_text(const git_oid& id);

/// The reference that HEAD names (`refs/heads/main`), also before its first commit; empty when
/// detached.
std::string head_reference(git_repository* repository);

/// Null when there is no such commit.
Commit commit_of(git_repository* repository, const git_oid& id);

/// What a commit holds; null when there is no such commit. Step by step: git_revparse_single on
/// `HEAD^{tree}` leaks in libgit2 1.5.1 when the reference is damaged.
Tree tree_of(git_repository* repository, const git_oid& commit_id);

}  // namespace baton::git
