#pragma once
// Owners for libgit2's objects, and the way this room opens a repository.

#include <filesystem>
#include <memory>
#include <string>

#include <git2.h>

namespace baton::git {

template <auto Free>
struct FreedBy {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};

using Repository = std::unique_ptr<git_repository, FreedBy<git_repository_free>>;
using Reference = std::unique_ptr<git_reference, FreedBy<git_reference_free>>;
using Commit = std::unique_ptr<git_commit, FreedBy<git_commit_free>>;
using Tree = std::unique_ptr<git_tree, FreedBy<git_tree_free>>;
using Diff = std::unique_ptr<git_diff, FreedBy<git_diff_free>>;
using Refspec = std::unique_ptr<git_refspec, FreedBy<git_refspec_free>>;
using Reflog = std::unique_ptr<git_reflog, FreedBy<git_reflog_free>>;
using TreeEntry = std::unique_ptr<git_tree_entry, FreedBy<git_tree_entry_free>>;
using BranchIterator = std::unique_ptr<git_branch_iterator, FreedBy<git_branch_iterator_free>>;
using Config = std::unique_ptr<git_config, FreedBy<git_config_free>>;

/// A buffer that libgit2 fills.
struct Buffer {
  git_buf buf = GIT_BUF_INIT;
  Buffer() = default;
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  ~Buffer() { git_buf_dispose(&buf); }

  std::string text() const {
    return buf.ptr == nullptr ? std::string{} : std::string(buf.ptr, buf.size);
  }
};

/// Starts libgit2 once per process, and sets what this room needs of it. Any thread.
void start_library();

// libgit2 1.5.1 leaks about 40 KiB each time it opens a repository with `extensions.*` settings
// (partial clones, work tree configuration); fixed by its pull request 6382, in 1.6. Open no more
// often than needed.

/// The repository that holds an existing directory; null when there is none or libgit2 cannot read
/// it. Any thread.
Repository open_repository(const std::filesystem::path& directory);

}  // namespace baton::git
