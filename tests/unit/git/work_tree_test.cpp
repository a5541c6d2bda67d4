// Where HEAD is and was, how far apart commits are, and what single paths hold.

#include "daemon/git/work_tree.hpp"

#include <chrono>

#include <boost/test/unit_test.hpp>

#include "daemon/git/repository.hpp"
#include "tests/unit/git/real_repository.hpp"

namespace baton::tests {
namespace {

using git::WorkTree;

struct Repository : GitSandbox {
  Repository() { make_repository("app"); }

  std::string key() const { return git::locate_project(text("app")).key; }
  WorkTree tree(const std::string& directory = "app") const {
    return WorkTree::open(text(directory), key()).value();
  }
  std::string head() const { return tree().head().head; }

  /// Commits as if it were that time, in seconds.
  void commit_at(long time, const std::string& message) const {
    git("app", "commit --allow-empty -m " + message, dated(time));
  }
  void checkout_at(long time, const std::string& arguments) const {
    git("app", "checkout " + arguments, dated(time));
  }
  static std::string dated(long time) {
    const std::string date = "'" + std::to_string(time) + " +0000' ";
    return "GIT_COMMITTER_DATE=" + date + "GIT_AUTHOR_DATE=" + date;
  }
};

/// Long after the commit that every repository here begins with.
constexpr long later = 4'000'000'000;

std::chrono::steady_clock::time_point soon() {
  return std::chrono::steady_clock::now() + std::chrono::seconds(10);
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(work_tree, Repository)

BOOST_AUTO_TEST_CASE(is_found_from_inside) {
  make_directory("app/src");
  BOOST_TEST(tree("app/src").root() == text("app"));
  BOOST_TEST(tree("app/src").head().branch == "main");
}

BOOST_AUTO_TEST_CASE(of_another_project_is_none) {
  make_repository("other");
  BOOST_TEST(!WorkTree::open(text("other"), key()).has_value());
}

BOOST_AUTO_TEST_CASE(that_is_gone_is_none) {
  BOOST_TEST(!WorkTree::open(text("app/gone"), key()).has_value());
  BOOST_TEST(!WorkTree::open("C:\\app", key()).has_value());
}

BOOST_AUTO_TEST_CASE(beside_the_first_has_a_head_of_its_own) {
  git("app", "worktree add ../feature");
  BOOST_TEST(tree("feature").head().branch == "feature");
  BOOST_TEST(tree("feature").root() == text("feature"));
}

BOOST_AUTO_TEST_CASE(tells_where_head_was) {
  commit_at(later, "one");
  const auto one = head();
  commit_at(later + 100, "two");
  BOOST_TEST(tree().head_at((later + 50) * 1000).value().head == one);
  BOOST_TEST(tree().head_at((later + 100) * 1000).value().head == head());
}

BOOST_AUTO_TEST_CASE(tells_which_branch_was_checked_out) {
  checkout_at(later, "-b topic");
  checkout_at(later + 100, "main");
  BOOST_TEST(tree().head_at((later + 50) * 1000).value().branch == "topic");
  BOOST_TEST(tree().head_at((later + 200) * 1000).value().branch == "main");
}

BOOST_AUTO_TEST_CASE(does_not_tell_where_head_was_before_the_repository) {
  BOOST_TEST(!tree().head_at(1'000'000).has_value());
}

BOOST_AUTO_TEST_CASE(counts_commits_since) {
  const auto then = head();
  commit("app", "one");
  commit("app", "two");
  const auto distance = tree().distance(head(), then, soon()).value();
  BOOST_TEST(distance.ahead == 2);
  BOOST_TEST(distance.behind == 0);
  BOOST_TEST(distance.is_whole);
}

BOOST_AUTO_TEST_CASE(counts_both_sides_of_a_fork) {
  git("app", "checkout -b topic");
  commit("app", "one");
  commit("app", "two");
  const auto then = head();
  git("app", "checkout main");
  commit("app", "three");
  const auto distance = tree().distance(head(), then, soon()).value();
  BOOST_TEST(distance.ahead == 1);
  BOOST_TEST(distance.behind == 2);
}

BOOST_AUTO_TEST_CASE(counts_what_a_merge_brought) {
  const auto then = head();
  git("app", "checkout -b topic");
  commit("app", "one");
  git("app", "checkout main");
  commit("app", "two");
  git("app", "merge --no-ff -m merged topic");
  BOOST_TEST(tree().distance(head(), then, soon()).value().ahead == 3);
}

BOOST_AUTO_TEST_CASE(stops_counting_when_time_is_up) {
  const auto then = head();
  commit("app", "one");
  const auto past = std::chrono::steady_clock::now() - std::chrono::seconds(1);
  BOOST_TEST(!tree().distance(head(), then, past).value().is_whole);
}

BOOST_AUTO_TEST_CASE(does_not_know_a_commit_that_is_gone) {
  const std::string gone(40, 'a');
  BOOST_TEST(!tree().has_commit(gone));
  BOOST_TEST(!tree().distance(head(), gone, soon()).has_value());
  BOOST_TEST(!tree().has_commit("no id"));
}

BOOST_AUTO_TEST_CASE(tells_the_content_of_a_path) {
  BOOST_TEST(tree().content_in(head(), "file.txt") ==
             git::content_id(text("app/file.txt")).value());
  write("app/file.txt", "changed\n");
  BOOST_TEST(tree().content_in(head(), "file.txt") !=
             git::content_id(text("app/file.txt")).value());
  BOOST_TEST(tree().content_in(head(), "missing.txt").empty());
}

BOOST_AUTO_TEST_CASE(has_no_content_for_what_is_no_file) {
  make_directory("app/src");
  std::filesystem::create_symlink("file.txt", path("app/link"));
  BOOST_TEST(!git::content_id(text("app/src")).has_value());
  BOOST_TEST(!git::content_id(text("app/link")).has_value());
  BOOST_TEST(!git::content_id(text("app/missing")).has_value());
}

BOOST_AUTO_TEST_CASE(finds_a_file_of_another_branch) {
  git("app", "checkout -b topic");
  write("app/src/new.txt");
  commit("app", "new");
  git("app", "checkout main");
  BOOST_TEST(tree().is_on_a_branch("src/new.txt"));
  BOOST_TEST(!tree().is_on_a_branch("src/other.txt"));
}

BOOST_AUTO_TEST_CASE(knows_what_is_ignored) {
  write("app/.gitignore", "*.log\n");
  BOOST_TEST(tree().is_ignored("x.log"));
  BOOST_TEST(!tree().is_ignored("x.txt"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::tests
