#include "daemon/store/ranking.hpp"

#include <random>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "daemon/store/search_query.hpp"
#include "daemon/store/statement.hpp"
#include "tests/unit/store/database.hpp"

using namespace baton;
using store::Id;
using tests::make_turn;

namespace {

struct RankedDatabase : tests::Database {
  Id id = session("s1");

  std::vector<Id> ranked(const std::string& query, std::optional<Id> project_id = std::nullopt) {
    std::vector<Id> ids;
    for (const auto& hit : tables.turns.search(query, project_id, 2000)) ids.push_back(hit.turn_id);
    return ids;
  }
  /// What FTS5 itself makes of the same query.
  std::vector<Id> ranked_by_sqlite(const std::string& match) {
    store::Statement statement(connection,
                               "SELECT rowid FROM turns_index WHERE turns_index MATCH ? "
                               "ORDER BY bm25(turns_index, 1.0, 0.0), rowid DESC");
    std::vector<Id> ids;
    store::Rows rows = statement.query(match);
    while (rows.next()) ids.push_back(rows.integer(0));
    return ids;
  }
  /// Turns of up to 300 words, of which some are common and some rare.
  void fill(int turns) {
    std::mt19937 random(3);
    for (int i = 1; i <= turns; ++i) {
      std::string text;
      for (auto words = 1 + random() % 300; words > 0; --words)
        text += "w" + std::to_string((random() % 40) * (random() % 40)) + " ";
      insert(id, make_turn(i, text));
    }
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(ranking, RankedDatabase)

BOOST_AUTO_TEST_CASE(words_and_phrases_rank_as_by_sqlites_own_bm25) {
  fill(500);
  for (const std::string query : {"w0", "w12", "w12 w144", "w0 w7 w360", "\"w0 w0\"",
                                  "\"w0 w0\" w24", "w12* w0", "w144* w0"}) {
    const auto expected = ranked_by_sqlite("text : (" + store::match_expression(query) + ")");
    BOOST_TEST(expected.size() > 1U, query);
    BOOST_TEST(ranked(query) == expected, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(the_projects_token_has_no_part_in_the_rank) {
  fill(300);
  const auto expected =
      ranked_by_sqlite(R"(text : ("w12" "w0") AND scope : "p)" + std::to_string(project()) + "\"");
  BOOST_TEST(expected.size() > 1U);
  BOOST_TEST(ranked("w12 w0", project()) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_rare_word_weighs_more_than_one_of_more_turns_than_are_counted) {
  connection.execute("BEGIN");
  for (int i = 1; i <= 36'000; ++i) insert(id, make_turn(i, i % 3 == 0 ? "common" : "other"));
  insert(id, make_turn(36'001, "common rare rare rare"));
  insert(id, make_turn(36'002, "common common common rare"));
  connection.execute("COMMIT");
  const auto hits = tables.turns.search("common rare", std::nullopt, 10);
  BOOST_REQUIRE(hits.size() == 2U);
  BOOST_TEST(hits[0].ordinal == 36'001);
  BOOST_TEST(hits[1].ordinal == 36'002);
}

BOOST_AUTO_TEST_CASE(a_score_without_the_turns_size_is_an_error) {
  insert(id, make_turn(1, "walnut"));
  BOOST_CHECK_THROW(connection.query_integer("SELECT text_score(turns_index) FROM turns_index "
                                             "WHERE turns_index MATCH 'walnut'"),
                    store::StoreError);
}

BOOST_AUTO_TEST_SUITE_END()
