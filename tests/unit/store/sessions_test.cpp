#include <set>
#include <thread>

#include <boost/test/unit_test.hpp>

#include "daemon/store/session_rows.hpp"
#include "daemon/store/store.hpp"
#include "tests/unit/store/database.hpp"

using namespace baton;
using store::Id;
using store::Role;
using store::TurnKind;
using tests::make_facts;
using tests::make_key;
using tests::make_turn;

BOOST_FIXTURE_TEST_SUITE(sessions, tests::Database)

BOOST_AUTO_TEST_CASE(facts_are_merged) {
  store::SessionFacts facts = make_facts("s1");
  facts.title = "First";
  facts.branch = "main";
  facts.working_directory = "/home/me/app";
  facts.started_at = 100;
  facts.ended_at = 200;
  const Id id = tables.sessions.upsert(project(), facts, 1);

  store::SessionFacts more = make_facts("s1");
  more.branch = "topic";
  more.model = "some-model";
  more.started_at = 50;
  more.ended_at = 150;
  BOOST_TEST(tables.sessions.upsert(project("other"), more, 2) == id);

  const store::Session session = *tables.sessions.find(id);
  BOOST_TEST(session.project_name == "app");
  BOOST_TEST(session.title == "First");
  BOOST_TEST(session.branch == "topic");
  BOOST_TEST(session.model == "some-model");
  BOOST_TEST(session.working_directory == "/home/me/app");
  BOOST_TEST(session.started_at.value() == 50);
  BOOST_TEST(session.ended_at.value() == 200);
  BOOST_TEST(session.status == "in_progress");
  BOOST_TEST(tables.sessions.find_by_number(project(), 1)->id == id);
  BOOST_TEST(tables.sessions.find_by_external_id("claude-code", "s1")->id == id);
  BOOST_TEST(!tables.sessions.find_by_external_id("codex", "s1").has_value());
}

BOOST_AUTO_TEST_CASE(a_parent_may_come_before_or_after_its_children) {
  store::SessionFacts child = make_facts("child");
  child.parent_external_id = "parent";
  child.relation = store::Relation::subagent;
  const Id early = tables.sessions.upsert(project(), child, 1);
  BOOST_TEST(!tables.sessions.find(early)->parent_id.has_value());
  const Id parent = session("parent");
  BOOST_TEST(tables.sessions.find(early)->parent_id.value() == parent);

  child.external_id = "late child";
  const Id late = tables.sessions.upsert(project(), child, 1);
  BOOST_TEST(tables.sessions.find(late)->parent_id.value() == parent);
  BOOST_TEST((tables.sessions.find(late)->relation == store::Relation::subagent));

  child.external_id = child.parent_external_id = "own parent";
  BOOST_TEST(
      !tables.sessions.find(tables.sessions.upsert(project(), child, 1))->parent_id.has_value());
}

BOOST_AUTO_TEST_CASE(only_what_a_person_typed_is_a_user_turn) {
  const Id id = session("s1");
  insert(id, make_turn(1, "typed\nsecond line"));
  store::NewTurn injected = make_turn(2, "a reminder");
  injected.injected = true;
  insert(id, injected);
  insert(id, make_turn(3, "result", Role::user, TurnKind::tool_result));
  insert(id, make_turn(4, "answer", Role::assistant));
  const store::Session session = *tables.sessions.find(id);
  BOOST_TEST(session.turns == 4);
  BOOST_TEST(session.user_turns == 1);
  BOOST_TEST(session.title == "typed");
  BOOST_TEST(session.started_at.value() == make_turn(1, "").created_at);
  BOOST_TEST(session.ended_at.value() == make_turn(4, "").created_at);
}

BOOST_AUTO_TEST_CASE(usage_counts_once_and_the_last_report_wins) {
  const Id id = session("s1");
  tables.sessions.record_usage(id, {.message_key = "m1",
                                    .model = "a",
                                    .input_tokens = 10,
                                    .output_tokens = 1,
                                    .cache_read_tokens = 100,
                                    .cache_write_tokens = 1000});
  tables.sessions.record_usage(id, {.message_key = "m1",
                                    .model = "a",
                                    .input_tokens = 10,
                                    .output_tokens = 7,
                                    .cache_read_tokens = 100,
                                    .cache_write_tokens = 1000});
  tables.sessions.record_usage(
      id, {.message_key = "m2", .model = "", .input_tokens = 1, .output_tokens = 1});
  const store::Session session = *tables.sessions.find(id);
  BOOST_TEST(session.input_tokens == 1111);
  BOOST_TEST(session.output_tokens == 8);
  BOOST_TEST(count("count(*) FROM usage") == 2);
}

