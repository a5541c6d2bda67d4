#include "client/environment.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/unit/client/fixture.hpp"

using namespace baton::client;

BOOST_AUTO_TEST_SUITE(environment)

BOOST_AUTO_TEST_CASE(paths_become_absolute) {
  BOOST_TEST(absolute_path("x", "/a/b") == "/a/b/x");
  BOOST_TEST(absolute_path(".", "/a/b") == "/a/b");
  BOOST_TEST(absolute_path("../..//c/./d/", "/a/b") == "/c/d");
  BOOST_TEST(absolute_path("/x/../y", "/a") == "/y");
  BOOST_TEST(absolute_path("../../..", "/a") == "/");
}

BOOST_AUTO_TEST_CASE(the_log_lies_in_the_state_directory) {
  Environment environment;
  BOOST_TEST(!log_path(environment));
  environment.home = "/home/me";
  BOOST_TEST(*log_path(environment) == "/home/me/.local/state/baton/batond.log");
  environment.xdg_state_home = "relative/is/ignored";
  BOOST_TEST(*log_path(environment) == "/home/me/.local/state/baton/batond.log");
  environment.xdg_state_home = "/state";
  BOOST_TEST(*log_path(environment) == "/state/baton/batond.log");
}

BOOST_AUTO_TEST_CASE(a_project_is_an_id_a_name_or_a_path) {
  test::Fixture f;
  BOOST_TEST(project_reference(f.context, std::nullopt) == "/home/me/api/src");
  BOOST_TEST(project_reference(f.context, "webshop") == "webshop");
  BOOST_TEST(project_reference(f.context, "7") == "7");
  BOOST_TEST(project_reference(f.context, ".") == "/home/me/api/src");
  BOOST_TEST(project_reference(f.context, "..") == "/home/me/api");
  BOOST_TEST(project_reference(f.context, "./webshop") == "/home/me/api/src/webshop");
  BOOST_TEST(project_reference(f.context, "/srv/x/") == "/srv/x");
}

BOOST_AUTO_TEST_CASE(the_socket_option_is_made_absolute) {
  test::Fixture f;
  f.context.globals.socket = "run/s.sock";
  BOOST_TEST(chosen_socket(f.context) == "/home/me/api/src/run/s.sock");
}

BOOST_AUTO_TEST_SUITE_END()
