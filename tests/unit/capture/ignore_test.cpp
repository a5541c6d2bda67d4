#include "daemon/capture/ignore.hpp"

#include <boost/test/unit_test.hpp>

using baton::capture::IgnoreRules;

namespace {

IgnoreRules rule(const std::string& scope, const std::string& pattern) {
  return IgnoreRules({{scope, pattern, "", 0}});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ignore_rules)

BOOST_AUTO_TEST_CASE(nothing_is_ignored_without_a_rule) {
  BOOST_TEST(!IgnoreRules().ignores("/logs/a.jsonl", "codex"));
}

BOOST_AUTO_TEST_CASE(an_agent_is_ignored_wherever_its_logs_are) {
  BOOST_TEST(rule("agent", "codex").ignores("/logs/a.jsonl", "codex"));
  BOOST_TEST(!rule("agent", "codex").ignores("/logs/a.jsonl", "gemini"));
}

BOOST_AUTO_TEST_CASE(a_directory_stands_for_all_below_it) {
  BOOST_TEST(rule("path", "/logs/acme").ignores("/logs/acme/deep/a.jsonl", "codex"));
  BOOST_TEST(rule("path", "/logs/acme").ignores("/logs/acme", "codex"));
  BOOST_TEST(!rule("path", "/logs/acme").ignores("/logs/acme-2/a.jsonl", "codex"));
}

BOOST_AUTO_TEST_CASE(a_star_stands_for_anything) {
  BOOST_TEST(rule("path", "*/secret-*.jsonl").ignores("/logs/x/secret-plan.jsonl", "codex"));
  BOOST_TEST(!rule("path", "*/secret-*.jsonl").ignores("/logs/x/plan.jsonl", "codex"));
}

BOOST_AUTO_TEST_CASE(rules_about_projects_say_nothing_about_files) {
  BOOST_TEST(!rule("project", "/logs").ignores("/logs/a.jsonl", "codex"));
}

BOOST_AUTO_TEST_SUITE_END()
