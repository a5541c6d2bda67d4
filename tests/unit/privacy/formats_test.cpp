// Every built-in format is found, wherever it stands, and named.

#include <set>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "daemon/privacy/rule.hpp"
#include "tests/unit/privacy/made_up.hpp"

namespace baton::tests {
namespace {

struct Sample {
  std::string rule;
  std::string secret;
  std::string before = "before ";
  std::string after = " after";
};

std::string key_block(std::string_view kind, bool with_end) {
  std::string block = "-----BEGIN " + std::string(kind) +
                      "PRIVATE "
                      "KEY-----\n";
  for (int line = 0; line < 5; ++line) block += scrambled(64, base64, 11) + "\n";
  block += scrambled(18, base64, 12) + "==";
  return with_end ? block + "\n-----END " + std::string(kind) +
                        "PRIVATE "
                        "KEY-----"
                  : block;
}

std::vector<Sample> key_samples() {
  return {
      {"private-key", key_block("", true)},
      {"private-key", key_block("RSA ", true)},
      {"private-key", key_block("OPENSSH ", true)},
      {"private-key", key_block("EC ", false), "cat id\n", "\n$ ls\n"},
      {"age-key",
       "AGE-SECRET-"
       "KEY-1" +
           scrambled(58, capitals)},
      {"jwt",
       "ey"
       "J" +
           scrambled(20) +
           ".ey"
           "J" +
           scrambled(40) + "." + scrambled(43)},
  };
}

std::vector<Sample> cloud_samples() {
  const std::string id =
      "AK"
      "IA" +
      scrambled(16, capitals);
  return {
      {"aws-access-key-id", id},
      {"aws-access-key-id",
       "AS"
       "IA" +
           scrambled(16, capitals)},
      {"aws-secret-key", scrambled(40, base64), "aws_secret_access_key = ", "\n"},
      {"google-api-key",
       "AI"
       "za" +
           scrambled(35)},
      {"google-oauth",
       "ya"
       "29." +
           scrambled(60)},
      {"google-oauth",
       "GOC"
       "SPX-" +
           scrambled(28)},
      {"azure-storage-key",
       scrambled(86, base64) + "==", "AccountName=x;AccountKey=", ";EndpointSuffix=y"},
      {"digitalocean-token",
       "dop"
       "_v1_" +
           scrambled(64, hexadecimal)},
      {"databricks-token",
       "da"
       "pi" +
           scrambled(32, hexadecimal)},
      {"vault-token",
       "hv"
       "s." +
           scrambled(90)},
      {"terraform-token", scrambled(14) +
                              ".atlas"
                              "v1." +
                              scrambled(64)},
      {"pulumi-token",
       "pu"
       "l-" +
           scrambled(40, hexadecimal)},
      {"tailscale-key",
       "ts"
       "key-auth-" +
           scrambled(12) + "-" + scrambled(32)},
      {"doppler-token",
       "dp"
       ".pt." +
           scrambled(43)},
      {"planetscale-token",
       "pscale"
       "_tkn_" +
           scrambled(43)},
      {"supabase-key",
       "sb"
       "p_" +
           scrambled(40, hexadecimal)},
  };
}

std::vector<Sample> code_host_samples() {
  return {
      {"github-token",
       "gh"
       "p_" +
           scrambled(36)},
      {"github-token",
       "gh"
       "o_" +
           scrambled(36)},
      {"github-token",
       "gh"
       "u_" +
           scrambled(36)},
      {"github-token",
       "gh"
       "s_" +
           scrambled(36)},
      {"github-token",
       "gh"
       "r_" +
           scrambled(76)},
      {"github-token",
       "github"
       "_pat_" +
           scrambled(22) + "_" + scrambled(59)},
      {"gitlab-token",
       "gl"
       "pat-" +
           scrambled(20)},
      {"npm-token",
       "np"
       "m_" +
           scrambled(36)},
      {"pypi-token",
       "py"
       "pi-AgE" +
           scrambled(150)},
      {"rubygems-key",
       "ruby"
       "gems_" +
           scrambled(48, hexadecimal)},
      {"docker-token",
       "dckr"
       "_pat_" +
           scrambled(27)},
      {"atlassian-token",
       "ATA"
       "TT3" +
           scrambled(180)},
      {"linear-key",
       "lin"
       "_api_" +
           scrambled(40)},
      {"postman-key",
       "PM"
       "AK-" +
           scrambled(24, hexadecimal) + "-" + scrambled(34, hexadecimal)},
      {"sentry-token",
       "snt"
       "rys_" +
           scrambled(120)},
      {"grafana-token",
       "gl"
       "sa_" +
           scrambled(32) + "_" + scrambled(8, hexadecimal)},
      {"newrelic-key",
       "NR"
       "AK-" +
           scrambled(27, capitals)},
  };
}

std::vector<Sample> model_samples() {
  return {
      {"anthropic-key",
       "sk-"
       "ant-api03-" +
           scrambled(93) + "AA"},
      {"openai-key",
       "sk-"
       "proj-" +
           scrambled(120)},
      {"openai-key", "sk-" + scrambled(48)},
      {"openrouter-key",
       "sk-"
       "or-v1-" +
           scrambled(64, hexadecimal)},
      {"huggingface-token",
       "h"
       "f_" +
           scrambled(34)},
      {"replicate-token",
       "r"
       "8_" +
           scrambled(37)},
      {"groq-key",
       "gs"
       "k_" +
           scrambled(52)},
      {"xai-key",
       "xa"
       "i-" +
           scrambled(80)},
      {"perplexity-key",
       "pp"
       "lx-" +
           scrambled(48)},
  };
}

std::vector<Sample> service_samples() {
  return {
      {"slack-token",
       "xo"
       "xb-" +
           scrambled(12, decimal) + "-" + scrambled(12, decimal) + "-" + scrambled(24)},
      {"slack-token",
       "xa"
       "pp-1-A" +
           scrambled(10) + "-" + scrambled(64, hexadecimal)},
      {"slack-webhook",
       "T" + scrambled(8, capitals) + "/B" + scrambled(8, capitals) + "/" + scrambled(24),
       "https://hooks.slack.com/services/"},
      {"stripe-key",
       "sk_"
       "live_" +
           scrambled(24)},
      {"stripe-key",
       "rk_"
       "live_" +
           scrambled(99)},
      {"stripe-webhook-secret",
       "wh"
       "sec_" +
           scrambled(32)},
      {"sendgrid-key",
       "S"
       "G." +
           scrambled(22) + "." + scrambled(43)},
      {"twilio-key",
       "S"
       "K" +
           scrambled(32, hexadecimal)},
      {"telegram-token", "1" + scrambled(9, decimal) +
                             ":A"
                             "A" +
                             scrambled(33)},
      {"discord-token", "MT" + scrambled(24) + "." + scrambled(6) + "." + scrambled(38)},
      {"discord-webhook", scrambled(68), "https://discord.com/api/webhooks/123456789012345678/"},
      {"shopify-token",
       "shp"
       "at_" +
           scrambled(32, hexadecimal)},
      {"square-token",
       "sq"
       "0atp-" +
           scrambled(22)},
      {"mailgun-key",
       "key"
       "-" +
           scrambled(32, hexadecimal)},
      {"mailchimp-key", scrambled(32, hexadecimal) + "-us"
                                                     "12"},
      {"notion-token",
       "nt"
       "n_" +
           scrambled(46)},
      {"dropbox-token",
       "s"
       "l." +
           scrambled(130)},
      {"figma-token",
       "fi"
       "gd_" +
           scrambled(43)},
  };
}

std::vector<Sample> carrier_samples() {
  return {
      {"url-password", scrambled(12), "postgres://app:", "@db.internal:5432/app"},
      {"url-password", "p@ss!" + scrambled(6), "redis://:", "@localhost/0"},
      {"url-token", scrambled(40), "git clone https://", "@example.org/a/b.git"},
      {"bearer-token", scrambled(40), "Authorization: Bearer "},
      {"bearer-token", scrambled(40), R"({"authorization": "bearer )", R"("})"},
      {"basic-credentials", scrambled(20) + "==", "Authorization: Basic "},
      {"authorization-token", scrambled(40, hexadecimal), "authorization: token "},
      {"cookie", "session=" + scrambled(40) + "; theme=dark", "Cookie: ", "\n"},
      {"cookie", "id=" + scrambled(30) + "; HttpOnly", "Set-Cookie: ", "\r\n"},
      {"option-secret", scrambled(14), "login --token "},
  };
}

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
