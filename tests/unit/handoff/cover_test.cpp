#include "daemon/handoff/cover.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "daemon/handoff/entities/entities.hpp"
#include "daemon/handoff/render.hpp"
#include "daemon/handoff/tokens.hpp"

namespace baton::handoff {
namespace {

NeededEntity needed(std::string key, std::string written_as, double probability) {
  NeededEntity entity;
  entity.key = std::move(key);
  entity.probability = probability;
  entity.specificity = specificity(entity.key);
  Trace trace;
  trace.written_as = std::move(written_as);
  trace.source = Citation{2, 7};
  entity.trace = std::make_shared<const Trace>(std::move(trace));
  return entity;
}

void give_parts(NeededEntity& entity, std::vector<CyclePart> parts) {
  Trace trace = *entity.trace;
  trace.parts = std::move(parts);
  entity.trace = std::make_shared<const Trace>(std::move(trace));
}

/// What was done on two requests.
struct Fixture {
  Needs::Content content;
  ShownNames shown;

  Fixture() {
    content.last_session = 2;
    content.cycles = {{{1, 1}, {"Make the import of accounts faster"}},
                      {{2, 3}, {"Show the balance on the start page"}}};
  }

  void add(NeededEntity entity, std::vector<CyclePart> parts = {}) {
    give_parts(entity, std::move(parts));
    content.entities.push_back(std::move(entity));
  }

  std::vector<ChosenLine> choose(double budget, std::vector<ProseLine> prose = {}) {
    const Needs needs(content);
    CoverMaterial material{&needs, make_index(needs, shown), std::move(prose)};
    return cover(material, {}, budget, [](SectionName) { return 4.0; });
  }
};

bool holds(const std::vector<ChosenLine>& lines, const std::string& text) {
  return std::ranges::any_of(lines, [&](const ChosenLine& chosen) {
    return chosen.line.text.find(text) != std::string::npos;
  });
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(names_that_are_needed, Fixture)

BOOST_AUTO_TEST_CASE(stand_under_the_request_that_they_had_a_part_in) {
  add(needed("p:importer.py", "tools/importer.py", 0.9), {{0, true}});
  const auto lines = choose(200);
  BOOST_REQUIRE_EQUAL(lines.size(), 1U);
  BOOST_TEST((lines[0].section == SectionName::work));
  BOOST_TEST(lines[0].line.text == "Make the import of accounts faster: importer.py");
  BOOST_TEST((lines[0].line.citations.back() == Citation{1, 1}));
}

BOOST_AUTO_TEST_CASE(share_a_line_with_others_of_the_same_work) {
  add(needed("p:importer.py", "tools/importer.py", 0.9), {{0, true}});
  add(needed("p:accounts.py", "tools/accounts.py", 0.8), {{0, true}});
  add(needed("p:start.html", "web/start.html", 0.7), {{1, true}});
  const auto lines = choose(200);
  BOOST_TEST(lines.size() == 2U);
  BOOST_TEST(holds(lines, "importer.py accounts.py"));
}

BOOST_AUTO_TEST_CASE(come_first_when_room_is_for_one_only) {
  add(needed("p:importer.py", "tools/importer.py", 0.2), {{0, true}});
  add(needed("p:start.html", "web/start.html", 0.9), {{1, true}});
  const auto lines = choose(32);
  BOOST_REQUIRE_EQUAL(lines.size(), 1U);
  BOOST_TEST(holds(lines, "start.html"));
}

BOOST_AUTO_TEST_CASE(stand_in_a_list_when_no_request_led_to_them) {
  add(needed("i:parse_header", "parse_header", 0.9));
  const auto lines = choose(200);
  BOOST_TEST(holds(lines, "Names that came up in requests and commands: parse_header"));
}

BOOST_AUTO_TEST_CASE(are_divided_into_lines_of_eight) {
  for (int place = 0; place < 9; ++place)
    add(needed("i:name_" + std::to_string(place), "name_" + std::to_string(place), 0.9));
  BOOST_TEST(choose(300).size() == 2U);
}

BOOST_AUTO_TEST_CASE(that_a_sentence_states_need_no_list) {
  add(needed("i:parse_header", "parse_header", 0.9));
  const ProseLine sentence{{"parse_header now keeps the order of fields", {{2, 9}}}, {0}, 14};
  const auto lines = choose(200, {sentence});
  BOOST_REQUIRE_EQUAL(lines.size(), 1U);
  BOOST_TEST((lines[0].section == SectionName::state));
}

BOOST_AUTO_TEST_CASE(never_take_more_than_the_budget) {
  for (int place = 0; place < 60; ++place)
    add(needed("i:name_" + std::to_string(place), "name_" + std::to_string(place), 0.5),
        {{static_cast<std::uint32_t>(place % 2), true}});
  for (const double budget : {20.0, 50.0, 90.0, 200.0}) {
    double used = 0;
    std::vector<SectionName> sections;
    for (const ChosenLine& chosen : choose(budget)) {
      used += token_weight(render_line(chosen.line, 0));
      if (std::ranges::find(sections, chosen.section) == sections.end()) {
        sections.push_back(chosen.section);
        used += 4;
      }
    }
    BOOST_TEST(used <= budget);
  }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(needs)

BOOST_AUTO_TEST_CASE(a_goal_raises_what_it_names_and_what_belonged_to_the_same_work) {
  Needs::Content content;
  content.cycles = {{{1, 1}, {"Make the import of accounts faster"}}};
  content.entities = {needed("p:importer.py", "importer.py", 0.1),
                      needed("p:accounts.py", "accounts.py", 0.1),
                      needed("p:start.html", "start.html", 0.1)};
  give_parts(content.entities[0], {{0, true}});
  give_parts(content.entities[1], {{0, true}});
  const Needs needs = Needs(content).towards("importer.py fails for empty files");
  const auto& entities = needs.entities();
  BOOST_TEST(entities[0].probability > entities[1].probability);
  BOOST_TEST(entities[1].probability > entities[2].probability);
  BOOST_TEST(entities[2].probability == 0.1, boost::test_tools::tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(a_bare_list_states_nothing) {
  Needs::Content content;
  content.entities = {needed("p:importer.py", "importer.py", 0.1)};
  const Needs needs(content);
  BOOST_TEST(needs.stated_by("importer.py start.html").empty());
  BOOST_TEST(needs.stated_by("Reading large accounts fails in importer.py").size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_ambiguous_file_is_known_by_its_directory) {
  Needs::Content content;
  content.ambiguous = {"index.ts"};
  content.entities = {needed("p:web/index.ts", "web/index.ts", 0.1)};
  const Needs needs(content);
  BOOST_TEST(needs.stated_by("The start page lives in web/index.ts").size() == 1U);
  BOOST_TEST(needs.stated_by("The start page lives in api/index.ts").empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
