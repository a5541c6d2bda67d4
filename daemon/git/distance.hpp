#pragma once
// How far apart two commits are, without walking through a whole history.

#include <chrono>
#include <cstdint>
#include <optional>

#include <git2.h>

namespace baton::git {

/// Where counting stops, in each of the two directions.
inline constexpr std::int64_t most_commits_counted = 1000;

/// How one commit lies to another.
struct Distance {
  std::int64_t ahead = 0;   ///< commits that only it has
  std::int64_t behind = 0;  ///< commits that only the other has
  bool is_whole = true;     ///< false: there are more of them, and whether both have a common
                            ///< beginning is not known
};

/// How `commit` lies to `other`; nothing when one of them does not exist. Stops counting at
/// `most_commits_counted` and soon after `until`.
std::optional<Distance> distance_between(git_repository* repository, const git_oid& commit,
                                         const git_oid& other,
                                         std::chrono::steady_clock::time_point until);

}  // namespace baton::git
