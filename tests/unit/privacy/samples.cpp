#include "tests/unit/privacy/samples.hpp"

#include "tests/unit/privacy/made_up.hpp"

namespace baton::tests {

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

}  // namespace baton::tests
