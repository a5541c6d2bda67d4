// Which files a handoff has checked when it is given out.

#include <boost/test/unit_test.hpp>

#include "daemon/handoff/staleness/snapshot.hpp"
#include "tests/unit/handoff/material_builder.hpp"

namespace baton::handoff {
namespace {

using store::ToolKind;

const std::string root = "/home/someone/projects/engine";

std::vector<NamedFile> files_of(const std::vector<SessionTurns>& sessions) {
  auto material = material_of(sessions);
  material.work_tree = WorkTreeSnapshot{};
  material.work_tree->root = root;
  return build(material, 4000).document.work_tree.value().files;
}

std::vector<NamedFile> files_of(const SessionBuilder& session) {
  return files_of(std::vector{session.done()});
}

SessionBuilder started(std::int64_t number = 1) {
  SessionBuilder session(number);
  session.user("Tidy the sources of the engine up");
  return session;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(named_files_of)

BOOST_AUTO_TEST_CASE(a_session_that_wrote_and_read) {
  auto session = started();
  session.edit(root + "/src/core.cpp")
      .tool("Read", ToolKind::read, R"({"file_path":")" + root + R"(/README.md"})", "# engine");
  const auto files = files_of(session);
  BOOST_REQUIRE_EQUAL(files.size(), 2U);
  BOOST_TEST(files[0].path == "src/core.cpp");
  BOOST_TEST(files[0].written);
  BOOST_TEST(files[1].path == "README.md");
  BOOST_TEST(!files[1].written);
}

BOOST_AUTO_TEST_CASE(outside_of_the_work_tree_are_none) {
  auto session = started();
  session.edit("/etc/hosts").edit("C:\\engine\\core.cpp").edit("~/notes.txt").edit(root + "/../x");
  BOOST_TEST(files_of(session).empty());
}

BOOST_AUTO_TEST_CASE(other_work_trees_and_git_itself_are_none) {
  auto session = started();
  session.edit(root + "/.worktrees/fix/a.cpp").edit(root + "/.git/config");
  BOOST_TEST(files_of(session).empty());
}

BOOST_AUTO_TEST_CASE(a_file_that_was_deleted_is_none) {
  auto session = started();
  session.edit(root + "/src/dead.cpp").shell("rm " + root + "/src/dead.cpp", "");
  BOOST_TEST(files_of(session).empty());
}

BOOST_AUTO_TEST_CASE(what_may_have_been_moved_is_not_certain) {
  for (const auto* command :
       {"git mv src/core.cpp src/kernel.cpp", "cd src && mv core.cpp kernel.cpp", "rm -rf ./src/",
        "rm *.cpp", "git stash -u", "find . -name '*.orig' -delete",
        "python3 -c \"import os; os.remove('core.cpp')\""}) {
    auto session = started();
    session.edit(root + "/src/core.cpp").shell(command, "");
    const auto files = files_of(session);
    BOOST_REQUIRE_EQUAL(files.size(), 1U);
    BOOST_TEST(!files[0].certain, command);
  }
}

BOOST_AUTO_TEST_CASE(a_long_program_that_deletes_may_have_deleted_anything) {
  auto session = started();
  session.edit(root + "/src/core.cpp")
      .shell("python3 - <<'E'\nimport os\n" + std::string(5000, '#') + "\nos.unlink(path)\nE", "");
  BOOST_TEST(!files_of(session).at(0).certain);
}

BOOST_AUTO_TEST_CASE(commands_about_other_files_leave_it_certain) {
  auto session = started();
  session.edit(root + "/src/core.cpp").shell("rm src/other.cpp && make", "");
  BOOST_TEST(files_of(session).at(0).certain);
}

BOOST_AUTO_TEST_CASE(a_relative_path_is_not_certain) {
  auto session = started();
  session.edit("src/core.cpp");
  auto turns = session.done();
  turns.session.working_directory = root;
  const auto files = files_of({turns});
  BOOST_REQUIRE_EQUAL(files.size(), 1U);
  BOOST_TEST(files[0].path == "src/core.cpp");
  BOOST_TEST(!files[0].certain);
}

BOOST_AUTO_TEST_CASE(what_a_later_session_deleted_is_none) {
  auto first = started(1);
  first.edit(root + "/src/dead.cpp");
  auto second = started(2);
  second.shell("git rm " + root + "/src/dead.cpp", "rm 'src/dead.cpp'");
  BOOST_TEST(files_of({second.done(), first.done()}).empty());
}

BOOST_AUTO_TEST_CASE(they_have_a_bound) {
  auto session = started();
  for (int i = 0; i < 100; ++i) session.edit(root + "/src/part" + std::to_string(i) + ".cpp");
  BOOST_TEST(files_of(session).size() == 60U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
