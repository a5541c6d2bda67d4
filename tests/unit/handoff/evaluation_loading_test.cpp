#include <filesystem>
#include <fstream>

#include <boost/test/unit_test.hpp>

#include "daemon/handoff/evaluation/converted_session.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace baton::handoff;
using namespace baton::handoff::evaluation;

namespace {

const std::filesystem::path garden = std::filesystem::path(BATON_TEST_DATA) / "quality/garden";

std::string fault_of(std::string_view json) {
  try {
    parse_converted_session(json, "007.json");
  } catch (const LoadError& error) {
    return error.what();
  }
  return "loaded";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(evaluation_loading)

BOOST_AUTO_TEST_CASE(a_project_is_the_numbered_files_of_a_directory) {
  const auto project = load_converted_project(garden);
  BOOST_TEST(project.name == "garden");
  BOOST_TEST(project.project.path == "/home/gardener/garden");
  BOOST_TEST(project.sessions.size() == 3U);
  BOOST_TEST(project.sessions[2].source.session.number == 3);
  BOOST_TEST(project.sessions[1].started_at == "2026-02-02T09:00:00.000Z");
  const Step& failed = project.sessions[0].steps[3];
  BOOST_TEST((failed.role == StepRole::tool));
  BOOST_TEST((failed.tool.kind == StepKind::shell));
  BOOST_TEST(failed.tool.command == "pytest tests/test_schedule.py");
  BOOST_TEST(failed.tool.exit_code.value() == 1);
  BOOST_TEST(failed.index == 4);
  BOOST_TEST(project.sessions[0].steps[8].tool.todos[1].status == "pending");
}

BOOST_AUTO_TEST_CASE(a_directory_of_projects_gives_each_of_them) {
  const auto found = find_converted_projects(garden.parent_path());
  BOOST_TEST(found.size() == 1U);
  BOOST_TEST(found.front() == garden);
  BOOST_TEST(find_converted_projects(garden).front() == garden);
}

BOOST_AUTO_TEST_CASE(a_directory_without_sessions_is_named) {
  const baton::tests::TemporaryDirectory empty;
  BOOST_CHECK_EXCEPTION(find_converted_projects(empty.path()), LoadError, [&](const LoadError& e) {
    return std::string(e.what()) ==
           empty.path().string() + " holds no converted sessions (000.json, 001.json, …)";
  });
  BOOST_CHECK_THROW(find_converted_projects(empty.path() / "gone"), LoadError);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_named_with_its_place) {
  BOOST_TEST(fault_of(R"({"turns": [)") == "007.json, byte 11: incomplete JSON");
  BOOST_TEST(fault_of("[]") == "007.json: expected an object");
  BOOST_TEST(fault_of(R"({"turns": 3})") == "007.json: turns is no list");
  BOOST_TEST(fault_of(R"({"turns": [{"role": "user"}, {"role": "robot"}]})") ==
             "007.json, turns[1]: role is 'robot', which is none that is known");
  BOOST_TEST(fault_of(R"({"turns": [{"role": "tool"}]})") == "007.json, turns[0]: tool is missing");
  BOOST_TEST(
      fault_of(R"({"turns": [{"role": "tool", "tool": {"kind": "shell", "exit": "one"}}]})") ==
      "007.json, turns[0], tool: exit is no whole number");
  BOOST_TEST(
      fault_of(R"({"turns": [{"role": "tool", "tool": {"kind": "edit", "paths": ["a", 2]}}]})") ==
      "007.json, turns[0], tool, paths[1]: expected a text");
}

BOOST_AUTO_TEST_CASE(absent_and_null_members_are_empty) {
  const auto session = parse_converted_session(
      R"({"cwd": null, "turns": [{"role": "tool", "tool": {"kind": "read", "out": null}}]})", "x");
  BOOST_TEST(session.working_directory.empty());
  BOOST_TEST(session.steps.front().tool.output.empty());
  BOOST_TEST(!session.steps.front().tool.exit_code.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
