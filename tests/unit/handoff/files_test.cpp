#include <algorithm>

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
  BOOST_REQUIRE_EQUAL(lines.size(), 1U);
  BOOST_TEST(lines[0] ==
             "Changed: src/often_edited.cpp (2 edits, +4 -3), src/rarely_edited.cpp (+1 -1)");
}

BOOST_AUTO_TEST_CASE(a_short_document_names_the_changed_ones_only) {
  auto session = started();
  session.edit("/home/someone/projects/engine/src/engine_core.cpp", "a\nb", "c\nd\ne");
  const auto lines = lines_in(build(material_of({session.done()}), 1000), SectionName::files);
  BOOST_TEST(any_holds(lines, "Changed: src/engine_core.cpp"));
  BOOST_TEST(!any_holds(lines, "+3 -2"));
}

BOOST_AUTO_TEST_CASE(a_line_names_eight_of_them_and_cites_each) {
  auto session = started();
  for (int i = 0; i < 9; ++i)
    session.edit("/home/someone/projects/engine/src/part_" + std::to_string(i) + ".cpp");
  const auto built = build(material_of({session.done()}), 4000);
  const auto section = std::find_if(built.document.sections.begin(), built.document.sections.end(),
                                    [](const auto& s) { return s.name == SectionName::files; });
  BOOST_REQUIRE((section != built.document.sections.end()));
  BOOST_REQUIRE_EQUAL(section->lines.size(), 2U);
  BOOST_TEST(section->lines[0].citations.size() == 8U);
  BOOST_TEST(section->lines[1].citations.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_written_file_may_be_new) {
  auto session = started();
  session.tool("Write", ToolKind::write,
               R"({"file_path":"/home/someone/projects/engine/NOTES.md","content":"one\ntwo\n"})",
               "File created successfully at: /home/someone/projects/engine/NOTES.md");
  BOOST_TEST(any_holds(files_of(session), "Created: NOTES.md (+2 -0)"));
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
  BOOST_TEST(any_holds(lines, "Created: docs/new_page.md (+1 -0)"));
  BOOST_TEST(any_holds(lines, "Changed: src/engine_core.cpp (+1 -1)"));
  BOOST_TEST(any_holds(lines, "Deleted: src/dead_code.cpp"));
}

BOOST_AUTO_TEST_CASE(removal_by_the_shell_counts) {
  auto session = started();
  session.shell("rm -f src/obsolete_part.cpp && git rm docs/obsolete_page.md", "")
      .agent("Both of them are gone now.");
  const auto lines = files_of(session);
  BOOST_TEST(any_holds(lines, "Deleted: src/obsolete_part.cpp, docs/obsolete_page.md"));
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
