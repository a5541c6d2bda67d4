// A snapshot compared with real work trees.

#include "daemon/handoff/staleness/look.hpp"

#include <filesystem>

#include <boost/test/unit_test.hpp>

#include "daemon/git/repository.hpp"
#include "daemon/git/work_tree.hpp"
#include "daemon/handoff/handoff.hpp"
#include "daemon/handoff/staleness/snapshot.hpp"
#include "tests/unit/git/real_repository.hpp"

namespace baton::handoff {
namespace {

namespace fs = std::filesystem;
using Paths = std::vector<std::string>;

constexpr bool written = true;
constexpr bool only_read = false;

/// A repository with src/made.txt, made by the session, which has just ended.
struct Repository : tests::GitSandbox {
  Repository() {
    make_repository("app");
    write("app/src/made.txt");
    commit("app", "made");
    project.path = text("app");
    project.key = git::locate_project(text("app")).key;
    session.working_directory = text("app");
  }

  /// Takes down what the session leaves, with these files.
  void end_session(std::vector<NamedFile> files = {{"src/made.txt", written}}) {
    session.ended_at = now_milliseconds();
    Document document;
    document.work_tree = take_snapshot(project, session, *session.ended_at);
    if (document.work_tree) document.work_tree->files = std::move(files);
    note_contents(document);
    then = document.work_tree.value_or(WorkTreeSnapshot{});
  }

  StalenessQuestion question(const std::string& directory = "app") const {
    return {then, project.key, text(directory)};
  }
  Look look_at(const std::string& directory = "app", const Look* before = nullptr) const {
    return look(question(directory), before,
                std::chrono::steady_clock::now() + std::chrono::seconds(10));
  }
  Staleness now(const std::string& directory = "app") const { return look_at(directory).staleness; }

  /// Writes a file as if it were later than the snapshot.
  void write_later(const std::string& relative, const std::string& content) const {
    write(relative, content);
    touch(relative);
  }
  void touch(const std::string& relative) const {
    fs::last_write_time(path(relative), fs::file_time_type::clock::now() + std::chrono::minutes(1));
  }

