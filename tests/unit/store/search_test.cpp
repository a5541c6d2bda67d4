#include <random>

#include <boost/test/unit_test.hpp>

#include "tests/unit/store/database.hpp"

using namespace baton;
using store::Id;
using store::Role;
using store::TurnKind;
using tests::make_turn;

BOOST_FIXTURE_TEST_SUITE(search, tests::Database)

BOOST_AUTO_TEST_CASE(a_hit_tells_where_it_is) {
  insert(session("other"), make_turn(1, "nothing"));
  const Id id = session("s1");
  insert(id, make_turn(2, "before"));
  insert(id, make_turn(3, "the quick brown fox", Role::assistant, TurnKind::thinking));
  const auto hits = tables.turns.search("quick", std::nullopt, 10);
  BOOST_REQUIRE(hits.size() == 1U);
  BOOST_TEST(hits[0].session_id == id);
  BOOST_TEST(hits[0].project_id == project());
  BOOST_TEST(hits[0].project_name == "app");
  BOOST_TEST(hits[0].session_number == 2);
  BOOST_TEST(hits[0].ordinal == 2);
  BOOST_TEST(hits[0].agent == "claude-code");
  BOOST_TEST((hits[0].role == Role::assistant));
  BOOST_TEST((hits[0].kind == TurnKind::thinking));
  BOOST_TEST(hits[0].created_at == make_turn(3, "").created_at);
  BOOST_TEST(hits[0].snippet == "the \u2068quick\u2069 brown fox");
}

BOOST_AUTO_TEST_CASE(all_words_phrases_and_prefixes) {
  const Id id = session("s1");
  insert(id, make_turn(1, "alpha beta gamma"));
  insert(id, make_turn(2, "beta alpha"));
  insert(id, make_turn(3, "connection refused"));
  BOOST_TEST(found("alpha beta").size() == 2U);
  BOOST_TEST(found("alpha gamma").size() == 1U);
  BOOST_TEST(found("\"alpha beta\"").size() == 1U);
  BOOST_TEST(found("conn*").size() == 1U);
  BOOST_TEST(found("con*").empty());
  BOOST_TEST(found("alpha -beta").size() == 2U);
  BOOST_TEST(found("alpha OR connection").empty());
  BOOST_TEST(found("CONNECTION").size() == 1U);
}

BOOST_AUTO_TEST_CASE(identifiers_and_paths_are_found_whole_and_by_part) {
  const Id id = session("s1");
  insert(id, make_turn(1, "call foo_bar::Baz in src/store/turns.cpp"));
  insert(id, make_turn(2, "bar foo, Baz"));
  BOOST_TEST(found("foo_bar").size() == 1U);
  BOOST_TEST(found("foo_bar::Baz").size() == 1U);
  BOOST_TEST(found("src/store/turns.cpp").size() == 1U);
  BOOST_TEST(found("turns.cpp").size() == 1U);
  BOOST_TEST(found("foo").size() == 2U);
}

BOOST_AUTO_TEST_CASE(accents_do_not_matter) {
  insert(session("s1"), make_turn(1, "déjà vu, ÜBERALL, 日本語"));
  BOOST_TEST(found("deja").size() == 1U);
  BOOST_TEST(found("überall").size() == 1U);
  BOOST_TEST(found("日本語").size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_project_is_searched_alone) {
  insert(session("s1", "one"), make_turn(1, "walnut"));
  insert(session("s2", "two"), make_turn(2, "walnut walnut"));
  BOOST_TEST(tables.turns.search("walnut", project("one"), 10).size() == 1U);
  BOOST_TEST(tables.turns.search("walnut", project("two"), 10).front().project_name == "two");
  BOOST_TEST(tables.turns.search("walnut", std::nullopt, 10).size() == 2U);
  BOOST_TEST(tables.turns.search("walnut", 99, 10).empty());
}

BOOST_AUTO_TEST_CASE(the_projects_token_is_no_word_of_the_text) {
  insert(session("s1"), make_turn(1, "walnut"));
  BOOST_TEST(found("p" + std::to_string(project())).empty());
}

BOOST_AUTO_TEST_CASE(the_best_hit_comes_first_and_only_as_many_as_asked_for) {
  const Id id = session("s1");
  for (int i = 1; i <= 20; ++i)
    insert(id, make_turn(i, "walnut " + std::string(static_cast<std::size_t>(200), 'x') +
                                " and more words here"));
  insert(id, make_turn(21, "walnut walnut"));
  insert(id, make_turn(22, "walnut among many other words that make it weigh less"));
  const auto hits = tables.turns.search("walnut", std::nullopt, 3);
  BOOST_REQUIRE(hits.size() == 3U);
  BOOST_TEST(hits[0].ordinal == 21);
}

BOOST_AUTO_TEST_CASE(the_part_of_a_tool_output_that_is_not_indexed_is_not_found) {
  insert(session("s1"), make_turn(1, "needle " + std::string(3000, 'x') + " haystack", Role::tool,
                                  TurnKind::tool_result));
  BOOST_TEST(found("needle").size() == 1U);
  BOOST_TEST(found("haystack").empty());
  check_index();
}

BOOST_AUTO_TEST_CASE(a_query_without_words_gives_no_hits) {
  insert(session("s1"), make_turn(1, "text"));
  for (const char* query : {"", "***", "\"\"", "“ ”", "\xe2\x80\x9c", "\"“\" ”"}) {
    BOOST_TEST(tables.turns.search(query, std::nullopt, 10).empty(), query);
    BOOST_TEST(tables.turns.search(query, project(), 10).empty(), query);
  }
  BOOST_TEST(found("“ text ”").size() == 1U);
}

BOOST_AUTO_TEST_CASE(no_input_is_a_syntax_error) {
  insert(session("s1"), make_turn(1, "alpha beta gamma delta"));
  for (const char* query : {"alpha AND", "NEAR(alpha beta, 2)", "text : alpha", "scope : p1",
                            "{text} : alpha", "^alpha", "alpha + beta", "((((", "))))", "alpha NOT",
                            "\"", "'", "''alpha", ";--", "-alpha", "a\"\"b"}) {
    BOOST_CHECK_NO_THROW(found(query));
  }
  std::mt19937 random(7);
  const std::string alphabet = "\"*()^:+-{},'\\ aAND0\t\n\xc3\xa9\xe2\x80\x9c\xff";
  for (int i = 0; i < 3000; ++i) {
    std::string query;
    for (auto length = random() % 40; length > 0; --length) {
      query +=
          i % 2 == 0 ? alphabet[random() % alphabet.size()] : static_cast<char>(random() % 256);
    }
    BOOST_CHECK_NO_THROW(
        tables.turns.search(query, i % 3 == 0 ? std::optional(project()) : std::nullopt, 5));
  }
}

BOOST_AUTO_TEST_CASE(texts_that_are_no_utf8_do_no_harm) {
  const Id id = session("s1");
  std::mt19937 random(11);
  for (int i = 1; i <= 50; ++i) {
    std::string text = "marker ";
    for (auto length = random() % 2000; length > 0; --length)
      text += static_cast<char>(1 + random() % 255);
    insert(id, make_turn(i, text));
  }
  BOOST_TEST(found("marker").size() == 50U);
  tables.turns.withdraw_missing(id, std::vector<std::int64_t>{1, 2, 3});
  BOOST_TEST(found("marker").size() == 3U);
  check_index();
}

BOOST_AUTO_TEST_SUITE_END()
