#include "client/spawn.hpp"

#include <boost/test/unit_test.hpp>

using namespace baton::client;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(spawn)

BOOST_AUTO_TEST_CASE(tells_how_a_program_ended) {
  BOOST_TEST(run_quietly({"true"}, "X=1", Clock::now() + 5s));
  BOOST_TEST(!run_quietly({"false"}, "X=1", Clock::now() + 5s));
  BOOST_TEST(!run_quietly({"no-such-program-here"}, "X=1", Clock::now() + 5s));
  BOOST_TEST(run_quietly({"sh", "-c", "test \"$MARK\" = here"}, "MARK=here", Clock::now() + 5s));
}

BOOST_AUTO_TEST_CASE(does_not_wait_beyond_the_deadline) {
  const auto begin = Clock::now();
  BOOST_TEST(!run_quietly({"sleep", "20"}, "X=1", begin + 100ms));
  BOOST_TEST((Clock::now() - begin < 5s));
}

BOOST_AUTO_TEST_SUITE_END()
