#include "daemon/handoff/entities/entities.hpp"

#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace baton::handoff {
namespace {

using Keys = std::vector<std::string>;

Keys keys_in(std::string_view text) {
  Keys keys;
  for (const auto& entity : find_entities(text)) keys.push_back(entity.key);
  return keys;
}

/// Fails with both lists printed when they differ.
void expect(const Keys& keys, const Keys& wanted) {
  BOOST_TEST(keys == wanted, boost::test_tools::per_element());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(entities)

BOOST_AUTO_TEST_CASE(a_path_is_known_by_its_parent_and_base_name) {
  expect(keys_in("see src/Store/Turns.CPP:12 and ./README.md"),
         {"p:store/turns.cpp", "p:/readme.md"});
  expect(keys_in(R"(C:\work\app\main.py)"), {"p:app/main.py"});
}

BOOST_AUTO_TEST_CASE(a_place_says_which_bytes_name_it) {
  const std::string text = "größe in src/a.go!";
  const auto found = find_entities(text);
  BOOST_REQUIRE(found.size() == 1U);
  BOOST_TEST(text.substr(found[0].begin, found[0].end - found[0].begin) == "src/a.go");
}

BOOST_AUTO_TEST_CASE(pairs_of_words_numbers_and_members_are_no_paths) {
  expect(keys_in("and/or input/output 1/2/3 console.log this.config Node.js /dev/null"), {});
}

BOOST_AUTO_TEST_CASE(a_path_may_stand_in_letters_of_any_script) {
  expect(keys_in("→lib/größe.ts 修改了src/foo.go。"), {"p:lib/größe.ts", "p:修改了src/foo.go"});
}

BOOST_AUTO_TEST_CASE(line_ends_written_as_escapes_divide_paths) {
  expect(keys_in(R"({"files":"a.go\nb.go"})"), {"p:/a.go", "p:/b.go"});
}

BOOST_AUTO_TEST_CASE(a_link_is_known_by_host_and_path) {
  expect(keys_in("(https://Example.com/Docs/page.html?x=1#top)"), {"u:example.com/docs/page.html"});
}

BOOST_AUTO_TEST_CASE(what_a_link_holds_is_nothing_else) {
  expect(keys_in("https://github.com/a/b/pull/12/camelCase-1.2.3"),
         {"u:github.com/a/b/pull/12/camelcase-1.2.3"});
}

BOOST_AUTO_TEST_CASE(identifiers_have_humps_underscores_or_brackets) {
  expect(keys_in("readHeader HttpServer max_retries __init__ plain Word"),
         {"i:readheader", "i:httpserver", "i:max_retries"});
  expect(keys_in("then flush() runs"), {"i:flush"});
}

BOOST_AUTO_TEST_CASE(ids_that_machines_make_up_are_no_identifiers) {
  expect(keys_in("toolu_01AbCd call_abc123 dead_beef"), {});
}

BOOST_AUTO_TEST_CASE(back_ticks_hold_tokens_and_commands) {
  expect(keys_in("set `verbose` and run `npm run test:unit -- --watch`"),
         {"f:--watch", "i:verbose", "c:npm run test:unit"});
  expect(keys_in("`-x` `1.` ``"), {});
}

BOOST_AUTO_TEST_CASE(flags_are_found_in_prose) {
  expect(keys_in("with --dry-run, not a--b or --x"), {"f:--dry-run"});
}

BOOST_AUTO_TEST_CASE(errors_have_codes_or_classes) {
  expect(keys_in("ENOENT TS2345 IOError, HTTP 404 and HTTP 200"),
         {"e:enoent", "e:ts2345", "e:ioerror", "e:http 404"});
}

BOOST_AUTO_TEST_CASE(an_error_that_is_camel_case_is_an_identifier_too) {
  expect(keys_in("ValueError"), {"e:valueerror", "i:valueerror"});
}

BOOST_AUTO_TEST_CASE(numbers_name_versions_issues_ports_and_commits) {
  expect(keys_in("v1.2.3-rc1 fixes #42 and ABC-7 on localhost:8080"),
         {"n:1.2.3-rc1", "n:#42", "n:abc-7", "n::8080"});
  expect(keys_in("Port 3000 at commit 1a2b3c4d5e"), {"n::3000", "n:1a2b3c4"});
  expect(keys_in("UTF-8 SHA-256 1.2 &#39; 1234567 abcdefa"), {});
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_utf8_divide_words) {
  expect(keys_in("\xff"
                 "src/a.go\xfe readHeader"),
         {"p:src/a.go", "i:readheader"});
}

BOOST_AUTO_TEST_CASE(encoded_data_names_nothing) {
  std::string data;
  for (int i = 0; i < 500; ++i) data += "aB3+/Zz.go";
  expect(keys_in(data), {});
}

BOOST_AUTO_TEST_CASE(an_empty_text_names_nothing) {
  expect(keys_in(""), {});
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(command_keys_of_lines)

BOOST_AUTO_TEST_CASE(a_command_is_a_program_and_what_it_shall_do) {
  expect(command_keys("cd app && npm run build --silent | tee log"), {"c:npm run build"});
  expect(command_keys("pytest -q tests/unit"), {"c:pytest tests/unit"});
  expect(command_keys("make"), {"c:make"});
}

BOOST_AUTO_TEST_CASE(routine_is_no_command) {
  expect(command_keys("ls -la; cat x.txt; git status && git log -3; npm"), {});
  expect(command_keys("git bisect start"), {"c:git bisect start"});
}

BOOST_AUTO_TEST_CASE(what_stands_before_the_program_is_left_out) {
  expect(command_keys("CI=1 NAME='a b' timeout 60 go test ./..."), {"c:go test ./..."});
  expect(command_keys("sudo docker compose up"), {"c:docker compose up"});
  expect(command_keys("$(cargo build)"), {"c:cargo build"});
}

BOOST_AUTO_TEST_CASE(scripts_of_the_project_are_commands_of_their_own) {
  expect(command_keys("./gradlew test"), {"c:./gradlew test"});
  expect(command_keys("scripts/Release.sh"), {"c:scripts/release.sh"});
}

BOOST_AUTO_TEST_CASE(python_is_named_by_what_it_runs) {
  expect(command_keys("python3 -m http.server; python tools/run.py --fast; python3 -c 'x'"),
         {"c:python3 -m http.server", "c:python run.py"});
}

BOOST_AUTO_TEST_CASE(here_documents_are_data) {
  expect(command_keys("python3 gen.py <<'EOF'\nmake all\nEOF\nmake check"),
         {"c:python3 gen.py", "c:make check"});
}

BOOST_AUTO_TEST_CASE(a_here_document_without_an_end_is_read_on) {
  expect(command_keys("cat <<EOF\nmake all"), {"c:make all"});
}

BOOST_AUTO_TEST_CASE(pasted_messages_of_npm_are_no_commands) {
  expect(command_keys("npm error code E404"), {});
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(names)

BOOST_AUTO_TEST_CASE(the_key_of_a_path_leaves_out_what_only_leads_there) {
  BOOST_TEST(path_key("../lib/./Parse.ts").value_or("") == "p:lib/parse.ts");
  BOOST_TEST(path_key("file:///home/a/b.md").value_or("") == "p:a/b.md");
  BOOST_TEST(path_key("@types/").value_or("") == "p:/types");
}

BOOST_AUTO_TEST_CASE(a_path_without_a_usable_name_has_no_key) {
  BOOST_TEST(!path_key("").has_value());
  BOOST_TEST(!path_key("../..").has_value());
  BOOST_TEST(!path_key("x").has_value());
  BOOST_TEST(!path_key("123").has_value());
  BOOST_TEST(!path_key(std::string(81, 'a')).has_value());
}

BOOST_AUTO_TEST_CASE(topics_are_telling_words_in_their_order) {
  expect(topic_words("The parser's Cache, don't touch the cache or log"),
         {"parser's", "cache", "touch"});
}

BOOST_AUTO_TEST_CASE(content_words_may_be_shorter_than_topics) {
  expect(content_word_list("The log of it has a bug"), {"log", "bug"});
}

BOOST_AUTO_TEST_CASE(what_every_project_names_says_little) {
  BOOST_TEST(specificity("p:/readme.md") == 0.1);
  BOOST_TEST(specificity("p:readme.md") == 0.1);
  BOOST_TEST(specificity("p:store/turn_writer.cpp") == 1.0);
  BOOST_TEST(specificity("t:zymurgy") == 1.0);
  BOOST_TEST(specificity("") == 1.0);
}

BOOST_AUTO_TEST_CASE(common_topics_are_known_by_their_projects) {
  BOOST_TEST(topic_projects("test") == 10);
  BOOST_TEST(topic_projects("zymurgy") == 0);
  BOOST_TEST(specificity("t:test") == 0.0);
}

BOOST_AUTO_TEST_CASE(a_base_name_under_two_parents_needs_its_parent) {
  NameResolver names;
  names.add("p:a/index.ts");
  BOOST_TEST(names.resolve("p:a/index.ts") == "p:index.ts");
  names.add("p:b/index.ts");
  BOOST_TEST(names.resolve("p:a/index.ts") == "p:a/index.ts");
  BOOST_TEST(names.is_ambiguous("index.ts"));
}

BOOST_AUTO_TEST_CASE(a_path_without_a_parent_makes_no_name_ambiguous) {
  NameResolver names;
  names.add("p:a/index.ts");
  names.add("p:/index.ts");
  names.add("c:make all");
  BOOST_TEST(!names.is_ambiguous("index.ts"));
  BOOST_TEST(names.resolve("c:make all") == "c:make all");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
