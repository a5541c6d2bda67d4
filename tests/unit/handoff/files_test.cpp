#include <boost/test/unit_test.hpp>

#include "tests/unit/handoff/material_builder.hpp"

namespace baton::handoff {

using store::ToolKind;

namespace {

std::vector<std::string> files_of(const SessionBuilder& session) {
  return lines_in(build(material_of({session.done()}), 4000), SectionName::files);
}

SessionBuilder started() {
  SessionBuilder session(1);
  session.user("Tidy the sources of the engine up");
  return session;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(files)

BOOST_AUTO_TEST_CASE(the_most_edited_comes_first_relative_to_the_project) {
  auto session = started();
  session.edit("/home/someone/projects/engine/src/rarely_edited.cpp")
      .edit("/home/someone/projects/engine/src/often_edited.cpp", "a\nb", "c\nd\ne")
      .edit("/home/someone/projects/engine/src/often_edited.cpp", "f", "g");
  const auto lines = files_of(session);
  BOOST_REQUIRE_EQUAL(lines.size(), 2U);
  BOOST_TEST(lines[0] == "src/often_edited.cpp: modified (2 edits), +4 -3");
  BOOST_TEST(lines[1] == "src/rarely_edited.cpp: modified, +1 -1");
}

BOOST_AUTO_TEST_CASE(a_written_file_may_be_new) {
  auto session = started();
  session.tool("Write", ToolKind::write,
               R"({"file_path":"/home/someone/projects/engine/NOTES.md","content":"one\ntwo\n"})",
               "File created successfully at: /home/someone/projects/engine/NOTES.md");
  BOOST_TEST(any_holds(files_of(session), "NOTES.md: created, +2 -0"));
}

BOOST_AUTO_TEST_CASE(a_failed_edit_changes_nothing) {
  auto session = started();
  session.tool("Edit", ToolKind::edit,
               R"({"file_path":"/home/someone/projects/engine/src/untouched_file.cpp"})",
               "String to replace not found", true);
  BOOST_TEST(files_of(session).empty());
}

BOOST_AUTO_TEST_CASE(a_patch_names_several) {
  auto session = started();
  session.tool("apply_patch", ToolKind::edit,
               "*** Begin Patch\n*** Add File: docs/new_page.md\n+hello\n*** Update File: "
               "src/engine_core.cpp\n@@\n-old\n+new\n"
               "*** Delete File: src/dead_code.cpp\n*** End Patch",
               "Success");
  const auto lines = files_of(session);
  BOOST_TEST(any_holds(lines, "docs/new_page.md: created, +1 -0"));
  BOOST_TEST(any_holds(lines, "src/engine_core.cpp: modified, +1 -1"));
  BOOST_TEST(any_holds(lines, "src/dead_code.cpp: deleted"));
}

BOOST_AUTO_TEST_CASE(removal_by_the_shell_counts) {
  auto session = started();
  session.shell("rm -f src/obsolete_part.cpp && git rm docs/obsolete_page.md", "");
  const auto lines = files_of(session);
  BOOST_TEST(any_holds(lines, "src/obsolete_part.cpp: deleted"));
  BOOST_TEST(any_holds(lines, "docs/obsolete_page.md: deleted"));
}

BOOST_AUTO_TEST_CASE(what_was_only_read_stands_in_one_line) {
  auto session = started();
  session
      .tool("Read", ToolKind::read, R"({"file_path":"/home/someone/projects/engine/README.md"})",
            "# engine")
      .tool("Read", ToolKind::read, R"({"file_path":"/home/someone/.config/settings.toml"})",
            "x = 1");
  BOOST_TEST(any_holds(files_of(session), "Read, not changed: README.md, ~/.config/settings.toml"));
}

BOOST_AUTO_TEST_CASE(results_without_ids_belong_to_the_call_before) {
  auto session = started();
  session.without_ids()
      .tool("Edit", ToolKind::edit, R"({"file_path":"src/first_of_them.cpp"})", "error: denied",
            true)
      .tool("Edit", ToolKind::edit, R"({"file_path":"src/second_of_them.cpp"})", "updated");
  const auto lines = files_of(session);
  BOOST_TEST(!any_holds(lines, "first_of_them.cpp"));
  BOOST_TEST(any_holds(lines, "second_of_them.cpp"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
