#include <boost/test/unit_test.hpp>

#include "tests/unit/store/database.hpp"

using namespace baton;
using store::Handoff;
using store::Id;

namespace {

Handoff make_handoff(Id project_id, Id session_id, const std::string& text) {
  Handoff handoff;
  handoff.project_id = project_id;
  handoff.session_id = session_id;
  handoff.generator = "extractive";
  handoff.text = text;
  handoff.document = R"({"sections":[)" + std::string(2000, ' ') + "]}";
  handoff.tokens = 10;
  handoff.source_tokens = 1000;
  return handoff;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(handoffs, tests::Database)

BOOST_AUTO_TEST_CASE(the_live_handoff_of_a_session_is_one_version) {
  const Id id = session("s1");
  const Handoff first = tables.handoffs.save(make_handoff(project(), id, "draft"), 100);
  const Handoff second = tables.handoffs.save(make_handoff(project(), id, "better"), 200);
  BOOST_TEST(first.version == 1);
  BOOST_TEST(second.id == first.id);
  BOOST_TEST(second.version == 1);
  BOOST_TEST(second.session_number == 1);
  const Handoff stored = tables.handoffs.newest(project()).value();
  BOOST_TEST(stored.text == "better");
  BOOST_TEST(stored.document == make_handoff(0, 0, "").document);
  BOOST_TEST(stored.created_at == 100);
  BOOST_TEST(stored.updated_at == 200);
  BOOST_TEST(stored.source_tokens == 1000);
  BOOST_TEST(count("count(*) FROM handoffs_index WHERE handoffs_index MATCH 'draft'") == 0);
  BOOST_TEST(count("count(*) FROM handoffs_index WHERE handoffs_index MATCH 'better'") == 1);
  check_index();
}

BOOST_AUTO_TEST_CASE(a_measure_is_noted_with_the_version_of_its_session) {
  const Id first = session("s1");
  tables.handoffs.save(make_handoff(project(), first, "one"), 1);
  const Id second = session("s2");
  tables.handoffs.save(make_handoff(project(), second, "two"), 2);
  BOOST_TEST(!tables.handoffs.newest(project())->preservation.has_value());
  BOOST_TEST(tables.handoffs.set_measures(project(), first, 0.75, R"({"recall":0.5})").value() ==
             1);
  BOOST_TEST(tables.handoffs.find(project(), 1)->preservation.value() == 0.75);
  BOOST_TEST(!tables.handoffs.find(project(), 2)->preservation.has_value());
  BOOST_TEST(count("json_extract(measures, '$.recall') * 10 FROM handoffs WHERE version = 1") == 5);
  BOOST_TEST(!tables.handoffs.set_measures(project(), session("s3"), 0.5, "{}").has_value());
}

BOOST_AUTO_TEST_CASE(a_version_that_is_made_anew_loses_its_measure) {
  const Id id = session("s1");
  tables.handoffs.save(make_handoff(project(), id, "draft"), 1);
  tables.handoffs.set_measures(project(), id, 0.75, "{}");
  tables.handoffs.save(make_handoff(project(), id, "better"), 2);
  BOOST_TEST(!tables.handoffs.newest(project())->preservation.has_value());
}

BOOST_AUTO_TEST_CASE(another_session_generator_or_a_pin_makes_a_new_version) {
  const Id first = session("s1");
  tables.handoffs.save(make_handoff(project(), first, "one"), 1);
  const Id second = session("s2");
  BOOST_TEST(tables.handoffs.save(make_handoff(project(), second, "two"), 2).version == 2);
  Handoff manual = make_handoff(project(), second, "three");
  manual.generator = "manual";
  BOOST_TEST(tables.handoffs.save(manual, 3).version == 3);
  connection.execute("UPDATE handoffs SET pinned = 1 WHERE version = 3");
  BOOST_TEST(tables.handoffs.save(manual, 4).version == 4);
  BOOST_TEST(tables.handoffs.save(make_handoff(project("other"), session("s3", "other"), "else"), 5)
                 .version == 1);
  BOOST_TEST(tables.handoffs.find(project(), 2)->text == "two");
  BOOST_TEST(!tables.handoffs.find(project(), 9).has_value());
}

BOOST_AUTO_TEST_CASE(the_text_can_be_had_without_the_document) {
  tables.handoffs.save(make_handoff(project(), session("s1"), "text"), 1);
  const Handoff handoff = tables.handoffs.newest(project(), false).value();
  BOOST_TEST(handoff.text == "text");
  BOOST_TEST(handoff.document.empty());
  BOOST_TEST(!tables.handoffs.newest(project("none")).has_value());
}

BOOST_AUTO_TEST_CASE(versions_are_paged_newest_first) {
  for (int i = 1; i <= 5; ++i) {
    tables.handoffs.save(make_handoff(project(), session("s" + std::to_string(i)), "text"), i);
  }
  std::vector<std::int64_t> versions;
  std::string next;
  do {
    for (const Handoff& handoff : tables.handoffs.list(project(), 2, next, next)) {
      versions.push_back(handoff.version);
      BOOST_TEST(handoff.text.empty());
    }
  } while (!next.empty());
  BOOST_TEST(versions == (std::vector<std::int64_t>{5, 4, 3, 2, 1}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
