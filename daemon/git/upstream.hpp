#pragma once
// The upstream of a branch.

#include <string>
#include <string_view>

#include <git2.h>

namespace baton::git {

inline constexpr std::string_view branch_prefix = "refs/heads/";

/// The reference that a branch (`refs/heads/main`) is compared with, such as
/// `refs/remotes/origin/main`; empty without one. In place of git_branch_upstream_name, which looks
/// up the remote and so, in libgit2 1.5.1, leaks 20 KiB for each setting in the user's
/// configuration (fixed by libgit2's pull request 6382).
std::string upstream_reference(git_repository* repository, const std::string& branch);

}  // namespace baton::git
