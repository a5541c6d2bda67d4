#include "daemon/capture/agent_processes.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/support/temporary_directory.hpp"
#include "tests/unit/capture/log_writer.hpp"

using namespace baton;
using namespace std::string_literals;

namespace {

/// Something that looks like /proc.
struct FakeProc {
  tests::TemporaryDirectory directory;

  void add(const std::string& pid, const std::string& command_line, const std::string& cwd) const {
    std::filesystem::create_directories(directory / pid);
    tests::write_file(directory / pid / "cmdline", command_line);
    std::filesystem::create_symlink(cwd, directory / pid / "cwd");
  }
  std::set<capture::AgentProcess> found() const { return capture::agent_processes(directory / ""); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(agent_processes, FakeProc)

BOOST_AUTO_TEST_CASE(a_program_is_told_by_its_name) {
  add("10", "/usr/local/bin/claude\0--resume\0"s, "/work/app");
  BOOST_TEST((found() == std::set<capture::AgentProcess>{{"claude-code", "/work/app"}}));
}

BOOST_AUTO_TEST_CASE(a_script_is_told_by_what_its_interpreter_runs) {
  add("11", "node\0/usr/lib/node_modules/.bin/gemini.js\0"s, "/work/app");
  BOOST_TEST((found() == std::set<capture::AgentProcess>{{"gemini", "/work/app"}}));
}

BOOST_AUTO_TEST_CASE(a_word_further_on_does_not_make_an_agent) {
  add("12", "vim\0notes.txt\0claude\0"s, "/work/app");
  add("13", "claude-notes\0"s, "/work/app");
  BOOST_TEST(found().empty());
}

BOOST_AUTO_TEST_CASE(a_process_that_has_ended_meanwhile_is_left_out) {
  std::filesystem::create_directories(directory / "14");
  BOOST_TEST(found().empty());
}

BOOST_AUTO_TEST_CASE(what_is_no_process_is_left_out) {
  add("self", "claude\0"s, "/work/app");
  BOOST_TEST(found().empty());
}

BOOST_AUTO_TEST_SUITE_END()
