#include <boost/test/unit_test.hpp>

#include "daemon/store/error.hpp"
#include "daemon/store/file_touches.hpp"
#include "tests/unit/store/database.hpp"

using namespace baton;
using store::FileOperation;
using store::Id;
using store::Role;
using store::Turn;
using store::TurnKind;
using tests::make_turn;

BOOST_FIXTURE_TEST_SUITE(turns, tests::Database)

BOOST_AUTO_TEST_CASE(a_turn_comes_back_as_it_went_in) {
  const Id id = session("s1");
  store::NewTurn in =
      make_turn(-7, std::string(5000, 'x') + " the end", Role::tool, TurnKind::tool_result);
  in.is_error = true;
  in.injected = true;
  in.tool_name = "Bash";
  in.tool_kind = store::ToolKind::shell;
  in.tool_call_id = "toolu_1";
  in.external_id = "0123cdef-89ab-4567-8000-ffeeddccbbaa";
  BOOST_TEST(insert(id, in));
  const Turn out = tables.turns.find(id, 1).value();
  BOOST_TEST(out.session_id == id);
  BOOST_TEST(out.created_at == in.created_at);
  BOOST_TEST((out.role == Role::tool));
  BOOST_TEST((out.kind == TurnKind::tool_result));
  BOOST_TEST(out.is_error);
  BOOST_TEST(out.injected);
  BOOST_TEST(out.tool_name == "Bash");
  BOOST_TEST((out.tool_kind == store::ToolKind::shell));
  BOOST_TEST(out.tool_call_id == "toolu_1");
  BOOST_TEST(out.external_id == in.external_id);
  BOOST_TEST(out.text == std::string(5000, 'x') + " the end");
  BOOST_TEST(!tables.turns.find(id, 2).has_value());

  store::NewTurn plain = make_turn(8, "short");
  plain.external_id = "msg_1";
  insert(id, plain);
  BOOST_TEST(tables.turns.find(id, 2)->external_id == "msg_1");
  BOOST_TEST(tables.turns.find(id, 2)->tool_name.empty());
}

BOOST_AUTO_TEST_CASE(a_turn_is_stored_exactly_once) {
  const Id id = session("s1");
  BOOST_TEST(insert(id, make_turn(1, "once")));
  BOOST_TEST(!insert(id, make_turn(1, "once")));
  BOOST_TEST(count("count(*) FROM turns") == 1);
  BOOST_TEST(tables.sessions.find(id)->turns == 1);
  BOOST_TEST(tables.counts().turns == 1);
  BOOST_TEST(found("once").size() == 1U);
  check_index();
}

BOOST_AUTO_TEST_CASE(a_turn_that_comes_again_with_another_text_is_changed_in_its_place) {
  const Id id = session("s1");
  insert(id, make_turn(1, "half of"));
  insert(id, make_turn(2, "another one"));
  BOOST_TEST(insert(id, make_turn(1, "half of it and the rest")));
  BOOST_TEST(tables.turns.find(id, 1)->text == "half of it and the rest");
  BOOST_TEST(tables.sessions.find(id)->turns == 2);
  BOOST_TEST(found("rest").size() == 1U);
  check_index();
}

BOOST_AUTO_TEST_CASE(the_same_hash_at_another_time_is_another_turn) {
  const Id id = session("s1");
  store::NewTurn later = make_turn(1, "yes");
  later.created_at += 1;
  BOOST_TEST(insert(id, make_turn(1, "yes")));
  BOOST_TEST(insert(id, later));
}