  store::Project project;
  store::Session session;
  WorkTreeSnapshot then;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(look_at_work_tree, Repository)

BOOST_AUTO_TEST_CASE(tells_nothing_when_nothing_moved) {
  end_session();
  BOOST_TEST(now().empty());
}

BOOST_AUTO_TEST_CASE(counts_commits_since_the_session) {
  end_session();
  commit("app", "one");
  commit("app", "two");
  BOOST_TEST((now().head_change == HeadChange::ahead));
  BOOST_TEST(now().distance.ahead == 2);
  BOOST_TEST(now().files_changed.empty());
}

BOOST_AUTO_TEST_CASE(does_not_take_a_commit_of_what_the_session_left_for_a_change) {
  write("app/src/new.txt");
  end_session({{"src/new.txt", written}});
  commit("app", "what_it_left");
  BOOST_TEST(now().distance.ahead == 1);
  BOOST_TEST(now().files_changed.empty());
}

BOOST_AUTO_TEST_CASE(names_what_was_changed_and_committed) {
  end_session();
  write_later("app/src/made.txt", "other\n");
  commit("app", "other");
  BOOST_TEST(now().files_changed == Paths{"src/made.txt"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(names_what_was_changed_and_not_committed) {
  end_session({{"src/made.txt", only_read}});
  write_later("app/src/made.txt", "other\n");
  BOOST_TEST(now().files_changed == Paths{"src/made.txt"}, boost::test_tools::per_element());
  BOOST_TEST((now().head_change == HeadChange::none));
}

BOOST_AUTO_TEST_CASE(does_not_name_what_was_only_touched) {
  end_session();
  touch("app/src/made.txt");
  BOOST_TEST(now().empty());
}

BOOST_AUTO_TEST_CASE(names_work_that_was_thrown_away) {
  write("app/src/made.txt", "work\n");
  end_session();
  git("app", "checkout -- src/made.txt");
  touch("app/src/made.txt");
  BOOST_TEST(now().files_changed == Paths{"src/made.txt"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(misses_a_file_that_was_written) {
  end_session();
  fs::remove(path("app/src/made.txt"));
  BOOST_TEST(now().files_missing == Paths{"src/made.txt"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(misses_a_file_that_never_was_there) {
  end_session({{"src/phantom.txt", written}});
  BOOST_TEST(now().files_missing == Paths{"src/phantom.txt"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(does_not_miss_what_the_session_may_have_put_elsewhere) {
  end_session({{"src/phantom.txt", written, false}});
  BOOST_TEST(now().empty());
}

BOOST_AUTO_TEST_CASE(does_not_miss_what_was_never_written) {
  end_session({{"src/phantom.txt", only_read}});
  BOOST_TEST(now().empty());
}

BOOST_AUTO_TEST_CASE(counts_a_file_as_changed_that_was_read_and_is_gone) {
  end_session({{"src/made.txt", only_read}});
  fs::remove(path("app/src/made.txt"));
  BOOST_TEST(now().files_changed == Paths{"src/made.txt"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(does_not_miss_what_is_ignored) {
  write("app/.gitignore", "*.log\n");
  write("app/x.log");
  end_session({{"x.log", written}});
  fs::remove(path("app/x.log"));
  BOOST_TEST(now().empty());
}

BOOST_AUTO_TEST_CASE(does_not_miss_a_file_in_another_case) {
  end_session();
  fs::rename(path("app/src/made.txt"), path("app/src/Made.txt"));
  BOOST_TEST(now().files_missing.empty());
}

BOOST_AUTO_TEST_CASE(tells_that_another_branch_was_checked_out) {
  git("app", "checkout -b topic");
  write("app/src/topic.txt");
  commit("app", "topic");
  end_session({{"src/topic.txt", written}});
  git("app", "checkout main");
  BOOST_TEST(now().other_branch);
  BOOST_TEST(now().branch == "main");
  BOOST_TEST(now().branch_then == "topic");
  BOOST_TEST((now().head_change == HeadChange::behind));
  BOOST_TEST(now().files_missing.empty());
}

BOOST_AUTO_TEST_CASE(tells_that_history_was_rewritten) {
  end_session();
  git("app", "commit --amend -m better");
  BOOST_TEST((now().head_change == HeadChange::diverged));
  BOOST_TEST(now().distance.ahead == 1);
  BOOST_TEST(now().distance.behind == 1);
}

BOOST_AUTO_TEST_CASE(tells_that_the_commit_is_gone) {
  end_session();
  git("app", "commit --amend -m better");
  git("app", "reflog expire --expire=now --all");
  git("app", "gc --prune=now");
  BOOST_TEST((now().head_change == HeadChange::gone));
}

BOOST_AUTO_TEST_CASE(tells_what_lies_elsewhere_in_another_work_tree) {
  write("app/src/untracked.txt");
  end_session({{"src/made.txt", written}, {"src/untracked.txt", written}});
  git("app", "worktree add ../feature");
  BOOST_TEST(now("feature").other_branch);
  BOOST_TEST(now("feature").branch == "feature");
  BOOST_TEST(now("feature").files_missing.empty());
  BOOST_TEST(now("feature").files_changed.empty());
}

BOOST_AUTO_TEST_CASE(knows_the_branch_of_a_work_tree_that_is_gone) {
  git("app", "worktree add ../feature");
  session.working_directory = text("feature");
  session.branch = "feature";
  git("app", "worktree remove ../feature");
  end_session();
  BOOST_TEST(now().other_branch);
  BOOST_TEST(now().branch_then == "feature");
  BOOST_TEST(now().files_missing.empty());
}

BOOST_AUTO_TEST_CASE(tells_nothing_of_a_repository_that_is_gone) {
  end_session();
  fs::remove_all(path("app/.git"));
  fs::remove_all(path("app/src"));
  BOOST_TEST(now().empty());
  fs::remove_all(path("app"));
  BOOST_TEST(now().empty());
}

BOOST_AUTO_TEST_CASE(tells_nothing_of_a_project_on_another_machine) {
  project.path = project.key = session.working_directory = "/nowhere/app";
  end_session();
  BOOST_TEST(look({then, project.key, "/nowhere/app"}, nullptr,
                  std::chrono::steady_clock::now() + std::chrono::seconds(10))
                 .staleness.empty());
}

BOOST_AUTO_TEST_CASE(misses_files_of_a_project_without_git) {
  write("plain/notes.txt");
  project.path = project.key = session.working_directory = text("plain");
  end_session({{"notes.txt", written}});
  fs::remove(path("plain/notes.txt"));
  BOOST_TEST(now("plain").files_missing == Paths{"notes.txt"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(goes_by_the_reflog_when_the_session_ended_long_ago) {
  session.ended_at = 4'000'000'000'000;
  const auto before = git::WorkTree::open(text("app"), project.key).value().head().head;
  git("app", "commit --allow-empty -m later", "GIT_COMMITTER_DATE='4000000100 +0000' ");
  const auto snapshot = take_snapshot(project, session, 4'000'000'900'000).value();
  BOOST_TEST(snapshot.head == before);
  BOOST_TEST(!snapshot.is_present);
}

BOOST_AUTO_TEST_CASE(is_not_made_again_while_nothing_has_changed) {
  end_session();
  Look before = look_at();
  before.staleness.files_changed = {"what was found before"};
  BOOST_TEST(look_at("app", &before).staleness.files_changed.size() == 1U);
  commit("app", "one");
  BOOST_TEST(look_at("app", &before).staleness.files_changed.empty());
  BOOST_TEST(look_at("app", &before).staleness.distance.ahead == 1);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
