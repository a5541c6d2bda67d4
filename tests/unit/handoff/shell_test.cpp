#include "daemon/handoff/facts/shell.hpp"

#include <boost/test/unit_test.hpp>

#include "daemon/handoff/facts/outcome.hpp"

namespace baton::handoff {

namespace {

std::string main_of(std::string_view line) {
  const auto parsed = parse_command_line(line);
  return parsed.main() == nullptr ? "" : parsed.main()->text;
}

Purpose purpose_of_line(std::string_view line) {
  return parse_command_line(line).main()->purpose;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(shell)

BOOST_AUTO_TEST_CASE(the_check_names_the_line) {
  BOOST_TEST(
      main_of("cd /somewhere/else && CGO_ENABLED=0 timeout 60 go test ./... 2>&1 | tail -20") ==
      "go test ./...");
}

BOOST_AUTO_TEST_CASE(separators_in_quotes_divide_nothing) {
  BOOST_TEST(parse_command_line("python -c 'a; b && c | d'").commands.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_here_document_is_no_command) {
  BOOST_TEST(parse_command_line("python3 - <<'EOF'\nmake everything\nEOF\n").commands.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_continued_line_is_one) {
  BOOST_TEST(main_of("docker build \\\n  -t engine \\\n  .") == "docker build -t engine .");
}

BOOST_AUTO_TEST_CASE(scripts_of_the_project_tell_their_purpose) {
  BOOST_TEST((purpose_of_line("yarn run test:unit") == Purpose::test));
  BOOST_TEST((purpose_of_line("pnpm --filter web lint") == Purpose::lint));
  BOOST_TEST((purpose_of_line("npx tsc --noEmit") == Purpose::typecheck));
  BOOST_TEST((purpose_of_line("uv run pytest -q") == Purpose::test));
  BOOST_TEST((purpose_of_line("cmake --build build -j2") == Purpose::build));
}

BOOST_AUTO_TEST_CASE(unclosed_quotes_and_empty_lines_are_harmless) {
  BOOST_TEST(parse_command_line("").commands.empty());
  BOOST_TEST(parse_command_line(" ; && | \\").commands.empty());
  parse_command_line("echo 'never closed");
  parse_command_line("cat <<");
}

BOOST_AUTO_TEST_CASE(commit_messages_are_found) {
  BOOST_TEST(commit_message("git commit -m \"Read the header lazily\"").value_or("") ==
             "Read the header lazily");
  BOOST_TEST(
      commit_message("git commit -m \"$(cat <<'EOF'\nRead the header lazily\n\nLonger\nEOF\n)\"")
          .value_or("") == "Read the header lazily");
  BOOST_TEST(!commit_message("git status").has_value());
}

BOOST_AUTO_TEST_CASE(exit_codes_are_found) {
  BOOST_TEST(exit_code("Exit code 2\nmake: error").value_or(-1) == 2);
  BOOST_TEST(exit_code("Process exited with code 0\nfine").value_or(-1) == 0);
  BOOST_TEST(exit_code(R"({"output":"x","metadata":{"exit_code":1}})").value_or(-1) == 1);
  BOOST_TEST(!exit_code("nothing of that kind").has_value());
}

BOOST_AUTO_TEST_CASE(no_failures_counted_is_no_failure) {
  BOOST_TEST((outcome_of("12 passed, 0 failed", false, true, true) == Outcome::succeeded));
  BOOST_TEST((outcome_of("12 passed, 10 failed", false, true, true) == Outcome::failed));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
