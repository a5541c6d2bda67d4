#include "client/program.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/unit/client/fixture.hpp"

using namespace baton::client;
using namespace baton::client::test;
using baton::protocol::ErrorCode;
using baton::protocol::RpcError;

BOOST_AUTO_TEST_SUITE(program)

BOOST_AUTO_TEST_CASE(without_a_command_it_helps) {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{}, {"help"}, {"--help"}, {"-h"}}) {
    Fixture f;
    BOOST_TEST(f.run(words) == 0);
    BOOST_TEST(f.printed("capture scan      Read the logs"));
    BOOST_TEST(f.printed("  4  the daemon did not answer in time"));
  }
}

BOOST_AUTO_TEST_CASE(helps_with_one_command_or_a_family) {
  Fixture f;
  BOOST_TEST(f.run({"help", "show"}) == 0);
  BOOST_TEST(
      f.printed("Usage: baton show REF [--project PROJECT] [--from N] [--limit N] [--full]\n"));
  BOOST_TEST(f.run({"search", "--help"}) == 0);
  BOOST_TEST(f.printed("baton search WORDS…"));
  BOOST_TEST(f.run({"help", "capture"}) == 0);
  BOOST_TEST(f.printed("baton capture scan PATH"));
  BOOST_TEST(f.printed("baton capture status: "));
  BOOST_TEST(f.run({"help", "capture", "scan"}) == 0);
  BOOST_TEST(f.run({"help", "nothing"}) == 2);
}

BOOST_AUTO_TEST_CASE(tells_its_version) {
  Fixture f;
  BOOST_TEST(f.run({"--version"}) == 0);
  BOOST_TEST(f.out.text().starts_with("baton "));
}

BOOST_AUTO_TEST_CASE(mistakes_on_the_command_line_are_2) {
  Fixture f;
  BOOST_TEST(f.run({"statsu"}) == 2);
  BOOST_TEST(f.err.text() == "baton: there is no command 'statsu'; did you mean status?\n");
  BOOST_TEST(f.run({"status", "--nope"}) == 2);
  BOOST_TEST(f.complained("there is no option '--nope' (see baton help status)"));
  BOOST_TEST(f.run({"capture"}) == 2);
  BOOST_TEST(f.run({"--json"}) == 2);
  BOOST_TEST(f.out.text().empty());
}

BOOST_AUTO_TEST_CASE(time_outs_are_positive_seconds) {
  Fixture f;
  f.daemon.on("daemon.status", a_status);
  for (const char* wrong : {"0", "-1", "x", "1s", "nan", "1e9"}) {
    BOOST_TEST(f.run({"status", std::string("--timeout=") + wrong}) == 2, wrong);
  }
  BOOST_TEST(f.run({"status", "--timeout", "0.5"}) == 0);
  BOOST_TEST(f.context.globals.timeout_or_default().count() == 500);
}

BOOST_AUTO_TEST_CASE(what_the_daemon_refuses_is_1_on_one_line) {
  Fixture f;
  f.daemon.on("session.get", [](const auto&) -> boost::json::value {
    throw RpcError(ErrorCode::not_found, "no session 9\nin \x1b[31mapi");
  });
  BOOST_TEST(f.run({"show", "9"}) == 1);
  BOOST_TEST(f.err.text() == "baton: no session 9 in ␛[31mapi (not_found)\n");
  BOOST_TEST(f.out.text().empty());
}

BOOST_AUTO_TEST_CASE(a_method_the_daemon_lacks_points_to_its_age) {
  Fixture f;
  BOOST_TEST(f.run({"status"}) == 1);
  BOOST_TEST(f.complained("the daemon may be older"));
}

BOOST_AUTO_TEST_CASE(failures_keep_their_codes) {
  for (const ExitCode code : {ExitCode::unreachable, ExitCode::timed_out, ExitCode::internal}) {
    Fixture f;
    f.context.connect = [code](const Context&) -> Transport& { throw Failure(code, "why"); };
    BOOST_TEST(f.run({"status"}) == static_cast<int>(code));
    BOOST_TEST(f.err.text() == "baton: why\n");
  }
}

BOOST_AUTO_TEST_CASE(an_answer_of_another_form_is_5) {
  Fixture f;
  f.daemon.on("daemon.status", R"({"version": 3})");
  BOOST_TEST(f.run({"status"}) == 5);
  BOOST_TEST(f.complained("daemon.status is not understood (result.version: expected a string"));
}

BOOST_AUTO_TEST_CASE(no_color_takes_the_colour_away) {
  Fixture f;
  f.out.pretend_terminal(80, true);
  f.daemon.on("daemon.status", a_status);
  BOOST_TEST(f.run({"status", "--no-color"}) == 0);
  BOOST_TEST(!f.printed("\x1b"));
}

BOOST_AUTO_TEST_SUITE_END()
