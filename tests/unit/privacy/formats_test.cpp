// Every built-in format is found, wherever it stands, and named.

#include <set>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "daemon/privacy/rule.hpp"
#include "tests/unit/privacy/made_up.hpp"
#include "tests/unit/privacy/samples.hpp"

namespace baton::tests {
namespace {

std::vector<Sample> all_samples() {
  std::vector<Sample> all;
  for (const auto& part : {key_samples(), cloud_samples(), code_host_samples(), model_samples(),
                           service_samples(), carrier_samples()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

/// The text with the secret replaced by a placeholder of the rule, whatever its digits.
void check_replaced(const Sample& sample, std::string_view before, std::string_view after) {
  const std::string result = redact(std::string(before) + sample.secret + std::string(after));
  const std::string start = std::string(before) + "[redacted:" + sample.rule + ":";
  BOOST_TEST_CONTEXT(sample.rule << " " << before << sample.secret << after << " became "
                                 << result) {
    BOOST_TEST(result.starts_with(start));
    BOOST_TEST(result.ends_with("]" + std::string(after)));
    BOOST_TEST(result.size() == start.size() + 13 + after.size());
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(formats)

BOOST_AUTO_TEST_CASE(every_rule_has_a_sample) {
  std::set<std::string> sampled{"assigned-secret"};
  for (const Sample& sample : all_samples()) sampled.insert(sample.rule);
  for (const privacy::Rule& rule : privacy::built_in_rules()) {
    BOOST_TEST_CONTEXT(rule.name) {
      BOOST_TEST(sampled.contains(rule.name));
    }
  }
}

BOOST_AUTO_TEST_CASE(every_format_is_found_in_a_line) {
  for (const Sample& sample : all_samples()) check_replaced(sample, sample.before, sample.after);
}

BOOST_AUTO_TEST_CASE(every_format_with_a_shape_of_its_own_is_found_in_quotes_and_escaped_json) {
  for (const auto& part :
       {cloud_samples(), code_host_samples(), model_samples(), service_samples()}) {
    for (const Sample& sample : part) {
      if (sample.before != "before ") continue;
      check_replaced(sample, "x('", "')");
      check_replaced(sample, R"({\"text\":\")", R"(\"})");
      check_replaced(sample, R"(line\n)", R"(\nline)");
    }
  }
}

BOOST_AUTO_TEST_CASE(a_known_format_keeps_its_name_in_an_assignment) {
  const std::string token =
      "gh"
      "p_" +
      scrambled(36);
  BOOST_TEST(contains(redact("GITHUB_TOKEN=" + token), "[redacted:github-token:"));
  BOOST_TEST(
      contains(redact("url = https://me:" + token + "@github.com/a/b"), "[redacted:github-token:"));
  BOOST_TEST(contains(redact("Authorization: Bearer " + token), "[redacted:github-token:"));
}

BOOST_AUTO_TEST_CASE(a_secret_key_is_found_beside_its_id) {
  const std::string secret = scrambled(40, base64, 3);
  BOOST_TEST(!contains(redact("AK"
                              "IA" +
                              scrambled(16, capitals) + "," + secret + "\n"),
                       secret));
}

BOOST_AUTO_TEST_CASE(a_key_in_a_json_string_is_taken_whole) {
  std::string block = key_block("RSA ", true);
  for (std::size_t at = 0; (at = block.find('\n', at)) != std::string::npos;)
    block.replace(at, 1, "\\n");
  BOOST_TEST(redact("{\"private_key\":\"" + block + "\\n\"}").size() < 70U);
}

BOOST_AUTO_TEST_CASE(a_key_behind_line_numbers_is_taken_whole) {
  std::string block = "     1\xE2\x86\x92";
  int line = 1;
  for (const char c : key_block("", true)) {
    block += c;
    if (c == '\n') block += "     " + std::to_string(++line) + "\xE2\x86\x92";
  }
  BOOST_TEST(!contains(redact(block), scrambled(64, base64, 11)));
  const std::string cut = block.substr(0, block.find("-----END"));
  BOOST_TEST(!contains(redact(cut), scrambled(64, base64, 11)));
}

BOOST_AUTO_TEST_CASE(a_key_without_its_end_does_not_swallow_what_follows) {
  const std::string result =
      redact(key_block("", false) + "\n\nThen we ran the tests.\n" + key_block("", true));
  BOOST_TEST(contains(result, "Then we ran the tests."));
  BOOST_TEST(!contains(result, scrambled(64, base64, 11)));
}

BOOST_AUTO_TEST_CASE(several_secrets_in_one_line_are_all_found) {
  const std::string first =
      "gh"
      "p_" +
      scrambled(36, alphanumeric, 1);
  const std::string second =
      "np"
      "m_" +
      scrambled(36, alphanumeric, 2);
  const std::string result = redact(first + "," + second + "," + first);
  BOOST_TEST(!contains(result, first));
  BOOST_TEST(!contains(result, second));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::tests
