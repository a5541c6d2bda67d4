// Repositories that libgit2 cannot fully read give what can be known, and never an exception.

#include <boost/test/unit_test.hpp>

#include "daemon/git/repository.hpp"
#include "tests/unit/git/library_leaks.hpp"
#include "tests/unit/git/real_repository.hpp"

namespace baton::tests {
namespace {

struct Repository : GitSandbox {
  Repository() { make_repository("app"); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(damaged_repository, Repository)

BOOST_AUTO_TEST_CASE(without_objects_still_is_a_project) {
  std::filesystem::remove_all(path("app/.git/objects"));
  BOOST_TEST(git::locate_project(text("app")).key == text("app/.git"));
  BOOST_CHECK_NO_THROW(git::repository_state(text("app")));
}

BOOST_AUTO_TEST_CASE(with_a_broken_head_is_read) {
  for (const char* head : {"", "garbage", "ref: refs/heads/../../x", "ref: refs/heads/gone",
                           "0000000000000000000000000000000000000000"}) {
    write("app/.git/HEAD", head);
    BOOST_TEST(git::locate_project(text("app")).path == text("app"));
    BOOST_CHECK_NO_THROW(git::repository_state(text("app")));
  }
}

BOOST_AUTO_TEST_CASE(with_a_broken_index_keeps_its_head) {
  write("app/.git/index", "garbage");
  BOOST_TEST(git::repository_state(text("app")).value().head.size() == 40U);
}

BOOST_AUTO_TEST_CASE(with_a_broken_configuration_still_is_a_project) {
  const LibraryLeaks leaks;
  write("app/.git/config", "[[[\n");
  BOOST_TEST(git::locate_project(text("app")).key == text("app/.git"));
  BOOST_CHECK_NO_THROW(git::repository_state(text("app")));
}

BOOST_AUTO_TEST_CASE(of_a_format_to_come_still_is_a_project) {
  const LibraryLeaks leaks;
  git("app", "config core.repositoryformatversion 1");
  git("app", "config extensions.refstorage fromTheFuture");
  BOOST_TEST(git::locate_project(text("app")).key == text("app/.git"));
}

BOOST_AUTO_TEST_CASE(with_extensions_that_do_not_matter_is_read) {
  const LibraryLeaks leaks;
  git("app", "config core.repositoryformatversion 1");
  git("app", "config extensions.worktreeConfig true");
  git("app", "config extensions.partialClone origin");
  BOOST_TEST(git::repository_state(text("app")).value().branch == "main");
}

BOOST_AUTO_TEST_CASE(with_a_git_file_that_points_nowhere_is_the_directory) {
  write("lost/.git", "gitdir: /nowhere/at/all\n");
  BOOST_TEST(git::locate_project(text("lost")).path == text("lost"));
  BOOST_CHECK_NO_THROW(git::repository_state(text("lost")));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::tests
