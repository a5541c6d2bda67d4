#include "daemon/handoff/builder.hpp"

#include <utility>

#include <boost/test/unit_test.hpp>

#include "tests/unit/handoff/material_builder.hpp"

namespace baton::handoff {
namespace {

using store::ToolKind;

SessionTurns earlier_session() {
  SessionBuilder session(1);
  session.user("Bring the importer to the new format. Never change the schema by hand.")
      .edit("/home/someone/projects/engine/src/importer_main.cpp")
      .shell("make importer", "error: archive.h: No such file or directory", true)
      .agent("The importer reads the new format, but `make importer` still fails in archive.h.");
  return session.done();
}

SessionTurns session_of_many_kinds() {
  SessionBuilder session(2);
  session.user("Let src/archive.cpp build again; see tests/archive_test.cpp for what it must do.")
      .agent("I look at the build of the archive first, because the header was moved.")
      .shell("make importer", "error: archive.h: No such file or directory", true)
      .edit("/home/someone/projects/engine/src/archive.cpp")
      .shell("make importer", "Build succeeded")
      .tool("TodoWrite", ToolKind::todo,
            R"({"todos":[{"content":"Run archive_test","status":"pending"}]})", "ok")
      .agent("The importer builds. Shall I run `make check` for the whole tree as well?")
      .user("Yes, and use ninja, not make.")
      .call("Bash", ToolKind::shell, R"({"command":"ninja check","description":"Run all checks"})");
  return session.done();
}

/// The first `count` turns of a session.
SessionTurns beginning_of(const SessionTurns& session, std::size_t count) {
  SessionTurns begun{session.session, {}, 7};
  begun.turns.insert(begun.turns.end(), session.turns.begin(),
                     session.turns.begin() + static_cast<std::ptrdiff_t>(count));
  return begun;
}

Material material_with(SessionTurns newest) {
  SessionTurns earlier = earlier_session();
  earlier.loading = 3;
  return material_of({std::move(newest), std::move(earlier)});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(builder)

BOOST_AUTO_TEST_CASE(turn_by_turn_gives_what_all_at_once_gives) {
  const SessionTurns whole = session_of_many_kinds();
  Material growing = material_with(beginning_of(whole, 1));
  Builder builder;
  for (std::size_t count = 1; count <= whole.turns.size(); ++count) {
    if (count > 1) growing.sessions[0].turns.push_back(whole.turns[count - 1]);
    const Built built = builder.build(growing, 1000);
    BOOST_TEST(built.text == build(material_with(beginning_of(whole, count)), 1000).text);
    BOOST_TEST(built.source_tokens > 0);
  }
}

BOOST_AUTO_TEST_CASE(the_outcome_of_a_call_changes_what_was_said_of_it) {
  SessionBuilder session(2);
  session.user("Check the archive module with all of its tests, please")
      .tool("Bash", ToolKind::shell,
            R"({"command":"ninja check","description":"Run the tests of the archive module"})",
            "Exit code 1\nFAILED: archive_test", true);
  Material growing = material_with(beginning_of(session.done(), 2));
  Builder builder;
  builder.build(growing, 1000);
  growing.sessions[0].turns.push_back(session.done().turns.back());
  BOOST_TEST(builder.build(growing, 1000).text == build(growing, 1000).text);
}

BOOST_AUTO_TEST_CASE(turns_that_were_loaded_anew_are_read_anew) {
  Material material = material_with(beginning_of(session_of_many_kinds(), 3));
  Builder builder;
  builder.build(material, 1000);
  material.sessions[0].turns[0].text = "Let src/packer.cpp build again, please";
  material.sessions[0].loading = 8;
  BOOST_TEST(
      any_holds(lines_in(builder.build(material, 1000), SectionName::requests), "packer.cpp"));
}

BOOST_AUTO_TEST_CASE(another_session_becomes_the_newest) {
  Material material = material_with(session_of_many_kinds());
  Builder builder;
  builder.build(material, 1000);
  SessionBuilder third(3);
  third.user("Write the release notes for the archive format");
  material.sessions.insert(material.sessions.begin(), third.done());
  BOOST_TEST(builder.build(material, 1000).text == build(material, 1000).text);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
