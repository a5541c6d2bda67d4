#include <boost/test/unit_test.hpp>

#include "tests/unit/store/database.hpp"

using namespace baton;
using store::Id;
using store::NewTurn;
using store::RetentionLimits;
using store::RetentionPosition;
using store::Role;
using store::TurnKind;
using tests::make_turn;

namespace {

struct Aged : tests::Database {
  /// A turn with a time of its own; the time serves as its identity too.
  void add(Id session_id, Milliseconds time, const std::string& text,
           TurnKind kind = TurnKind::text) {
    NewTurn turn = make_turn(time, text, kind == TurnKind::text ? Role::user : Role::tool, kind);
    turn.created_at = time;
    insert(session_id, turn);
  }

  /// Applies limits as the daemon does, in small steps. Returns how many turns went and were cut.
  std::pair<std::int64_t, std::int64_t> apply(const RetentionLimits& limits) {
    std::pair<std::int64_t, std::int64_t> done;
    RetentionPosition position;
    for (bool finished = false; !finished;) {
      const auto finds = tables.retention.look(limits, position, 2);
      done.first += tables.retention.remove(finds.turns);
      done.second += tables.retention.cut(finds.outputs);
      finished = finds.finished;
    }
    check_index();
    return done;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(retention, Aged)

BOOST_AUTO_TEST_CASE(old_turns_go_with_their_words_and_counts) {
  const Id id = session("s1");
  for (int i = 1; i <= 7; ++i) add(id, i * 100, "apple " + std::to_string(i));
  BOOST_TEST(apply({.turns_before = 500}).first == 4);
  BOOST_TEST(found("apple").size() == 3U);
  BOOST_TEST(tables.sessions.find(id)->turns == 3);
  BOOST_TEST(tables.sessions.find(id)->user_turns == 3);
  BOOST_TEST(tables.counts().turns == 3);
  BOOST_TEST(tables.turns.find(id, 5)->text == "apple 5");
  BOOST_TEST(apply({.turns_before = 500}).first == 0);
  add(id, 900, "apple 8");
  BOOST_TEST(tables.turns.find(id, 8)->text == "apple 8");
}

BOOST_AUTO_TEST_CASE(a_fork_loses_what_it_shares) {
  const Id parent = session("parent", "app");
  const Id fork = session("fork", "zoo");
  for (const Id id : {parent, fork}) add(id, 100, "shared");
  add(fork, 900, "own");
  BOOST_TEST(apply({.turns_before = 500}).first == 1);
  BOOST_TEST(tables.sessions.find(parent)->turns == 0);
  BOOST_TEST(tables.sessions.find(fork)->turns == 1);
  BOOST_TEST(tables.projects.find(project("app"))->turns == 0);
  BOOST_TEST(tables.projects.find(project("zoo"))->turns == 1);
  BOOST_TEST(count("count(*) FROM session_turns") == 0);
}

BOOST_AUTO_TEST_CASE(a_withdrawn_turn_goes_and_is_not_counted_twice) {
  const Id id = session("s1");
  add(id, 100, "withdrawn");
  add(id, 900, "stays");
  tables.turns.withdraw_missing(id, std::vector<std::int64_t>{900});
  BOOST_TEST(apply({.turns_before = 500}).first == 1);
  BOOST_TEST(tables.sessions.find(id)->turns == 1);
  BOOST_TEST(tables.counts().turns == 1);
  BOOST_TEST(count("count(*) FROM turns") == 1);
}

BOOST_AUTO_TEST_CASE(a_turn_without_a_time_is_as_old_as_its_session) {
  store::SessionFacts facts = tests::make_facts("untimed");
  facts.ended_at = 300;
  const Id old = tables.sessions.upsert(project(), facts, 1);
  const Id recent = tables.sessions.upsert(project(), tests::make_facts("unknown"), 900);
  NewTurn turn = make_turn(1, "old");
  turn.created_at = 0;
  insert(old, turn);
  turn.identity = 2;
  insert(recent, turn);
  BOOST_TEST(apply({.turns_before = 500}).first == 1);
  BOOST_TEST(tables.sessions.find(old)->turns == 0);
  BOOST_TEST(tables.sessions.find(recent)->turns == 1);
}

BOOST_AUTO_TEST_CASE(long_outputs_of_tools_are_cut_and_nothing_else) {
  const Id id = session("s1");
  const std::string text = "begin " + std::string(3000, 'x') + " end";
  add(id, 100, text, TurnKind::tool_result);
  add(id, 101, text, TurnKind::tool_call);
  add(id, 102, text);
  add(id, 103, std::string(2048, 'y'), TurnKind::tool_result);
  add(id, 900, text, TurnKind::tool_result);
  BOOST_TEST(apply({.outputs_before = 500}).second == 1);
  BOOST_TEST(tables.turns.find(id, 1)->text ==
             text.substr(0, 1024) +
                 "\n[cut by Baton's retention: the first 1024 of 3010 bytes are kept]");
  for (int ordinal : {2, 3, 5}) BOOST_TEST(tables.turns.find(id, ordinal)->text == text);
  BOOST_TEST(tables.turns.find(id, 4)->text.size() == 2048U);
  BOOST_TEST(apply({.outputs_before = 500}).second == 0);
}

BOOST_AUTO_TEST_CASE(a_cut_leaves_whole_characters) {
  const Id id = session("s1");
  std::string text = "x";
  for (int i = 0; i < 1500; ++i) text += "é";
  add(id, 100, text, TurnKind::tool_result);
  apply({.outputs_before = 500});
  BOOST_TEST(tables.turns.find(id, 1)->text.find("the first 1023 of 3001 bytes") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_deleted_is_not_cut_as_well) {
  const Id id = session("s1");
  add(id, 100, std::string(3000, 'x'), TurnKind::tool_result);
  add(id, 300, std::string(3000, 'x'), TurnKind::tool_result);
  const auto [removed, cut] = apply({.turns_before = 200, .outputs_before = 500});
  BOOST_TEST(removed == 1);
  BOOST_TEST(cut == 1);
}

BOOST_AUTO_TEST_CASE(compaction_gives_the_space_back) {
  const auto fill = [](Aged& database, int first) {
    const Id id = database.session("s1");
    for (int i = first; i <= 2000; ++i) {
      std::string text;
      for (int word = 0; word < 40; ++word)
        text += "word" + std::to_string(i * word * 7919 % 100'003) + " ";
      database.add(id, i, text);
    }
  };
  fill(*this, 1);
  const std::int64_t before = tables.database_bytes();
  apply({.turns_before = 1900});
  using Index = store::Compaction::Index;
  for (const Index index : {Index::turns, Index::handoffs, Index::knowledge}) {
    int steps = 0;
    for (bool more = tables.compaction.merge_step(index, true); more; ++steps) {
      BOOST_REQUIRE(steps < 10'000);
      more = tables.compaction.merge_step(index, false);
    }
  }
  while (tables.compaction.vacuum_step()) {
  }
  Aged never_had_them;
  fill(never_had_them, 1900);
  BOOST_TEST(tables.database_bytes() < before / 3);
  BOOST_TEST(tables.database_bytes() <= never_had_them.tables.database_bytes() + 40'960);
  BOOST_TEST(count("freelist_count FROM pragma_freelist_count") == 0);
  BOOST_TEST(tables.quick_check().empty());
  check_index();
}

BOOST_AUTO_TEST_SUITE_END()
