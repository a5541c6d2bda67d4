#include "daemon/git/work_tree.hpp"

#include <filesystem>
#include <utility>

#include <sys/stat.h>

#include "daemon/git/commits.hpp"
#include "daemon/git/paths.hpp"
#include "daemon/git/upstream.hpp"

namespace baton::git {
namespace {

namespace fs = std::filesystem;

constexpr off_t most_bytes_read = off_t{1} << 20;
constexpr int most_branches = 100;

std::optional<git_oid> parse_id(const std::string& text) {
  git_oid id;
  if (text.size() != GIT_OID_HEXSZ || git_oid_fromstr(&id, text.c_str()) != 0) return std::nullopt;
  return id;
}

/// The branch that was left, by what the reflog says of a checkout; nothing for other entries. When
/// HEAD was detached its commit stands there.
std::optional<std::string> branch_left(const char* message) {
  constexpr std::string_view moved = "checkout: moving from ";
  const std::string_view text = message == nullptr ? "" : message;
  if (!text.starts_with(moved)) return std::nullopt;
  const std::size_t end = text.find(" to ", moved.size());
  if (end == std::string_view::npos) return std::nullopt;
  std::string name(text.substr(moved.size(), end - moved.size()));
  return parse_id(name) ? std::string{} : name;
}

std::string content_in_tree(const git_tree* tree, const std::string& path) {
  git_tree_entry* found = nullptr;
  if (tree == nullptr || git_tree_entry_bypath(&found, tree, path.c_str()) != 0) return {};
  const TreeEntry entry(found);
  return git_tree_entry_type(found) == GIT_OBJECT_BLOB ? id_text(*git_tree_entry_id(found)) : "";
}

}  // namespace

std::optional<std::string> content_id(const std::string& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode) ||
      status.st_size > most_bytes_read)
    return std::nullopt;
  start_library();
  git_oid id;
  if (git_odb_hashfile(&id, path.c_str(), GIT_OBJECT_BLOB) != 0) return std::nullopt;
  return id_text(id);
}

WorkTree::WorkTree(Repository repository, std::string root)
    : repository_(std::move(repository)), root_(std::move(root)) {}

std::optional<WorkTree> WorkTree::open(const std::string& directory,
                                       const std::string& project_key) {
  std::error_code error;
  if (!directory.starts_with('/') || directory.find('\0') != std::string::npos ||
      !fs::is_directory(directory, error))
    return std::nullopt;
  Repository repository = open_repository(directory);
  if (!repository || git_repository_is_bare(repository.get()) != 0) return std::nullopt;
  const char* root = git_repository_workdir(repository.get());
  if (root == nullptr || resolve(git_repository_commondir(repository.get())) != project_key)
    return std::nullopt;
  return WorkTree(std::move(repository), normalise(root).string());
}

HeadPosition WorkTree::head() const {
  HeadPosition position;
  const std::string reference = head_reference(repository_.get());
  if (reference.starts_with(branch_prefix))
    position.branch = reference.substr(branch_prefix.size());
  git_oid head;
  if (git_reference_name_to_id(&head, repository_.get(), "HEAD") == 0)
    position.head = id_text(head);
  return position;
}

std::optional<HeadPosition> WorkTree::head_at(Milliseconds time) const {
  git_reflog* read = nullptr;
  if (git_reflog_read(&read, repository_.get(), "HEAD") != 0) return std::nullopt;
  const Reflog log(read);
  const std::size_t entries = git_reflog_entrycount(read);
  if (entries == 0) return std::nullopt;
  HeadPosition position = head();
  for (std::size_t at = 0; at < entries; ++at) {
    const git_reflog_entry* entry = git_reflog_entry_byindex(read, at);
    if (git_reflog_entry_committer(entry)->when.time * 1000 <= time) return position;
    const git_oid* before = git_reflog_entry_id_old(entry);
    if (git_oid_is_zero(before) != 0) return std::nullopt;
    position.head = id_text(*before);
    if (auto branch = branch_left(git_reflog_entry_message(entry)))
      position.branch = std::move(*branch);
  }
  return position;
}

bool WorkTree::has_commit(const std::string& id) const {
  const auto parsed = parse_id(id);
  return parsed && commit_of(repository_.get(), *parsed) != nullptr;
}

std::optional<Distance> WorkTree::distance(const std::string& commit, const std::string& other,
                                           std::chrono::steady_clock::time_point until) const {
  const auto parsed = parse_id(commit);
  const auto parsed_other = parse_id(other);
  if (!parsed || !parsed_other) return std::nullopt;
  return distance_between(repository_.get(), *parsed, *parsed_other, until);
}

std::string WorkTree::content_in(const std::string& commit, const std::string& path) const {
  const auto id = parse_id(commit);
  return id ? content_in_tree(tree_of(repository_.get(), *id).get(), path) : std::string{};
}

bool WorkTree::is_on_a_branch(const std::string& path) const {
  git_branch_iterator* opened = nullptr;
  if (git_branch_iterator_new(&opened, repository_.get(), GIT_BRANCH_LOCAL) != 0) return false;
  const BranchIterator branches(opened);
  git_reference* next = nullptr;
  git_branch_t kind = GIT_BRANCH_LOCAL;
  for (int looked_at = 0; looked_at < most_branches; ++looked_at) {
    if (git_branch_next(&next, &kind, opened) != 0) return false;
    const Reference branch(next);
    const git_oid* last = git_reference_target(next);
    if (last != nullptr && !content_in_tree(tree_of(repository_.get(), *last).get(), path).empty())
      return true;
  }
  return false;
}

bool WorkTree::is_ignored(const std::string& path) const {
  int ignored = 0;
  return git_ignore_path_is_ignored(&ignored, repository_.get(), path.c_str()) == 0 && ignored != 0;
}

std::vector<std::string> WorkTree::head_files() const {
  const std::string own = git_repository_path(repository_.get());
  const std::string common = git_repository_commondir(repository_.get());
  std::vector<std::string> files{own + "HEAD", own + "logs/HEAD", common + "packed-refs"};
  if (std::string reference = head_reference(repository_.get()); !reference.empty())
    files.push_back(common + reference);
  return files;
}

}  // namespace baton::git
