#include "daemon/handoff/project_ledger.hpp"

#include <algorithm>
#include <memory>
#include <string>

#include <boost/test/unit_test.hpp>

#include "tests/unit/store/database.hpp"

namespace baton::handoff {
namespace {

using store::Id;
using store::Role;
using store::TurnKind;

/// A store with one project, and the ledger of it.
struct Fixture {
  tests::TemporaryDirectory directory;
  store::Store store{{.path = directory / "baton.db"}};
  Id project = store.write_and_wait(
      [](store::Tables& tables) { return tables.projects.ensure(tests::make_key("app"), 1); });
  ProjectLedger ledger{project};
  std::int64_t identity = 0;

  Id session(const std::string& external_id) {
    return store.write_and_wait([&](store::Tables& tables) {
      return tables.sessions.upsert(project, tests::make_facts(external_id), ++identity);
    });
  }
  void add(Id session, const std::string& text, Role role = Role::user,
           TurnKind kind = TurnKind::text, const std::string& call_id = "") {
    store.write_and_wait([&](store::Tables& tables) {
      auto turn = tests::make_turn(++identity, text, role, kind);
      turn.tool_name = kind == TurnKind::text ? "" : "Read";
      turn.tool_kind = kind == TurnKind::text ? store::ToolKind::none : store::ToolKind::read;
      turn.tool_call_id = call_id;
      tables.turns.insert(0, session, turn);
    });
  }
  std::shared_ptr<const Needs> update() {
    return ledger.update(store, [] { return true; });
  }
  bool names(const std::string& key) {
    const auto needs = update();
    return needs &&
           std::ranges::find(needs->entities(), key, &NeededEntity::key) != needs->entities().end();
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(project_ledger, Fixture)

BOOST_AUTO_TEST_CASE(a_project_without_a_request_needs_nothing) {
  BOOST_TEST(update() == nullptr);
}

BOOST_AUTO_TEST_CASE(what_a_session_names_may_be_needed) {
  add(session("one"), "Please speed up loader.py");
  BOOST_TEST(names("p:loader.py"));
}

BOOST_AUTO_TEST_CASE(turns_that_come_later_are_added) {
  const Id one = session("one");
  add(one, "Please speed up loader.py");
  update();
  add(one, "And then writer.py as well");
  BOOST_TEST(names("p:writer.py"));
  BOOST_TEST(names("p:loader.py"));
}

BOOST_AUTO_TEST_CASE(a_session_that_comes_later_is_the_last_one) {
  add(session("one"), "Please speed up loader.py");
  update();
  add(session("two"), "Now look at writer.py");
  const auto needs = update();
  BOOST_TEST(needs->last_session() == 2);
}

BOOST_AUTO_TEST_CASE(updating_bit_by_bit_ends_where_reading_at_once_does) {
  const Id one = session("one");
  for (int turn = 0; turn < 12; ++turn) {
    add(one, "Change step_" + std::to_string(turn) + " in loader.py, then test it");
    add(one, "I changed step_" + std::to_string(turn), Role::assistant);
    update();
  }
  const auto grown = update();
  const auto at_once = ProjectLedger(project).update(store, [] { return true; });
  BOOST_REQUIRE_EQUAL(grown->entities().size(), at_once->entities().size());
  for (const auto& entity : grown->entities()) {
    const auto same = std::ranges::find(at_once->entities(), entity.key, &NeededEntity::key);
    BOOST_REQUIRE(same != at_once->entities().end());
    BOOST_TEST(same->probability == entity.probability, boost::test_tools::tolerance(1e-9));
  }
}

BOOST_AUTO_TEST_CASE(a_call_is_read_together_with_its_result) {
  const Id one = session("one");
  add(one, "Please speed up the loading of large files");
  add(one, R"({"file_path": "src/loader.py"})", Role::assistant, TurnKind::tool_call, "call-1");
  BOOST_TEST(!names("p:loader.py"));
  add(one, "import json", Role::tool, TurnKind::tool_result, "call-1");
  BOOST_TEST(names("p:loader.py"));
}

BOOST_AUTO_TEST_CASE(a_call_that_never_ended_waits_no_longer_than_to_the_next_message) {
  const Id one = session("one");
  add(one, "Please speed up the loading of large files");
  add(one, R"({"file_path": "src/loader.py"})", Role::assistant, TurnKind::tool_call, "call-1");
  add(one, "Stop, that is the wrong one");
  BOOST_TEST(names("p:loader.py"));
}

BOOST_AUTO_TEST_CASE(an_older_session_that_goes_on_is_the_last_one) {
  const Id one = session("one");
  add(one, "Please speed up loader.py");
  add(session("two"), "Now look at writer.py");
  update();
  add(one, "Back to loader.py: it is still slow");
  BOOST_TEST(update()->last_session() == 1);
}

BOOST_AUTO_TEST_CASE(what_is_left_unread_is_read_the_next_time) {
  add(session("one"), "Please speed up loader.py");
  add(session("two"), "Now look at writer.py");
  int sessions = 0;
  ledger.update(store, [&] { return sessions++ == 0; });
  BOOST_TEST(names("p:writer.py"));
  BOOST_TEST(names("p:loader.py"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