BOOST_AUTO_TEST_CASE(a_session_opens_again_unless_its_user_ended_it) {
  const Id silent = session("silent");
  const Id finished = session("finished");
  insert(silent, make_turn(1, "a"));
  insert(finished, make_turn(2, "b"));
  tables.sessions.set_status(finished, "completed", "user", 5);
  BOOST_TEST(
      (tables.sessions.complete_silent(make_turn(9, "").created_at, 6) == std::vector<Id>{silent}));
  BOOST_TEST(tables.sessions.find(silent)->status == "completed");
  BOOST_TEST(tables.sessions.complete_silent(make_turn(9, "").created_at, 6).empty());

  insert(silent, make_turn(10, "more"));
  insert(finished, make_turn(11, "more"));
  BOOST_TEST(tables.sessions.find(silent)->status == "in_progress");
  BOOST_TEST(tables.sessions.find(finished)->status == "completed");
  BOOST_TEST(tables.projects.find(project())->active_sessions == 1);
}

BOOST_AUTO_TEST_CASE(a_handoff_is_made_from_sessions_with_requests_newest_record_first) {
  insert(session("old"), make_turn(1, "request"));
  insert(session("new"), make_turn(2, "request"));
  insert(session("agent only"), make_turn(3, "answer", Role::assistant));
  store::SessionFacts subagent = make_facts("sub");
  subagent.relation = store::Relation::subagent;
  insert(tables.sessions.upsert(project(), subagent, 1), make_turn(4, "request"));
  insert(session("elsewhere", "other"), make_turn(5, "request"));
  insert(session("old"), make_turn(6, "gone on with", Role::assistant));

  const auto recent = tables.sessions.recent_with_requests(project(), 10);
  BOOST_REQUIRE(recent.size() == 2U);
  BOOST_TEST(recent[0].external_id == "old");
  BOOST_TEST(recent[1].external_id == "new");
  BOOST_TEST(tables.sessions.recent_with_requests(project(), 1).size() == 1U);
}

BOOST_AUTO_TEST_CASE(lists_are_paged_newest_start_first) {
  for (int i = 1; i <= 5; ++i) {
    store::SessionFacts facts = make_facts("s" + std::to_string(i));
    if (i > 1) facts.started_at = i * 10;
    tables.sessions.upsert(project(i % 2 == 0 ? "even" : "odd"), facts, 1);
  }
  std::vector<std::string> seen;
  std::string next;
  do {
    for (const auto& session : tables.sessions.list(std::nullopt, 2, next, next))
      seen.push_back(session.external_id);
    if (seen.size() == 2) {
      store::SessionFacts facts = make_facts("inserted meanwhile");
      facts.started_at = 1000;
      tables.sessions.upsert(project(), facts, 1);
    }
  } while (!next.empty());
  BOOST_TEST(seen == (std::vector<std::string>{"s5", "s4", "s3", "s2", "s1"}),
             boost::test_tools::per_element());

  const auto odd = tables.sessions.list(project("odd"), 10, "", next);
  BOOST_REQUIRE(odd.size() == 3U);
  BOOST_TEST(odd[0].external_id == "s5");
  BOOST_TEST(next.empty());
}

BOOST_AUTO_TEST_CASE(lists_need_no_sorting) {
  for (const char* order : {"(coalesce(s.started_at, 0), s.id) < (9, 9) ORDER BY "
                            "coalesce(s.started_at, 0) DESC, s.id DESC",
                            "s.user_turns > 0 AND s.relation <> 'subagent' "
                            "ORDER BY coalesce(s.ended_at, s.started_at, 0) DESC, s.id DESC"}) {
    const std::string sql = "WHERE s.project_id = 1 AND " + std::string(order) + " LIMIT 10";
    store::Statement plan(connection, "EXPLAIN QUERY PLAN " + store::select_sessions(sql));
    store::Rows rows = plan.query();
    while (rows.next())
      BOOST_TEST(rows.text(3).find("TEMP B-TREE") == std::string::npos, rows.text(3));
  }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_CASE(session_numbers_have_no_gap_under_concurrent_writers) {
  const tests::TemporaryDirectory directory;
  store::Store store({.path = directory / "baton.db"});
  constexpr int writers = 5;
  constexpr int each = 20;
  std::vector<std::thread> threads;
  for (int writer = 0; writer < writers; ++writer) {
    threads.emplace_back([&store, writer] {
      for (int i = 0; i < each; ++i) {
        store.write_and_wait([&](store::Tables& tables) {
          const Id project = tables.projects.ensure(make_key("app"), 1);
          const std::string id = std::to_string(writer) + "/" + std::to_string(i);
          return tables.sessions.upsert(project, make_facts(id), 1);
        });
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<std::int64_t> numbers;
  store.read_and_wait([&](store::Tables& tables) {
    std::string next;
    for (const auto& session : tables.sessions.list(std::nullopt, 1000, "", next))
      numbers.insert(session.number);
  });
  BOOST_TEST(numbers.size() == static_cast<std::size_t>(writers * each));
  BOOST_TEST(*numbers.begin() == 1);
  BOOST_TEST(*numbers.rbegin() == writers * each);
}