BOOST_AUTO_TEST_CASE(a_fork_shares_its_parents_turns) {
  const Id parent = session("parent");
  const Id fork = session("fork");
  insert(parent, make_turn(1, "one"));
  insert(parent, make_turn(2, "two", Role::assistant));
  BOOST_TEST(!insert(fork, make_turn(1, "one")));
  BOOST_TEST(!insert(fork, make_turn(1, "one")));
  BOOST_TEST(!insert(fork, make_turn(2, "two", Role::assistant)));
  BOOST_TEST(insert(fork, make_turn(3, "three")));

  const std::vector<Turn> turns = tables.turns.list(fork, 0, 10);
  BOOST_REQUIRE(turns.size() == 3U);
  BOOST_TEST(turns[0].text == "one");
  BOOST_TEST(turns[0].session_id == fork);
  BOOST_TEST(turns[2].text == "three");
  BOOST_TEST(turns[2].ordinal == 3);
  BOOST_TEST(tables.turns.find(fork, 2)->text == "two");
  BOOST_TEST(tables.sessions.find(fork)->turns == 3);
  BOOST_TEST(tables.sessions.find(fork)->user_turns == 2);
  BOOST_TEST(tables.sessions.find(fork)->started_at.value() == make_turn(3, "").created_at);
  BOOST_TEST(tables.projects.find(project())->turns == 3);
  BOOST_TEST(count("count(*) FROM turns") == 3);
  BOOST_TEST(found("one").size() == 1U);
}

BOOST_AUTO_TEST_CASE(listing_goes_on_after_an_ordinal) {
  const Id id = session("s1");
  for (int i = 1; i <= 5; ++i) insert(id, make_turn(i, "turn " + std::to_string(i)));
  const auto page = tables.turns.list(id, 2, 2);
  BOOST_REQUIRE(page.size() == 2U);
  BOOST_TEST(page[0].ordinal == 3);
  BOOST_TEST(page[1].ordinal == 4);
}

BOOST_AUTO_TEST_CASE(a_visitor_may_stop_and_may_visit_other_sessions) {
  const Id outer = session("outer");
  const Id inner = session("inner");
  for (int i = 1; i <= 3; ++i) insert(outer, make_turn(i, "outer"));
  for (int i = 11; i <= 12; ++i) insert(inner, make_turn(i, "inner"));
  int visits = 0;
  tables.turns.for_each(outer, 0, [&](const Turn& turn) {
    tables.turns.for_each(inner, 0, [&](Turn&) { return ++visits > 0; });
    return turn.ordinal < 2;
  });
  BOOST_TEST(visits == 4);
}

BOOST_AUTO_TEST_CASE(a_turn_of_no_session_is_refused) {
  BOOST_CHECK_THROW(insert(99, make_turn(1, "lost")), store::StoreError);
  BOOST_TEST(count("count(*) FROM turns") == 0);
}

BOOST_AUTO_TEST_CASE(files_touched_add_up) {
  const Id id = session("s1");
  store::NewTurn turn = make_turn(1, "write", Role::assistant, TurnKind::tool_call);
  turn.files = {{"a.cpp", FileOperation::created, 10, 0}, {"b.cpp", FileOperation::read, 0, 0}};
  insert(id, turn);
  turn = make_turn(2, "edit", Role::assistant, TurnKind::tool_call);
  turn.files = {{"a.cpp", FileOperation::modified, 3, 2}};
  insert(id, turn);
  insert(id, turn);
  BOOST_TEST(count("count(*) FROM project_files") == 2);
  BOOST_TEST(
      count("count(*) FROM project_files WHERE path = 'a.cpp' AND operation = 'created' AND "
            "touches = 2 AND "
            "lines_added = 13 AND lines_removed = 2 AND first_ordinal = 1 AND last_ordinal = 2") ==
      1);
}

BOOST_AUTO_TEST_CASE(operations_amount_to_their_net_effect) {
  using enum FileOperation;
  BOOST_TEST((store::combine(read, modified) == modified));
  BOOST_TEST((store::combine(modified, read) == modified));
  BOOST_TEST((store::combine(created, modified) == created));
  BOOST_TEST((store::combine(created, deleted) == deleted));
  BOOST_TEST((store::combine(deleted, created) == modified));
  BOOST_TEST((store::combine(modified, renamed) == modified));
}

BOOST_AUTO_TEST_CASE(a_batch_of_turns_makes_few_index_segments) {
  // Were a statement journal opened per turn, FTS5 would write one segment per turn.
  const Id id = session("s1");
  connection.execute("BEGIN");
  for (int i = 1; i <= 200; ++i) {
    store::NewTurn turn = make_turn(i, "some words " + std::to_string(i));
    turn.tool_name = "Bash";
    insert(id, turn);
  }
  connection.execute("COMMIT");
  BOOST_TEST(count("count(DISTINCT segid) FROM turns_index_idx") <= 2);
  check_index();
}

BOOST_AUTO_TEST_SUITE_END()
