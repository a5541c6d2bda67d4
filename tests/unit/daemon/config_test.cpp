#include "daemon/config.hpp"

#include <boost/test/unit_test.hpp>

using baton::Config;
using baton::ConfigError;
using baton::parse_config;

namespace {

std::string error_of(std::string_view text) {
  try {
    parse_config(text, "config.toml");
  } catch (const ConfigError& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(configuration)

BOOST_AUTO_TEST_CASE(an_empty_file_gives_the_defaults) {
  const Config config = parse_config("", "config.toml");
  BOOST_TEST(config.budget == 2000);
  BOOST_TEST(config.watch);
  BOOST_TEST(config.keep_turn_days == 0);
  BOOST_TEST(config.keep_tool_output_days == 0);
}

BOOST_AUTO_TEST_CASE(keys_are_read) {
  const Config config = parse_config(
      "[daemon]\nsocket = \"/run/user/1000/other/baton.sock\"\n[capture]\nwatch = false\n"
      "extra_roots = [\"/home/me/notes/.specstory/history\"]\n[handoff]\nbudget = 500\n"
      "[retention]\nkeep_turn_days = 365\nkeep_tool_output_days = 30\n",
      "config.toml");
  BOOST_TEST(config.socket == "/run/user/1000/other/baton.sock");
  BOOST_TEST(!config.watch);
  BOOST_TEST(config.extra_roots.front() == "/home/me/notes/.specstory/history");
  BOOST_TEST(config.budget == 500);
  BOOST_TEST(config.keep_turn_days == 365);
  BOOST_TEST(config.keep_tool_output_days == 30);
}

BOOST_AUTO_TEST_CASE(an_unknown_key_is_an_error_with_its_line_and_the_nearest_key) {
  BOOST_TEST(error_of("[handoff]\n\nbuget = 500\n") ==
             "config.toml:3: unknown key in [handoff] \"buget\", did you mean \"budget\"?");
}

BOOST_AUTO_TEST_CASE(an_unknown_table_is_an_error_with_its_line) {
  BOOST_TEST(error_of("[captur]\nwatch = true\n") ==
             "config.toml:1: unknown table \"captur\", did you mean \"capture\"?");
}

BOOST_AUTO_TEST_CASE(a_value_of_the_wrong_type_is_an_error_that_says_what_was_expected) {
  BOOST_TEST(error_of("[capture]\nwatch = \"yes\"\n") ==
             "config.toml:2: capture.watch: expected true or false");
}

BOOST_AUTO_TEST_CASE(a_number_out_of_bounds_is_an_error_that_names_the_bounds) {
  BOOST_TEST(error_of("[handoff]\nbudget = 5\n") ==
             "config.toml:2: handoff.budget: expected a whole number from 200 to 20000");
}

BOOST_AUTO_TEST_CASE(a_value_that_is_no_choice_is_an_error_that_names_the_choices) {
  BOOST_TEST(error_of("[daemon]\nlog_level = \"loud\"\n").find("trace, debug, info") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(text_that_is_no_toml_is_an_error_with_its_line) {
  BOOST_TEST(error_of("[daemon]\nsocket = = 5\n").starts_with("config.toml:2: "));
}

BOOST_AUTO_TEST_CASE(a_key_where_a_table_belongs_is_an_error) {
  BOOST_TEST(error_of("capture = true\n") ==
             "config.toml:1: capture: expected a table, i.e. a line [capture]");
}

BOOST_AUTO_TEST_CASE(the_printed_defaults_are_a_configuration_and_change_nothing) {
  const Config defaults;
  const Config config = parse_config(baton::documented_defaults(), "defaults");
  BOOST_TEST(config.socket == defaults.socket);
  BOOST_TEST(config.max_connections == defaults.max_connections);
  BOOST_TEST(config.debounce_milliseconds == defaults.debounce_milliseconds);
}

BOOST_AUTO_TEST_SUITE_END()
