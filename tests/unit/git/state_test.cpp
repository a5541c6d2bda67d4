// HEAD, branch, changes and unpushed commits of real work trees.

#include <boost/test/unit_test.hpp>

#include "daemon/git/repository.hpp"
#include "tests/unit/git/real_repository.hpp"

namespace baton::tests {
namespace {

using git::repository_state;

struct Repository : GitSandbox {
  Repository() { make_repository("app"); }

  git::RepositoryState state() const { return repository_state(text("app")).value(); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(state, Repository)

BOOST_AUTO_TEST_CASE(of_a_clean_work_tree) {
  BOOST_TEST(state().head.size() == 40U);
  BOOST_TEST(state().branch == "main");
  BOOST_TEST(state().dirty_files == 0);
  BOOST_TEST(!state().unpushed.has_value());
}

BOOST_AUTO_TEST_CASE(outside_of_any_is_nothing) {
  make_directory("plain");
  BOOST_TEST(!repository_state(text("plain")).has_value());
  BOOST_TEST(!repository_state("C:\\app").has_value());
  BOOST_TEST(!repository_state("").has_value());
}

BOOST_AUTO_TEST_CASE(is_the_same_from_inside) {
  make_directory("app/src");
  BOOST_TEST(repository_state(text("app/src")).value().head == state().head);
}

BOOST_AUTO_TEST_CASE(follows_a_branch_with_slashes) {
  git("app", "checkout -b topic/one");
  BOOST_TEST(state().branch == "topic/one");
}

BOOST_AUTO_TEST_CASE(detached_has_no_branch) {
  git("app", "checkout --detach");
  BOOST_TEST(state().branch.empty());
  BOOST_TEST(state().head.size() == 40U);
}

BOOST_AUTO_TEST_CASE(before_the_first_commit_has_a_branch_and_no_head) {
  make_directory("fresh");
  git("fresh", "init -b trunk");
  write("fresh/a.txt");
  const auto fresh = repository_state(text("fresh")).value();
  BOOST_TEST(fresh.head.empty());
  BOOST_TEST(fresh.branch == "trunk");
  BOOST_TEST(fresh.dirty_files == 1);
  git("fresh", "add a.txt");
  BOOST_TEST(repository_state(text("fresh")).value().dirty_files == 1);
}

BOOST_AUTO_TEST_CASE(counts_modified_staged_deleted_and_untracked_files) {
  for (const char* name : {"app/modified", "app/staged", "app/deleted"}) write(name);
  commit("app", "more");
  write("app/modified", "changed\n");
  write("app/staged", "changed\n");
  git("app", "add staged");
  std::filesystem::remove(path("app/deleted"));
  write("app/untracked");
  BOOST_TEST(state().dirty_files == 4);
}

BOOST_AUTO_TEST_CASE(counts_a_file_that_is_staged_and_changed_again_once) {
  write("app/file.txt", "one\n");
  git("app", "add file.txt");
  write("app/file.txt", "two\n");
  BOOST_TEST(state().dirty_files == 1);
}

BOOST_AUTO_TEST_CASE(counts_an_untracked_directory_once) {
  for (int i = 0; i < 5; ++i) write("app/new/" + std::to_string(i));
  BOOST_TEST(state().dirty_files == 1);
}

BOOST_AUTO_TEST_CASE(does_not_count_ignored_files) {
  write("app/.gitignore", "*.log\n");
  commit("app", "ignore");
  write("app/x.log");
  BOOST_TEST(state().dirty_files == 0);
}

BOOST_AUTO_TEST_CASE(stops_counting_at_the_bound) {
  for (int i = 0; i < git::max_dirty_files + 20; ++i) write("app/" + std::to_string(i));
  BOOST_TEST(state().dirty_files == git::max_dirty_files);
}

BOOST_AUTO_TEST_CASE(runs_no_filter_of_the_repository) {
  write("app/.gitattributes", "*.txt filter=mark\n");
  commit("app", "attributes");
  git("app", "config filter.mark.clean 'touch " + text("ran") + "; cat'");
  write("app/file.txt", "changed\n");
  BOOST_TEST(state().dirty_files == 1);
  BOOST_TEST(!std::filesystem::exists(path("ran")));
}

BOOST_AUTO_TEST_CASE(changes_nothing_in_the_repository) {
  const auto index = std::filesystem::last_write_time(path("app/.git/index"));
  write("app/file.txt", "changed\n");
  state();
  BOOST_TEST((std::filesystem::last_write_time(path("app/.git/index")) == index));
}

BOOST_AUTO_TEST_CASE(of_a_work_tree_is_its_own) {
  git("app", "worktree add ../feature");
  write("feature/new");
  BOOST_TEST(repository_state(text("feature")).value().branch == "feature");
  BOOST_TEST(repository_state(text("feature")).value().dirty_files == 1);
  BOOST_TEST(state().dirty_files == 0);
}

BOOST_AUTO_TEST_CASE(counts_commits_ahead_of_the_upstream) {
  git("", "clone app clone");
  BOOST_TEST(repository_state(text("clone")).value().unpushed.value() == 0);
  commit("clone", "one");
  commit("clone", "two");
  BOOST_TEST(repository_state(text("clone")).value().unpushed.value() == 2);
}

BOOST_AUTO_TEST_CASE(of_a_shallow_clone_is_read) {
  commit("app", "second");
  git("", "clone --depth 1 file://" + text("app") + " shallow");
  commit("shallow", "third");
  const auto shallow = repository_state(text("shallow")).value();
  BOOST_TEST(shallow.branch == "main");
  BOOST_TEST(shallow.unpushed.value_or(1) == 1);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::tests
