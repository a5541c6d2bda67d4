#include "daemon/git/repository.hpp"

#include <set>
#include <utility>

#include "daemon/git/commits.hpp"
#include "daemon/git/handle.hpp"
#include "daemon/git/paths.hpp"
#include "daemon/git/upstream.hpp"

namespace baton::git {
namespace {

/// Collects paths until there are enough of them.
int note_path(const git_diff*, const git_diff_delta* delta, const char*, void* payload) {
  auto& paths = *static_cast<std::set<std::string, std::less<>>*>(payload);
  const char* path = delta->new_file.path != nullptr ? delta->new_file.path : delta->old_file.path;
  if (path != nullptr) paths.emplace(path);
  // Below zero ends the comparison; above zero leaves the file out of the result, which nobody
  // reads.
  return std::cmp_less(paths.size(), max_dirty_files) ? 1 : -1;
}

/// Counts by two comparisons, HEAD to index and index to work tree, that stop early;
/// git_status_list_new would first list everything. Untracked directories count as one, submodules
/// not at all.
std::int64_t count_dirty_files(git_repository* repository, const git_oid* head) {
  std::set<std::string, std::less<>> paths;
  git_diff_options options{};
  git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
  options.flags =
      GIT_DIFF_INCLUDE_UNTRACKED | GIT_DIFF_IGNORE_SUBMODULES | GIT_DIFF_SKIP_BINARY_CHECK;
  options.notify_cb = note_path;
  options.payload = &paths;

  const Tree tree = head == nullptr ? nullptr : tree_of(repository, *head);
  git_diff* compared = nullptr;
  git_diff_tree_to_index(&compared, repository, tree.get(), nullptr, &options);
  const Diff staged(compared);
  compared = nullptr;
  if (std::cmp_less(paths.size(), max_dirty_files)) {
    git_diff_index_to_workdir(&compared, repository, nullptr, &options);
  }
  const Diff unstaged(compared);
  return static_cast<std::int64_t>(paths.size());
}

std::optional<std::int64_t> count_unpushed(git_repository* repository, const std::string& reference,
                                           const git_oid& head) {
  const std::string upstream = upstream_reference(repository, reference);
  git_oid pushed;
  if (upstream.empty()) return std::nullopt;
  if (git_reference_name_to_id(&pushed, repository, upstream.c_str()) != 0) return std::nullopt;
  std::size_t ahead = 0;
  std::size_t behind = 0;
  if (git_graph_ahead_behind(&ahead, &behind, repository, &head, &pushed) != 0) return std::nullopt;
  return static_cast<std::int64_t>(ahead);
}

}  // namespace

std::optional<RepositoryState> repository_state(std::string_view directory) {
  if (is_windows_path(directory) || directory.find('\0') != std::string_view::npos)
    return std::nullopt;
  const auto existing = nearest_directory(directory);
  if (!existing) return std::nullopt;
  const Repository repository = open_repository(*existing);
  if (!repository || git_repository_is_bare(repository.get()) != 0) return std::nullopt;

  RepositoryState state;
  const std::string reference = head_reference(repository.get());
  if (reference.starts_with(branch_prefix)) state.branch = reference.substr(branch_prefix.size());
  git_oid head;
  const bool has_commit = git_reference_name_to_id(&head, repository.get(), "HEAD") == 0;
  if (has_commit) {
    state.head = id_text(head);
    if (!reference.empty()) state.unpushed = count_unpushed(repository.get(), reference, head);
  }
  state.dirty_files = count_dirty_files(repository.get(), has_commit ? &head : nullptr);
  return state;
}

}  // namespace baton::git
