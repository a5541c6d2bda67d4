// Which project a working directory belongs to.

#include <cstdlib>

#include <boost/test/unit_test.hpp>

#include "daemon/git/repository.hpp"
#include "tests/unit/git/real_repository.hpp"

namespace baton::tests {
namespace {

using git::locate_project;

/// HOME set to a directory for one test.
struct HomeAt {
  std::string before = std::getenv("HOME") != nullptr ? std::getenv("HOME") : "";
  explicit HomeAt(const std::string& home) { setenv("HOME", home.c_str(), 1); }
  HomeAt(const HomeAt&) = delete;
  HomeAt& operator=(const HomeAt&) = delete;
  ~HomeAt() { setenv("HOME", before.c_str(), 1); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(project, GitSandbox)

BOOST_AUTO_TEST_CASE(of_a_repository_is_its_git_directory) {
  make_repository("app");
  const auto found = locate_project(text("app"));
  BOOST_TEST(found.key == text("app/.git"));
  BOOST_TEST(found.path == text("app"));
  BOOST_TEST(found.name == "app");
  BOOST_TEST(found.origin_url.empty());
}

BOOST_AUTO_TEST_CASE(of_a_directory_inside_is_the_repository) {
  make_repository("app");
  make_directory("app/src/deep");
  write("app/src/package.json");
  BOOST_TEST(locate_project(text("app/src/deep")).path == text("app"));
}

BOOST_AUTO_TEST_CASE(of_a_deleted_directory_inside_is_the_repository) {
  make_repository("app");
  BOOST_TEST(locate_project(text("app/gone/deeper/")).key == text("app/.git"));
}

BOOST_AUTO_TEST_CASE(is_shared_by_work_trees) {
  make_repository("app");
  git("app", "worktree add ../feature");
  const auto found = locate_project(text("feature"));
  BOOST_TEST(found.key == text("app/.git"));
  BOOST_TEST(found.path == text("app"));
}

BOOST_AUTO_TEST_CASE(of_work_trees_beside_a_hidden_bare_repository_is_the_directory_around_them) {
  make_repository("seed");
  make_directory("app");
  git("app", "clone --bare ../seed .bare");
  git("app/.bare", "worktree add ../main-tree main");
  const auto found = locate_project(text("app/main-tree"));
  BOOST_TEST(found.key == text("app/.bare"));
  BOOST_TEST(found.path == text("app"));
  BOOST_TEST(found.name == "app");
}

BOOST_AUTO_TEST_CASE(of_a_bare_repository_is_named_without_git) {
  make_repository("seed");
  git("", "clone --bare seed app.git");
  BOOST_TEST(locate_project(text("app.git")).name == "app");
}

BOOST_AUTO_TEST_CASE(of_a_submodule_is_its_own) {
  make_repository("library");
  make_repository("app");
  git("app", "-c protocol.file.allow=always submodule add ../library library");
  const auto found = locate_project(text("app/library"));
  BOOST_TEST(found.path == text("app/library"));
  BOOST_TEST(found.key == text("app/.git/modules/library"));
}

BOOST_AUTO_TEST_CASE(of_a_clone_has_the_origin_without_credentials) {
  make_repository("app");
  git("app", "remote add origin https://me:pa55word@example.org/team/app.git");
  BOOST_TEST(locate_project(text("app")).origin_url == "https://example.org/team/app.git");
}

BOOST_AUTO_TEST_CASE(of_two_clones_differs_in_key_but_not_in_origin) {
  make_repository("seed");
  git("", "clone seed one");
  git("", "clone seed two");
  BOOST_TEST(locate_project(text("one")).key != locate_project(text("two")).key);
  BOOST_TEST(locate_project(text("one")).origin_url == locate_project(text("two")).origin_url);
}

BOOST_AUTO_TEST_CASE(is_reached_through_symbolic_links) {
  make_repository("app");
  std::filesystem::create_directory_symlink(path("app"), path("link"));
  BOOST_TEST(locate_project(text("link")).path == text("app"));
}

BOOST_AUTO_TEST_CASE(without_git_is_the_nearest_marked_directory) {
  write("plain/package.json");
  write("plain/service/Cargo.toml");
  make_directory("plain/service/src");
  BOOST_TEST(locate_project(text("plain/service/src")).path == text("plain/service"));
  make_directory("plain/docs");
  BOOST_TEST(locate_project(text("plain/docs")).key == text("plain"));
}

BOOST_AUTO_TEST_CASE(without_any_marker_is_the_directory_itself) {
  make_directory("notes/today");
  const auto found = locate_project(text("notes/./today/"));
  BOOST_TEST(found.key == text("notes/today"));
  BOOST_TEST(found.name == "today");
}

BOOST_AUTO_TEST_CASE(is_not_found_by_a_marker_at_home) {
  write("home/package.json");
  make_directory("home/notes");
  const HomeAt home(text("home"));
  BOOST_TEST(locate_project(text("home/notes")).path == text("home/notes"));
}

BOOST_AUTO_TEST_CASE(is_not_the_dotfiles_kept_in_git_at_home) {
  make_repository("home");
  make_directory("home/notes");
  const HomeAt home(text("home"));
  BOOST_TEST(locate_project(text("home/notes")).path == text("home/notes"));
  BOOST_TEST(locate_project(text("home")).key == text("home/.git"));
}

BOOST_AUTO_TEST_CASE(of_a_directory_on_another_machine_is_as_written) {
  const auto found = locate_project("/Users/someone/code/../app//");
  BOOST_TEST(found.key == "/Users/someone/app");
  BOOST_TEST(found.path == "/Users/someone/app");
  BOOST_TEST(found.name == "app");
}

BOOST_AUTO_TEST_CASE(of_a_windows_directory_keeps_its_backslashes) {
  const auto found = locate_project("C:\\Users\\me\\app\\");
  BOOST_TEST(found.path == "C:\\Users\\me\\app");
  BOOST_TEST(found.name == "app");
}

BOOST_AUTO_TEST_CASE(of_odd_texts_is_something) {
  BOOST_TEST(locate_project("/").name == "/");
  BOOST_TEST(locate_project("relative/dir").key == "relative/dir");
  BOOST_TEST(locate_project("C:\\").name == "C:\\");
  BOOST_CHECK_NO_THROW(locate_project(""));
  BOOST_CHECK_NO_THROW(locate_project(std::string_view("/tmp/a\0b", 8)));
  BOOST_CHECK_NO_THROW(locate_project("/" + std::string(100000, 'x')));
  BOOST_CHECK_NO_THROW(locate_project("/\xFF\xFE/x"));
  BOOST_CHECK_NO_THROW(locate_project("\\\\"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::tests
