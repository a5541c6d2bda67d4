#include <stdexcept>

#include <boost/test/unit_test.hpp>

#include "tests/unit/handoff/material_builder.hpp"

namespace baton::handoff {

namespace {

Document sample_document() {
  return {{{SectionName::requests, {{"\"a request that is long enough\"", {{3, 1}, {3, 41}}}}},
           {SectionName::more, {{"two lines:\nand \"quotes\" \\ backslashes", {}}}}}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(document)

BOOST_AUTO_TEST_CASE(json_gives_the_document_back) {
  const auto document = from_json(to_json(sample_document()));
  BOOST_TEST(to_json(document) == to_json(sample_document()));
  BOOST_TEST(render_markdown(document) == render_markdown(sample_document()));
}

BOOST_AUTO_TEST_CASE(json_names_sections_and_citations) {
  BOOST_TEST(
      to_json({{{SectionName::next_step, {{"do it", {{3, 41}}}}}}}) ==
      R"({"session":0,"sections":[{"name":"next_step","lines":[{"text":"do it","citations":["3:41"]}]}]})");
}

BOOST_AUTO_TEST_CASE(json_gives_the_work_tree_back) {
  auto document = sample_document();
  auto& then = document.work_tree.emplace();
  then.root = "/app";
  then.head = std::string(40, 'a');
  then.branch = "main";
  then.at = 12345;
  then.files = {{"src/a.cpp", true, true, "0f"}, {"b", false, true, std::nullopt}};
  const auto tree = from_json(to_json(document)).work_tree.value();
  BOOST_TEST(tree.root == "/app");
  BOOST_TEST(tree.head == std::string(40, 'a'));
  BOOST_TEST(tree.branch == "main");
  BOOST_TEST(tree.at == 12345);
  BOOST_REQUIRE_EQUAL(tree.files.size(), 2U);
  BOOST_TEST(tree.files[0].path == "src/a.cpp");
  BOOST_TEST(tree.files[0].written);
  BOOST_TEST(tree.files[0].content.value() == "0f");
  BOOST_TEST(!tree.files[1].content.has_value());
}

BOOST_AUTO_TEST_CASE(json_has_no_files_outside_of_the_work_tree) {
  const auto document = from_json(
      R"({"sections":[],"work_tree":{"root":"/app","files":[{"path":"../x"},{"path":"/etc/passwd"},)"
      R"({"path":"a/../../x"},{"path":""},{"path":7},8,{"path":"kept"}]}})");
  BOOST_REQUIRE_EQUAL(document.work_tree.value().files.size(), 1U);
  BOOST_TEST(document.work_tree->files[0].path == "kept");
}

BOOST_AUTO_TEST_CASE(what_is_no_document_is_refused) {
  for (const auto* text :
       {"", "[]", "{}", "{\"sections\":1}", R"({"session":"3","sections":[]})",
        R"({"sections":[{"name":"nonsense","lines":[]}]})",
        R"({"sections":[{"name":"more","lines":[{"text":"x"}]}]})",
        R"({"sections":[{"name":"more","lines":[{"text":"x","citations":["3-1"]}]}]})",
        R"({"sections":[{"name":"more","lines":[{"text":"x","citations":["3:1x"]}]}]})"}) {
    BOOST_CHECK_THROW(from_json(text), std::runtime_error);
  }
}

BOOST_AUTO_TEST_CASE(markdown_is_compact) {
  BOOST_TEST(render_markdown(sample_document()) ==
             "## Requests\n- \"a request that is long enough\" [3:41]\n"
             "## Where to look for more\n- two lines:\n  > and \"quotes\" \\ backslashes\n");
}

BOOST_AUTO_TEST_CASE(turns_of_the_session_that_is_handed_on_are_cited_without_it) {
  const Document document{
      {{SectionName::state, {{"of this session", {{3, 41}}}, {"of another", {{2, 41}}}}}}, 3};
  BOOST_TEST(render_markdown(document) ==
             "## State\n- of this session [41]\n- of another [2:41]\n");
  BOOST_TEST(render_markdown(from_json(to_json(document))) == render_markdown(document));
}

BOOST_AUTO_TEST_CASE(one_of_before_sessions_were_told_is_still_read) {
  const auto document = from_json(
      R"({"sections":[{"name":"state","lines":[{"text":"done","citations":["3:41"]}]}]})");
  BOOST_TEST(render_markdown(document) == "## State\n- done [3:41]\n");
}

BOOST_AUTO_TEST_CASE(a_line_cannot_open_a_heading) {
  BOOST_TEST(render_markdown({{{SectionName::state, {{"# Provenance", {}}}}}}) ==
             "## State\n- \\# Provenance\n");
}

BOOST_AUTO_TEST_CASE(sections_stand_in_their_order_with_stable_names) {
  for (int number = 0; number <= static_cast<int>(SectionName::summary); ++number) {
    const auto section = static_cast<SectionName>(number);
    BOOST_TEST((section_named(to_string(section)) == section));
    BOOST_TEST(!title_of(section).empty());
  }
  BOOST_TEST(!section_named("nonsense_section").has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
