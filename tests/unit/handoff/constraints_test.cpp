#include <boost/test/unit_test.hpp>

#include "tests/unit/handoff/material_builder.hpp"

namespace baton::handoff {

namespace {

std::vector<std::string> constraints_from(const std::string& text) {
  SessionBuilder session(1);
  session.user("Let us work on the importer today. " + text + " Thank you very much for that.")
      .agent("The importer has been changed.");
  return lines_in(build(material_of({session.done()}), 4000), SectionName::constraints);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(constraints)

BOOST_AUTO_TEST_CASE(a_rule_is_quoted_as_one_sentence) {
  const auto lines = constraints_from("Never write to the shared cache directory.");
  BOOST_REQUIRE_EQUAL(lines.size(), 1U);
  BOOST_TEST(lines[0] == "\"Never write to the shared cache directory.\"");
}

BOOST_AUTO_TEST_CASE(one_thing_not_another_is_a_rule) {
  BOOST_TEST(constraints_from("Please use pnpm, not npm, in this repository.").size() == 1U);
}

BOOST_AUTO_TEST_CASE(typographic_apostrophes_count) {
  BOOST_TEST(constraints_from("Don’t touch the generated sources.").size() == 1U);
}

BOOST_AUTO_TEST_CASE(not_knowing_is_no_rule) {
  for (const auto* sentence :
       {"I don't know why the importer fails.", "It still doesn't keep the order of rows.",
        "Dont know whether it is always so.", "Saya tidak tahu, kenapa selalu gagal begitu."})
    BOOST_TEST(constraints_from(sentence).empty(), sentence);
}

BOOST_AUTO_TEST_CASE(a_question_is_no_rule) {
  BOOST_TEST(constraints_from("Must the importer read old files?").empty());
}

BOOST_AUTO_TEST_CASE(code_is_no_rule) {
  BOOST_TEST(constraints_from("\n```\n// never call this function twice\n```\n").empty());
}

BOOST_AUTO_TEST_CASE(the_agents_own_rules_are_not_the_users) {
  SessionBuilder session(1);
  session.user("Look into the importer, please")
      .agent("You must always restart the server. Never stop it by hand.");
  BOOST_TEST(
      lines_in(build(material_of({session.done()}), 4000), SectionName::constraints).empty());
}

BOOST_AUTO_TEST_CASE(a_long_one_is_cut_to_what_lays_down_something) {
  const auto lines = constraints_from(
      "While you are looking at the importer and at the many small scripts around it that nobody "
      "has tidied up since the summer before last, when the whole team was busy with the release "
      "and the two people who knew them had left for another project in another town, never touch "
      "the archived ones.");
  BOOST_REQUIRE_EQUAL(lines.size(), 1U);
  BOOST_TEST(lines[0] == "\"…never touch the archived ones.\"");
}

BOOST_AUTO_TEST_CASE(in_a_short_document_those_of_one_session_share_a_line) {
  SessionBuilder session(1);
  session
      .user(
          "Please look at the importer today. Never push to the main branch. Always run the linter "
          "first.")
      .agent("I will keep that in mind for this work.");
  const auto lines = lines_in(build(material_of({session.done()}), 1000), SectionName::constraints);
  BOOST_REQUIRE_EQUAL(lines.size(), 1U);
  BOOST_TEST(lines[0] == "\"Never push to the main branch.\"; \"Always run the linter first.\"");
}

BOOST_AUTO_TEST_CASE(earlier_sessions_rules_still_hold) {
  SessionBuilder first(1);
  first.user("Look at the tests. Always run the linter before a commit.")
      .agent("The tests are looked at now.");
  SessionBuilder second(2);
  second.user("Add a column to the table view").agent("The column is in the table view.");
  const auto lines =
      lines_in(build(material_of({second.done(), first.done()})), SectionName::constraints);
  BOOST_TEST(any_holds(lines, "Always run the linter before a commit."));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
