#include "client/completions.hpp"

#include <boost/test/unit_test.hpp>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/unit/client/fixture.hpp"

using namespace baton::client;
using namespace baton::client::test;

namespace {

// What bash proposes for the last of the words.
std::string proposed(const std::string& words, int index) {
  char name[] = "/tmp/baton-completions-XXXXXX";
  const int fd = ::mkstemp(name);
  const std::string script = bash_completions(completed_commands()) + "COMP_WORDS=(" + words +
                             ") COMP_CWORD=" + std::to_string(index) +
                             "\n_baton; echo -n \"${COMPREPLY[*]}\"\n";
  BOOST_REQUIRE(::write(fd, script.data(), script.size()) == static_cast<ssize_t>(script.size()));
  ::close(fd);
  FILE* bash = ::popen((std::string("bash -u ") + name + " 2>&1").c_str(), "r");
  std::string text(10'000, '\0');
  text.resize(::fread(text.data(), 1, text.size(), bash));
  ::pclose(bash);
  ::unlink(name);
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(completions)

BOOST_AUTO_TEST_CASE(bash_proposes_commands_and_their_families) {
  BOOST_TEST(proposed("baton s", 1) == "sessions show search snip status");
  BOOST_TEST(proposed("baton capture ''", 2) == "status scan pause resume ignore unignore");
  BOOST_TEST(proposed("baton --socket x --json capture s", 5) == "status scan");
  BOOST_TEST(proposed("baton help ha", 2) == "handoff");
}

BOOST_AUTO_TEST_CASE(bash_proposes_what_follows_a_command_that_is_a_family_too) {
  BOOST_TEST(proposed("baton handoff e", 2) == "edit edits");
  BOOST_TEST(proposed("baton handoff --project x --nu", 4) == "--numbers");
  BOOST_TEST(proposed("baton handoff history --l", 3) == "--limit");
}

BOOST_AUTO_TEST_CASE(bash_proposes_options_and_values) {
  BOOST_TEST(proposed("baton handoff --v", 2) == "--version-number");
  BOOST_TEST(proposed("baton capture scan --w", 3) == "--wait");
  BOOST_TEST(proposed("baton completions ''", 2) == "bash zsh fish");
  BOOST_TEST(proposed("baton handoff --budget ''", 3).empty());
  BOOST_TEST(proposed("baton sessions --project /us", 3) == "/usr");
}

BOOST_AUTO_TEST_CASE(every_script_has_every_command) {
  const Completed completed = completed_commands();
  for (const std::string& script :
       {bash_completions(completed), zsh_completions(completed), fish_completions(completed)}) {
    for (const CompletedCommand& command : completed.commands) {
      BOOST_TEST(script.find(command.name.substr(command.name.find(' ') + 1)) != std::string::npos);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_shell_is_one_of_three) {
  Fixture f;
  BOOST_TEST(f.run({"completions", "fish"}) == 0);
  BOOST_TEST(f.printed("complete -c baton"));
  BOOST_TEST(f.run({"completions", "tcsh"}) == 2);
  BOOST_TEST(f.complained("SHELL is one of bash, zsh, fish, not 'tcsh'"));
  BOOST_TEST(f.daemon.calls().empty());
}

BOOST_AUTO_TEST_SUITE_END()
