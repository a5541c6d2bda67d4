#include "daemon/store/handoff_edits.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/unit/store/database.hpp"

using namespace baton;
using store::Handoff;
using store::HandoffEdit;
using store::HandoffEditKind;
using store::Id;

namespace {

HandoffEdit note(const std::string& text, std::int64_t since) {
  HandoffEdit edit;
  edit.section = "state";
  edit.identity_key = text;
  edit.text = text;
  edit.since_version = since;
  edit.created_at = 5;
  return edit;
}

Handoff manual(Id project_id, const std::string& text) {
  Handoff handoff;
  handoff.project_id = project_id;
  handoff.generator = "manual";
  handoff.text = text;
  handoff.document = "{}";
  return handoff;
}

std::string texts(const std::vector<HandoffEdit>& edits) {
  std::string all;
  for (const HandoffEdit& edit : edits) all += edit.text + " ";
  return all;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(handoff_edits, tests::Database)

BOOST_AUTO_TEST_CASE(an_edit_is_given_back_as_it_was_stored) {
  HandoffEdit edit = note("old", 3);
  edit.kind = HandoffEditKind::replaced;
  edit.replacement = "new";
  edit.citations = "1:2 1:3";
  const Id id = tables.handoff_edits.add(project(), edit);
  const HandoffEdit stored = tables.handoff_edits.in_force(project()).at(0);
  BOOST_TEST(stored.id == id);
  BOOST_TEST((stored.kind == HandoffEditKind::replaced));
  BOOST_TEST(stored.section == "state");
  BOOST_TEST(stored.replacement == "new");
  BOOST_TEST(stored.citations == "1:2 1:3");
  BOOST_TEST(stored.since_version == 3);
  BOOST_TEST(!stored.until_version.has_value());
  BOOST_TEST(stored.created_at == 5);
}

BOOST_AUTO_TEST_CASE(what_is_taken_back_stays_with_the_versions_it_held_for) {
  tables.handoff_edits.add(project(), note("a", 2));
  const Id b = tables.handoff_edits.add(project(), note("b", 3));
  BOOST_TEST(tables.handoff_edits.take_back(project(), b, 5));
  BOOST_TEST(!tables.handoff_edits.take_back(project(), b, 6));
  BOOST_TEST(texts(tables.handoff_edits.in_force(project())) == "a ");
  BOOST_TEST(texts(tables.handoff_edits.in_force_at(project(), 1)).empty());
  BOOST_TEST(texts(tables.handoff_edits.in_force_at(project(), 2)) == "a ");
  BOOST_TEST(texts(tables.handoff_edits.in_force_at(project(), 4)) == "a b ");
  BOOST_TEST(texts(tables.handoff_edits.in_force_at(project(), 5)) == "a ");
}

BOOST_AUTO_TEST_CASE(what_is_said_last_of_a_line_holds) {
  tables.handoff_edits.add(project(), note("a", 1));
  HandoffEdit hidden = note("a", 2);
  hidden.kind = HandoffEditKind::hidden;
  tables.handoff_edits.add(project(), hidden);
  const auto edits = tables.handoff_edits.in_force(project());
  BOOST_REQUIRE(edits.size() == 1U);
  BOOST_TEST((edits[0].kind == HandoffEditKind::hidden));
}

BOOST_AUTO_TEST_CASE(edits_are_of_one_project) {
  const Id id = tables.handoff_edits.add(project(), note("a", 1));
  BOOST_TEST(tables.handoff_edits.in_force(project("other")).empty());
  BOOST_TEST(!tables.handoff_edits.take_back(project("other"), id, 2));
}

BOOST_AUTO_TEST_CASE(the_revision_grows_with_every_change) {
  BOOST_TEST(tables.handoff_edits.revision(project()) == 0);
  const Id id = tables.handoff_edits.add(project(), note("a", 1));
  const std::int64_t added = tables.handoff_edits.revision(project());
  tables.handoff_edits.take_back(project(), id, 1);
  BOOST_TEST(added > 0);
  BOOST_TEST(tables.handoff_edits.revision(project()) > added);
}

BOOST_AUTO_TEST_CASE(a_version_made_by_hand_is_never_overwritten) {
  const Handoff first = tables.handoffs.add(manual(project(), "one"), 100);
  Handoff next = manual(project(), "two");
  next.based_on = first.version;
  tables.handoffs.add(next, 200);
  Handoff built = manual(project(), "three");
  built.generator = "extractive";
  tables.handoffs.save(built, 300);
  BOOST_TEST(tables.handoffs.find(project(), 1)->text == "one");
  BOOST_TEST(tables.handoffs.find(project(), 2)->based_on.value() == 1);
  BOOST_TEST(tables.handoffs.newest(project())->version == 3);
  check_index();
}

BOOST_AUTO_TEST_CASE(a_pinned_version_is_left_as_it_is) {
  Handoff built = manual(project(), "one");
  built.generator = "extractive";
  tables.handoffs.save(built, 1);
  BOOST_TEST(tables.handoffs.set_pinned(project(), 1, true));
  BOOST_TEST(!tables.handoffs.set_pinned(project(), 9, true));
  built.text = "two";
  BOOST_TEST(tables.handoffs.save(built, 2).version == 2);
  BOOST_TEST(tables.handoffs.find(project(), 1)->text == "one");
  BOOST_TEST(tables.handoffs.find(project(), 1)->pinned);
}

BOOST_AUTO_TEST_CASE(a_version_made_by_hand_knows_of_no_new_turns) {
  const Id id = session("s1");
  insert(id, tests::make_turn(1, "plant the tulips"));
  connection.execute("UPDATE sessions SET updated_at = 500");
  tables.handoffs.add(manual(project(), "by hand"), 1000);
  BOOST_TEST(tables.handoffs.projects_behind().size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_answer_is_kept_under_its_key_for_a_time) {
  tables.idempotency_keys.add("k", {"handoff.note", 7, "{}"}, 100);
  BOOST_TEST(tables.idempotency_keys.find("k")->params_hash == 7);
  BOOST_TEST(!tables.idempotency_keys.find("other").has_value());
  tables.idempotency_keys.forget_before(100);
  BOOST_TEST(tables.idempotency_keys.find("k").has_value());
  tables.idempotency_keys.forget_before(101);
  BOOST_TEST(!tables.idempotency_keys.find("k").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
