#include <boost/test/unit_test.hpp>

#include "client/command_line.hpp"
#include "client/commands/handoff.hpp"
#include "client/commands/search.hpp"
#include "client/commands/sessions.hpp"
#include "client/failure.hpp"

using namespace baton::client;

namespace {

template <class Options>
Options parsed(const std::vector<std::string>& words) {
  Options options;
  OptionSet set;
  declare(set, options);
  set.parse(words);
  return options;
}

template <class Options>
std::string refused(const std::vector<std::string>& words) {
  try {
    parsed<Options>(words);
  } catch (const Failure& failure) {
    BOOST_TEST((failure.code() == ExitCode::usage));
    return failure.what();
  }
  return "accepted";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(arguments)

BOOST_AUTO_TEST_CASE(options_take_both_forms_in_any_order) {
  const auto options = parsed<HandoffOptions>({"--project=api", "--budget", "800", "--list"});
  BOOST_TEST(*options.project == "api");
  BOOST_TEST(*options.budget == 800);
  BOOST_TEST(options.list);
  BOOST_TEST(!options.version);
}

BOOST_AUTO_TEST_CASE(arguments_stand_between_options) {
  const auto options =
      parsed<SearchOptions>({"dead", "--limit", "3", "lock", "[a,b]", "--", "--all"});
  const std::vector<std::string> words{"dead", "lock", "[a,b]", "--all"};
  BOOST_TEST(options.words == words, boost::test_tools::per_element());
  BOOST_TEST(*options.limit == 3);
  BOOST_TEST(!options.all);
}

BOOST_AUTO_TEST_CASE(an_argument_may_be_left_out) {
  BOOST_TEST(!parsed<SessionsOptions>({}).project);
  BOOST_TEST(*parsed<SessionsOptions>({"api"}).project == "api");
  BOOST_TEST(*parsed<SessionsOptions>({"--project", "api"}).project == "api");
}

BOOST_AUTO_TEST_CASE(mistakes_are_named) {
  BOOST_TEST(refused<HandoffOptions>({"--bugdet", "8"}) ==
             "there is no option '--bugdet'; did you mean --budget?");
  BOOST_TEST(refused<HandoffOptions>({"--budget"}) == "--budget needs a value");
  BOOST_TEST(refused<HandoffOptions>({"--list=yes"}) == "--list takes no value");
  BOOST_TEST(refused<HandoffOptions>({"-x"}) == "there is no option '-x'");
  BOOST_TEST(refused<HandoffOptions>({"api"}) == "unexpected argument 'api'");
  BOOST_TEST(refused<HandoffOptions>({"--budget", "12x"}) ==
             "--budget takes a whole number from 200 to 20000, not '12x'");
  BOOST_TEST(refused<HandoffOptions>({"--budget", "100"}).starts_with("--budget takes"));
  BOOST_TEST(
      refused<HandoffOptions>({"--budget", "99999999999999999999"}).starts_with("--budget takes"));
  BOOST_TEST(refused<SearchOptions>({}) == "WORDS is missing: what to search for");
}

BOOST_AUTO_TEST_CASE(the_command_is_found_behind_global_options) {
  const auto line =
      split_command_line({"--socket", "x", "--json", "capture", "--timeout=3", "scan", "p"});
  BOOST_TEST(line.name == (std::vector<std::string>{"capture", "scan"}),
             boost::test_tools::per_element());
  const std::vector<std::string> rest{"--socket", "x", "--json", "--timeout=3", "p"};
  BOOST_TEST(line.rest == rest, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(help_is_asked_for_anywhere_but_behind_dashes) {
  BOOST_TEST(split_command_line({"search", "x", "-h"}).help);
  BOOST_TEST(!split_command_line({"search", "--", "-h"}).help);
  BOOST_TEST(split_command_line({"--version"}).version);
  BOOST_TEST(!split_command_line({"handoff", "--version"}).version);
}

BOOST_AUTO_TEST_CASE(every_command_is_found_by_its_name_and_has_help) {
  for (const Command& command : all_commands()) {
    std::vector<std::string> name{std::string(command.name)};
    BOOST_TEST(find_command(name) == &command);
    BOOST_TEST(!command.help->details.empty());
    BOOST_TEST(command.help->examples.find("baton " + name[0]) != std::string_view::npos);
    OptionSet options;
    BOOST_TEST(static_cast<bool>(command.bind(options)));
    for (const OptionSpec& spec : options.specs()) BOOST_TEST(!spec.help.empty());
  }
}

BOOST_AUTO_TEST_CASE(an_unknown_command_has_a_neighbour) {
  BOOST_TEST(unknown_command({"serach"}) == "there is no command 'serach'; did you mean search?");
  BOOST_TEST(unknown_command({"hand"}) == "there is no command 'hand'; did you mean handoff?");
  BOOST_TEST(unknown_command({"capture", "scna"}).ends_with("did you mean capture scan?"));
  BOOST_TEST(unknown_command({"xyzzy"}).ends_with("baton help lists them"));
  BOOST_TEST(unknown_command({"capture"}) ==
             "baton capture needs one more word: status scan pause resume ignore unignore");
}

BOOST_AUTO_TEST_SUITE_END()
