#include "daemon/handoff/memory/project_memory.hpp"

#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "daemon/handoff/entities/entities.hpp"
#include "tests/unit/handoff/memory_scenes.hpp"

namespace baton::handoff {
namespace {

std::vector<std::string> many_identifiers() {
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < ProjectMemory::most_entities; ++i)
    keys.push_back("i:name" + std::to_string(i));
  return keys;
}

const auto close = boost::test_tools::tolerance(1e-9);

/// The features of an entity by their names.
std::map<std::string, double> features_in(const ProjectMemory& memory, const std::string& key) {
  std::map<std::string, double> features;
  for (const auto& entity : memory.describe()) {
    if (memory.key_of(entity.id) != key) continue;
    for (std::size_t i = 0; i < entity.features.size(); ++i)
      features[std::string(feature_names()[i])] = entity.features[i];
  }
  return features;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(project_memory)

BOOST_AUTO_TEST_CASE(a_memory_of_nothing_needs_nothing) {
  ProjectMemory memory;
  BOOST_TEST(memory.needs().empty());
  BOOST_TEST(memory.session_count() == 0);
  memory.begin_session();
  BOOST_TEST(memory.needs().empty());
  BOOST_TEST(memory.session_count() == 1);
}

// Made by the reference that the weights were fitted with.
BOOST_AUTO_TEST_CASE(probabilities_are_those_of_the_fitted_model) {
  auto memory = two_sessions_about_http();
  const std::map<std::string, double> wanted{
      {"c:make check", 0.046990586370},    {"i:parseheader", 0.046328823239},
      {"i:readbody", 0.002046433984},      {"i:scanline", 0.003930038758},
      {"p:http.cpp", 0.106402748414},      {"p:http.hpp", 0.003681642019},
      {"p:http_test.cpp", 0.003046979714}, {"t:failed", 0.000543082688},
      {"t:faster", 0.004813559461},        {"t:http", 0.013049514967},
      {"t:parseheader", 0.043428436286},   {"t:scanline", 0.002697507957},
      {"t:test", 0.000303812337},          {"t:tests", 0.003228313619}};
  const auto needs = needs_of(memory);
  BOOST_TEST(needs.size() == wanted.size());
  for (const auto& [key, probability] : wanted) {
    BOOST_TEST_CONTEXT(key) {
      BOOST_REQUIRE(needs.count(key) == 1U);
      BOOST_TEST(needs.at(key) == probability, boost::test_tools::tolerance(1e-8));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_description_is_made_of_what_the_sessions_did) {
  const auto memory = two_sessions_about_http();
  const auto features = features_in(memory, "p:http.cpp");
  BOOST_TEST(features.at("is_path") == 1.0);
  BOOST_TEST(features.at("asked_now") == std::log(2.0), close);
  BOOST_TEST(features.at("acted_now") == 0.0);
  BOOST_TEST(features.at("acted_lately") == std::log1p(0.75 * 2), close);  // read and edited
  BOOST_TEST(features.at("acted_ever") == std::log(3.0), close);
  BOOST_TEST(features.at("sessions_given") == std::log(3.0), close);
  BOOST_TEST(features.at("age") == 0.0);
  BOOST_TEST(features.at("opened_lately") == 1 + 0.8, close);
  BOOST_TEST(features.at("carry_rate") == 1.0);
  BOOST_TEST(features.at("changed_lately") == std::log1p(0.75), close);
  BOOST_TEST(features.at("lateness") == 0.0);
  BOOST_TEST(features.at("in_first_request") == 1.0);
  BOOST_TEST(features.at("specificity") == specificity("p:http.cpp"));
}

BOOST_AUTO_TEST_CASE(a_description_tells_which_sessions_were_similar) {
  const auto memory = two_sessions_about_http();
  const auto features = features_in(memory, "p:http.cpp");
  // Both sessions were given it, so it was given in a similar one, and in the opening of the next.
  BOOST_TEST(features.at("similar_given") > 0.0);
  BOOST_TEST(features.at("similar_given") == features.at("similar_asked"));
  BOOST_TEST(features.at("similar_given") == features.at("similar_next"));
  BOOST_TEST(features_in(memory, "t:faster").at("similar_given") == 0.0);
}

BOOST_AUTO_TEST_CASE(asking_after_each_step_changes_nothing) {
  const auto sessions = sessions_about_http();
  ProjectMemory asked;
  for (const auto& session : sessions) {
    asked.begin_session();
    for (const auto& step : session) {
      asked.add_step(step, keys_of(step));
      asked.needs();
    }
  }
  auto unasked = two_sessions_about_http();
  BOOST_TEST((needs_of(asked) == needs_of(unasked)));
}

BOOST_AUTO_TEST_CASE(what_a_step_names_is_needed_at_once) {
  ProjectMemory memory;
  add(memory, request("Look at src/http.cpp"));
  BOOST_TEST(needs_of(memory).count("p:http.cpp") == 1U);
  add(memory, request("and at tests/socket_test.cpp"));
  BOOST_TEST(needs_of(memory).count("p:socket_test.cpp") == 1U);
}

BOOST_AUTO_TEST_CASE(what_was_worked_on_is_likelier_than_what_was_only_shown) {
  ProjectMemory memory;
  add(memory, request("Change src/parser.cpp"));
  add(memory, reading("src/parser.cpp", "see include/lexer.hpp"));
  const auto needs = needs_of(memory);
  BOOST_TEST(needs.at("p:parser.cpp") > needs.at("p:lexer.hpp"));
}

BOOST_AUTO_TEST_CASE(what_was_named_of_late_is_likelier) {
  ProjectMemory memory;
  add(memory, request("Change src/parser.cpp"));
  for (int i = 0; i < 10; ++i) memory.begin_session();
  add(memory, request("Change src/lexer.cpp"));
  const auto needs = needs_of(memory);
  BOOST_TEST(needs.at("p:lexer.cpp") > needs.at("p:parser.cpp"));
}

BOOST_AUTO_TEST_CASE(what_was_seldom_shown_fades) {
  ProjectMemory memory;
  add(memory, reading("src/parser.cpp", "include/lexer.hpp"));
  memory.begin_session();
  memory.begin_session();
  BOOST_TEST(needs_of(memory).count("p:lexer.hpp") == 1U);
  memory.begin_session();
  BOOST_TEST(needs_of(memory).count("p:lexer.hpp") == 0U);
  BOOST_TEST(needs_of(memory).count("p:parser.cpp") == 1U);
}

BOOST_AUTO_TEST_CASE(what_faded_is_back_when_it_is_shown_again) {
  ProjectMemory memory;
  add(memory, reading("src/parser.cpp", "include/lexer.hpp"));
  for (int i = 0; i < 3; ++i) memory.begin_session();
  memory.needs();
  add(memory, reading("src/parser.cpp", "include/lexer.hpp"));
  BOOST_TEST(needs_of(memory).count("p:lexer.hpp") == 1U);
}

BOOST_AUTO_TEST_CASE(a_base_name_under_two_parents_is_two_entities) {
  ProjectMemory memory;
  add(memory, request("Look at client/index.ts and index.ts"));
  BOOST_TEST(needs_of(memory).count("p:index.ts") == 1U);
  BOOST_TEST(memory.resolve("p:client/index.ts") == "p:index.ts");
  add(memory, request("and at server/index.ts"));
  const auto needs = needs_of(memory);
  BOOST_TEST(needs.count("p:client/index.ts") == 1U);
  BOOST_TEST(needs.count("p:server/index.ts") == 1U);
  BOOST_TEST(needs.count("p:index.ts") == 0U);
  BOOST_TEST(needs.count("p:/index.ts") == 0U);
  BOOST_TEST(memory.is_ambiguous("index.ts"));
  BOOST_TEST(memory.ambiguous_names() == std::vector<std::string_view>{"index.ts"},
             boost::test_tools::per_element());
  BOOST_TEST(memory.resolve("p:client/index.ts") == "p:client/index.ts");
}

BOOST_AUTO_TEST_CASE(a_need_is_found_by_any_key_of_its_entity) {
  ProjectMemory memory;
  add(memory, request("Look at client/index.ts"));
  memory.needs();
  BOOST_REQUIRE(memory.need_of("p:client/index.ts") != nullptr);
  BOOST_TEST(memory.need_of("p:client/index.ts")->key == "p:index.ts");
  BOOST_TEST(memory.need_of("p:/index.ts") == memory.need_of("p:index.ts"));
  BOOST_TEST(memory.need_of("p:index.ts")->specificity == specificity("p:index.ts"));
  BOOST_TEST(memory.need_of("p:other.ts") == nullptr);
}

BOOST_AUTO_TEST_CASE(an_ambiguous_name_finds_no_need) {
  ProjectMemory memory;
  add(memory, request("Look at client/index.ts, server/index.ts and index.ts"));
  memory.needs();
  BOOST_TEST(memory.need_of("p:index.ts") == nullptr);
  BOOST_TEST(memory.need_of("p:/index.ts") == nullptr);
  BOOST_TEST(memory.need_of("p:server/index.ts")->key == "p:server/index.ts");
}

BOOST_AUTO_TEST_CASE(what_followed_a_similar_session_is_likelier) {
  const auto after = [](const std::string& newest_request) {
    ProjectMemory memory;
    add(memory, request("Change src/parser.cpp and src/lexer.cpp"));
    memory.begin_session();
    add(memory, request("Update guide/grammar.md"));
    memory.begin_session();
    add(memory, request(newest_request));
    return needs_of(memory).at("p:grammar.md");
  };
  BOOST_TEST(after("Change src/parser.cpp and src/lexer.cpp") >
             after("Change src/socket.cpp and src/server.cpp"));
}

BOOST_AUTO_TEST_CASE(a_note_names_nothing) {
  ProjectMemory memory;
  Step note = request("Interrupted in src/parser.cpp");
  note.role = StepRole::note;
  add(memory, note);
  BOOST_TEST(memory.needs().empty());
}

BOOST_AUTO_TEST_CASE(keys_that_no_text_gives_are_left_out) {
  ProjectMemory memory;
  StepKeys keys;
  keys.given = {"p:parser.cpp", "", "p:src/lexer.cpp", "p:lexer.cpp"};
  memory.add_step(Step{}, keys);
  BOOST_TEST(memory.needs().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_long_project_forgets_what_was_only_shown) {
  ProjectMemory memory;
  add(memory, request("Change src/parser.cpp"));
  StepKeys output;
  output.shown = many_identifiers();
  memory.add_step(reading("log.txt", ""), output);
  BOOST_TEST(memory.needs().size() > ProjectMemory::most_entities);
  memory.begin_session();
  BOOST_TEST(memory.needs().size() < ProjectMemory::most_entities / 2);
  BOOST_TEST(needs_of(memory).count("p:parser.cpp") == 1U);
}

BOOST_AUTO_TEST_CASE(a_long_project_forgets_what_was_given_long_ago) {
  ProjectMemory memory;
  add(memory, request("Change src/parser.cpp"));
  memory.begin_session();
  StepKeys many;
  many.given = many_identifiers();
  memory.add_step(Step{}, many);
  add(memory, request("Look at a/index.ts and b/index.ts"));
  memory.begin_session();
  const auto needs = needs_of(memory);
  BOOST_TEST(needs.size() < ProjectMemory::most_entities / 2);
  BOOST_TEST(needs.count("p:parser.cpp") == 0U);
  BOOST_TEST(needs.count("p:a/index.ts") == 1U);
  BOOST_TEST(ProjectMemory::load(memory.save()).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
