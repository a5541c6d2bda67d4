#include <boost/test/unit_test.hpp>

#include "tests/unit/handoff/material_builder.hpp"

namespace baton::handoff {

using store::ToolKind;

namespace {

SessionTurns first_session() {
  SessionBuilder session(1);
  session.user("Bring the importer to the new format")
      .edit("/home/someone/projects/engine/src/importer_main.cpp")
      .tool("TodoWrite", ToolKind::todo,
            R"({"todos":[{"content":"Convert the sample archives","status":"pending"}]})", "ok")
      .shell("make importer", "Exit code 2\nerror: archive.h: No such file or directory", true)
      .agent("The importer reads the new format, the archives remain.");
  return session.done();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sessions)

BOOST_AUTO_TEST_CASE(what_still_holds_is_carried_on) {
  SessionBuilder second(2);
  second.user("Write the page about the importer")
      .edit("/home/someone/projects/engine/docs/importer.md")
      .agent("The page about the importer is written.")
      .user("thanks, that is all for today")
      .agent("See you another day, then.");
  const auto built = build(material_of({second.done(), first_session()}));
  BOOST_TEST(any_holds(lines_in(built, SectionName::requests),
                       "Session 1, 2026-01-06: \"Bring the importer to the new format\""));
  BOOST_TEST(any_holds(lines_in(built, SectionName::state),
                       "Open since session 1, 2026-01-06: Convert the sample archives"));
  BOOST_TEST(
      any_holds(lines_in(built, SectionName::failures), "archive.h: No such file or directory"));
  BOOST_TEST(any_holds(lines_in(built, SectionName::files), "src/importer_main.cpp"));
}

BOOST_AUTO_TEST_CASE(an_item_done_since_is_not_open) {
  SessionBuilder second(2);
  second.user("Convert the archives now, please")
      .tool("TodoWrite", ToolKind::todo,
            R"({"todos":[{"content":"Convert the sample archives","status":"completed"}]})", "ok")
      .agent("All of the archives are converted.")
      .user("wonderful, thank you");
  const auto built = build(material_of({second.done(), first_session()}));
  BOOST_TEST(!any_holds(lines_in(built, SectionName::state), "Open since"));
}

BOOST_AUTO_TEST_CASE(a_session_with_nothing_in_it_does_not_hide_the_one_before) {
  SessionBuilder second(2);
  second.injected("<command-name>/exit</command-name>");
  const auto built = build(material_of({second.done(), first_session()}), 1000);
  BOOST_TEST(
      any_holds(lines_in(built, SectionName::requests), "Bring the importer to the new format"));
  BOOST_TEST(any_holds(lines_in(built, SectionName::next_step), "Convert the sample archives"));
  BOOST_TEST(any_holds(lines_in(built, SectionName::state), "The importer reads the new format"));
}

BOOST_AUTO_TEST_CASE(no_session_makes_a_document_all_the_same) {
  const auto built = build(material_of({}));
  BOOST_TEST(any_holds(lines_in(built, SectionName::provenance), "no session yet"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
