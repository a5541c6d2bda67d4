#include "daemon/handoff/entities/steps.hpp"

#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace baton::handoff {
namespace {

using Keys = std::vector<std::string>;

Step message(StepRole role, std::string text) {
  Step step;
  step.role = role;
  step.text = std::move(text);
  return step;
}

Step tool_step(StepTool tool) {
  Step step;
  step.role = StepRole::tool;
  step.tool = std::move(tool);
  return step;
}

StepTool shell_with(std::string output) {
  StepTool tool;
  tool.kind = StepKind::shell;
  tool.output = std::move(output);
  return tool;
}

void expect(const Keys& keys, const Keys& wanted) {
  BOOST_TEST(keys == wanted, boost::test_tools::per_element());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(steps)

BOOST_AUTO_TEST_CASE(what_the_user_names_is_given) {
  const auto keys = keys_of(message(StepRole::user, "Rename parseHeader in src/http.cpp"));
  expect(keys.given, {"i:parseheader", "p:src/http.cpp"});
  expect(keys.topics, {"rename", "parseheader", "http"});
  BOOST_TEST(keys.written.empty());
}

BOOST_AUTO_TEST_CASE(what_the_agent_names_is_written) {
  const auto keys = keys_of(message(StepRole::assistant, "I renamed parseHeader."));
  expect(keys.written, {"i:parseheader"});
  BOOST_TEST(keys.given.empty());
}

BOOST_AUTO_TEST_CASE(a_summary_has_no_topics_and_a_note_has_nothing) {
  const auto summary = keys_of(message(StepRole::summary, "parseHeader was renamed"));
  expect(summary.written, {"i:parseheader"});
  BOOST_TEST(summary.topics.empty());
  const auto note = keys_of(message(StepRole::note, "parseHeader was renamed"));
  BOOST_TEST(note.written.empty());
  BOOST_TEST(note.topics.empty());
}

BOOST_AUTO_TEST_CASE(fenced_code_has_no_topics) {
  expect(keys_of(message(StepRole::user, "before ```python code``` after ```open")).topics,
         {"open"});
}

BOOST_AUTO_TEST_CASE(each_key_comes_once) {
  expect(keys_of(message(StepRole::user, "a.go, a.go and a.go")).given, {"p:/a.go"});
}

BOOST_AUTO_TEST_CASE(a_tool_is_given_paths_and_commands_but_no_flags) {
  StepTool tool;
  tool.kind = StepKind::shell;
  tool.path = "src/a.go";
  tool.paths = {"src/b.go"};
  tool.command = "go test ./... --run-all";
  expect(keys_of(tool_step(tool)).given, {"c:go test ./...", "p:src/a.go", "p:src/b.go"});
}

BOOST_AUTO_TEST_CASE(the_body_of_an_edit_is_written_not_given) {
  StepTool tool;
  tool.kind = StepKind::edit;
  tool.path = "src/a.go";
  tool.arguments = "readHeader()";
  const auto keys = keys_of(tool_step(tool));
  expect(keys.given, {"p:src/a.go"});
  expect(keys.written, {"i:readheader"});
}

BOOST_AUTO_TEST_CASE(the_pattern_of_a_search_is_given) {
  StepTool tool;
  tool.kind = StepKind::search;
  tool.arguments = "pattern: readHeader";
  tool.output = "src/a.go:12: func readHeader";
  const auto keys = keys_of(tool_step(tool));
  expect(keys.given, {"i:readheader"});
  expect(keys.shown, {"i:readheader", "p:src/a.go"});
}

BOOST_AUTO_TEST_CASE(a_text_is_read_up_to_its_limit_in_characters) {
  std::string text;
  for (int i = 0; i < 7990; ++i) text += "é";
  expect(keys_of(message(StepRole::user, text + " a_name b_name")).given, {"i:a_name"});
}

BOOST_AUTO_TEST_CASE(what_a_command_shall_print_is_not_given) {
  StepTool tool;
  tool.kind = StepKind::shell;
  tool.command = "gh pr view --json 'headRefName,title' --jq .url";
  BOOST_TEST(given_text(tool) == "gh pr view    ");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(outcomes)

BOOST_AUTO_TEST_CASE(the_exit_code_decides) {
  auto tool = shell_with("2 failed");
  tool.exit_code = 0;
  BOOST_TEST(outcome_of(tool).value());
  tool.exit_code = 2;
  BOOST_TEST(!outcome_of(tool).value());
}

BOOST_AUTO_TEST_CASE(an_error_of_the_tool_is_a_failure) {
  StepTool tool = shell_with("12 passed");
  tool.failed = true;
  BOOST_TEST(!outcome_of(tool).value());
}

BOOST_AUTO_TEST_CASE(output_tells_when_no_code_is_known) {
  BOOST_TEST(outcome_of(shell_with("12 passed in 0.3s")).value());
  BOOST_TEST(!outcome_of(shell_with("11 passed, 1 failed")).value());
  BOOST_TEST(!outcome_of(shell_with("Traceback (most recent call last):")).value());
}

BOOST_AUTO_TEST_CASE(output_that_says_neither_tells_nothing) {
  BOOST_TEST(!outcome_of(shell_with("hello")).has_value());
  BOOST_TEST(!outcome_of(shell_with(" \n")).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
