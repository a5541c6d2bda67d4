#include "daemon/git/commits.hpp"

#include <array>

namespace baton::git {

std::string id_text(const git_oid& id) {
  std::array<char, GIT_OID_HEXSZ + 1> text{};
  return git_oid_tostr(text.data(), text.size(), &id);
}

std::string head_reference(git_repository* repository) {
  git_reference* looked_up = nullptr;
  if (git_reference_lookup(&looked_up, repository, "HEAD") != 0) return {};
  const Reference head(looked_up);
  const char* target = git_reference_symbolic_target(head.get());
  return target == nullptr ? std::string{} : std::string(target);
}

Commit commit_of(git_repository* repository, const git_oid& id) {
  git_commit* commit = nullptr;
  if (git_commit_lookup(&commit, repository, &id) != 0) return nullptr;
  return Commit(commit);
}

Tree tree_of(git_repository* repository, const git_oid& commit_id) {
  const Commit commit = commit_of(repository, commit_id);
  git_tree* tree = nullptr;
  if (!commit || git_commit_tree(&tree, commit.get()) != 0) return nullptr;
  return Tree(tree);
}

}  // namespace baton::git
