#include "daemon/handoff/memory/traces.hpp"

#include <string>
#include <utility>

#include <boost/test/unit_test.hpp>

namespace baton::handoff {
namespace {

/// Traces of steps that are given one after the other.
struct Fixture {
  Traces traces;
  std::int64_t index = 0;

  Fixture() { traces.begin_session(1); }

  void add(Step step) {
    step.index = ++index;
    traces.add(step, names_of(step));
  }
  void user(std::string text) { message(StepRole::user, std::move(text)); }
  void agent(std::string text) { message(StepRole::assistant, std::move(text)); }
  void message(StepRole role, std::string text) {
    Step step;
    step.role = role;
    step.text = std::move(text);
    add(std::move(step));
  }
  void tool(StepTool tool) {
    Step step;
    step.role = StepRole::tool;
    step.tool = std::move(tool);
    add(std::move(step));
  }
  void edit(const std::string& path, bool failed = false) {
    StepTool edit;
    edit.kind = StepKind::edit;
    edit.path = path;
    edit.failed = failed;
    tool(std::move(edit));
  }
  void run(const std::string& command, std::string output, std::int64_t exit_code) {
    StepTool shell;
    shell.kind = StepKind::shell;
    shell.command = command;
    shell.output = std::move(output);
    shell.exit_code = exit_code;
    tool(std::move(shell));
  }
  Trace at(const std::string& key) { return *traces.find(key); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(traces, Fixture)

BOOST_AUTO_TEST_CASE(a_name_is_shown_as_it_was_written_last) {
  user("Please rename parseHeader in the server code");
  BOOST_TEST(at("i:parseheader").written_as == "parseHeader");
  BOOST_TEST((at("i:parseheader").source == Citation{1, 1}));
}

BOOST_AUTO_TEST_CASE(an_edit_tells_the_path_and_the_session) {
  edit("src/net/http.cpp");
  BOOST_TEST(at("p:net/http.cpp").path == "src/net/http.cpp");
  BOOST_TEST(at("p:net/http.cpp").last_edit == 1);
}

BOOST_AUTO_TEST_CASE(an_edit_that_failed_is_none) {
  edit("src/net/http.cpp", true);
  BOOST_TEST(at("p:net/http.cpp").last_edit == 0);
}

BOOST_AUTO_TEST_CASE(a_command_has_the_outcome_of_its_last_run) {
  run("npm test", "2 failed", 1);
  run("npm test", "all passed", 0);
  BOOST_TEST((at("c:npm test").outcome == std::optional(true)));
}

BOOST_AUTO_TEST_CASE(work_belongs_to_the_request_before_it) {
  user("Let the login page remember the language");
  edit("web/login.ts");
  BOOST_REQUIRE_EQUAL(traces.cycles().size(), 1U);
  BOOST_TEST(traces.cycles()[0].labels.at(0) == "Let the login page remember the language");
  BOOST_TEST((traces.cycles()[0].request == Citation{1, 1}));
  BOOST_REQUIRE_EQUAL(at("p:web/login.ts").parts.size(), 1U);
  BOOST_TEST(at("p:web/login.ts").parts[0].direct);
}

BOOST_AUTO_TEST_CASE(a_short_answer_opens_no_work_of_its_own) {
  user("Let the login page remember the language");
  user("yes");
  edit("web/login.ts");
  BOOST_TEST(traces.cycles().size() == 1U);
  BOOST_TEST(!at("p:web/login.ts").parts[0].direct);
}

BOOST_AUTO_TEST_CASE(what_was_only_shown_is_forgotten_after_two_sessions) {
  run("ls", "build/artifact.zip", 0);
  BOOST_TEST(traces.find("p:build/artifact.zip") != nullptr);
  for (std::int64_t session = 2; session <= 4; ++session) traces.begin_session(session);
  BOOST_TEST(traces.find("p:build/artifact.zip") == nullptr);
}

BOOST_AUTO_TEST_CASE(what_the_user_named_is_kept) {
  user("The importer in tools/import.py is slow");
  for (std::int64_t session = 2; session <= 9; ++session) traces.begin_session(session);
  BOOST_TEST(traces.find("p:tools/import.py") != nullptr);
}

BOOST_AUTO_TEST_CASE(what_was_found_stays_as_it_was) {
  edit("src/net/http.cpp");
  const auto before = traces.find("p:net/http.cpp");
  traces.begin_session(2);
  edit("src/net/http.cpp");
  BOOST_TEST(before->last_edit == 1);
  BOOST_TEST(at("p:net/http.cpp").last_edit == 2);
}

BOOST_AUTO_TEST_CASE(paths_of_one_name_are_told_as_one) {
  user("Let the login page remember the language");
  edit("web/login.ts");
  user("Let the administration page remember the language");
  edit("admin/login.ts");
  const auto both = traces.find_base("login.ts");
  BOOST_REQUIRE(both);
  BOOST_TEST(both->path == "admin/login.ts");
  BOOST_TEST(both->parts.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_name_without_paths_is_unknown) {
  run("ls", "build/artifact.zip", 0);
  for (std::int64_t session = 2; session <= 4; ++session) traces.begin_session(session);
  BOOST_TEST(traces.find_base("artifact.zip") == nullptr);
}

BOOST_AUTO_TEST_CASE(a_label_is_the_first_sentence_that_says_something) {
  BOOST_TEST(
      labels_of_request("Hi!\n```\nsome code of the user\n```\nAdd a search box to the page.", 60)
          .at(0) == "Add a search box to the page.");
  BOOST_TEST(labels_of_request("see src/main.cpp", 60).empty());
}

BOOST_AUTO_TEST_CASE(a_label_is_shortened_to_three_words_that_say_something) {
  BOOST_TEST(shortened_label("Rename every colour of the settings page") == "Rename every colour…");
  BOOST_TEST(shortened_label("Rename every colour") == "Rename every colour");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
