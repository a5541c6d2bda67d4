#include <boost/test/unit_test.hpp>

#include "tests/unit/client/fixture.hpp"

using namespace baton::client;
using namespace baton::client::test;

namespace {

constexpr std::string_view running =
    R"({"run": 4, "finished": false, "stage": "index", "turns_removed": 7, "outputs_cut": 0,
  "bytes_before": 2000000, "bytes_after": 0})";
constexpr std::string_view done =
    R"({"run": 4, "finished": true, "stage": "done", "turns_removed": 1234, "outputs_cut": 1,
  "bytes_before": 2000000, "bytes_after": 512})";

}  // namespace

BOOST_AUTO_TEST_SUITE(compact)

BOOST_AUTO_TEST_CASE(asks_until_the_run_has_ended) {
  Fixture f;
  int calls = 0;
  f.daemon.on("daemon.compact",
              [&](const boost::json::value&) { return json(++calls < 3 ? running : done); });
  BOOST_TEST(f.run({"compact"}) == 0);
  BOOST_TEST(calls == 3);
  BOOST_TEST((f.daemon.calls().front().params == json("{}")));
  BOOST_TEST((f.last_params() == json(R"({"run": 4})")));
  BOOST_TEST(f.out.text() ==
             "Retention deleted 1 234 turns and cut 1 tool output.\n"
             "The database takes 512 B; it took 2.0 MB.\n");
}

BOOST_AUTO_TEST_CASE(waits_no_longer_than_it_was_told_to) {
  Fixture f;
  f.daemon.on("daemon.compact", running);
  BOOST_TEST(f.run({"compact", "--timeout", "0.01"}) == 4);
  BOOST_TEST(f.complained("in the background"));
}

BOOST_AUTO_TEST_CASE(json_is_the_last_answer) {
  Fixture f;
  f.daemon.on("daemon.compact", done);
  BOOST_TEST(f.run({"compact", "--json"}) == 0);
  BOOST_TEST((json(f.out.text()) == json(done)));
}

BOOST_AUTO_TEST_SUITE_END()
