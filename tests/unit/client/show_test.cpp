#include "client/commands/show.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/unit/client/fixture.hpp"

using namespace baton::client;
using namespace baton::client::test;

BOOST_AUTO_TEST_SUITE(show)

BOOST_AUTO_TEST_CASE(reads_references) {
  BOOST_TEST(parse_reference("3")->session == 3);
  BOOST_TEST(!parse_reference("3")->turn);
  BOOST_TEST(parse_reference("s12")->session == 12);
  BOOST_TEST(parse_reference("3:41")->session == 3);
  BOOST_TEST(*parse_reference("s3:41")->turn == 41);
  for (const char* wrong :
       {"", "s", "0", "-3", "3:", ":41", "3:0", "3:4:1", "x", "3 ", "99999999999999999999"}) {
    BOOST_TEST(!parse_reference(wrong), wrong);
  }
}

BOOST_AUTO_TEST_CASE(a_reference_that_is_none_is_a_mistake) {
  Fixture f;
  BOOST_TEST(f.run({"show", "x3"}) == 2);
  BOOST_TEST(f.complained("'x3' is neither a session, such as 3 or s3, nor a turn"));
}

BOOST_AUTO_TEST_CASE(prints_one_turn_whole) {
  Fixture f;
  f.daemon.on("session.get", a_session);
  f.daemon.on("turn.get", a_turn);
  BOOST_TEST(f.run({"show", "3:41"}) == 0);
  BOOST_TEST(f.out.text() == "3:41  tool tool_result Bash failed\nno such file\n<U+009B>1m\n\n");
  BOOST_TEST(
      (f.daemon.calls()[0].params == json(R"({"project": "/home/me/api/src", "number": 3})")));
  BOOST_TEST((f.last_params() == json(R"({"session_id": 70, "ordinal": 41})")));
}

BOOST_AUTO_TEST_CASE(prints_a_session_with_texts_cut) {
  Fixture f;
  f.daemon.on("session.get", a_session);
  f.daemon.on("turn.list", R"({"turns": [)" + std::string(a_turn) + R"(], "next_cursor": "c"})");
  BOOST_TEST(f.run({"show", "s3", "--project", "api"}) == 0);
  BOOST_TEST(f.out.text().starts_with(
      "Session 3 of api: Fix the tests\nclaude-code, completed, on main, 2026-01-0"));
  BOOST_TEST(f.printed("There are more turns: --from 42 goes on."));
  BOOST_TEST(
      (f.last_params() == json(R"({"session_id": 70, "limit": 100, "max_characters": 1200})")));
  BOOST_TEST(f.run({"show", "s3", "--full", "--limit", "7"}) == 0);
  BOOST_TEST((f.last_params() == json(R"({"session_id": 70, "limit": 7})")));
}

BOOST_AUTO_TEST_CASE(passes_the_turns_before_the_first) {
  Fixture f;
  f.daemon.on("session.get", a_session);
  std::int64_t at = 0;
  f.daemon.on("turn.list", [&](const boost::json::value& params) {
    at += params.at("limit").as_int64();
    auto turn = json(a_turn);
    turn.at("ordinal") = at;
    return boost::json::value{{"turns", {turn}}, {"next_cursor", std::to_string(at)}};
  });
  BOOST_TEST(f.run({"show", "3", "--from", "601", "--limit", "1"}) == 0);
  BOOST_TEST((f.daemon.calls()[2].params ==
              json(R"({"session_id": 70, "limit": 100, "cursor": "500", "max_characters": 1})")));
  BOOST_TEST((f.last_params() ==
              json(R"({"session_id": 70, "limit": 1, "cursor": "600", "max_characters": 1200})")));
  BOOST_TEST(f.printed("3:601"));
}

BOOST_AUTO_TEST_CASE(a_turn_beyond_the_end_is_not_found) {
  Fixture f;
  f.daemon.on("session.get", a_session);
  f.daemon.on("turn.list", R"({"turns": []})");
  BOOST_TEST(f.run({"show", "3", "--from", "9"}) == 1);
  BOOST_TEST(f.complained("the session has no turn 9"));
}

BOOST_AUTO_TEST_CASE(json_has_the_session_beside_its_turns) {
  Fixture f;
  f.daemon.on("session.get", a_session);
  f.daemon.on("turn.list", R"({"turns": []})");
  BOOST_TEST(f.run({"show", "3", "--json"}) == 0);
  BOOST_TEST(
      (json(f.out.text()) == json(R"({"turns": [], "session": )" + std::string(a_session) + "}")));
}

BOOST_AUTO_TEST_SUITE_END()
