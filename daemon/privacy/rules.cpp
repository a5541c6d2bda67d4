// The redaction rules. One row per format; where a format is documented by its maker, the pattern
// follows that. The patterns hold the formats' shapes only: this file contains nothing that a
// secret scanner would take for a secret.

#include "daemon/privacy/rule.hpp"

namespace baton::privacy {
namespace {

constexpr std::size_t key_reach = 32'768;  // an RSA key of 16384 bits takes 13 KiB
constexpr std::size_t short_reach = 2048;
constexpr std::size_t header_reach = 16'384;  // what HTTP servers accept in one header

// A line of base64 inside a key, after line ends (also escaped ones), quotes, and the line numbers
// or marks that tools put in front.
const std::string key_line_start =
    R"re((?:\s|\\+[nrt]|["'`,+>|#*-]|\d+(?:\xE2\x86\x92|[:|\t]))+)re";

// `name`, its closing quote or bracket, a type, and the sign in between: `password: str =`,
// `"api_key":`, `PWD=`.
const std::string assigned_to =
    R"re([\w.$-]*[?!]?(?:\\*["'`])?[\])]?\s*(?::\s*&?[\w.<>]+\s*=|:=|=>|={1,3}|:))re";

const std::vector<std::string> name_keywords = {"key",        "token", "secret", "passw", "pwd",
                                                "credential", "pass",  "auth",   "bearer"};

std::string quoted_by(char quote) {
  const std::string q(1, quote);
  return assigned_to + R"re(\s*[bBrRuUfF@]?\\*)re" + q + R"re(((?:[^\\\r\n)re" + q +
         R"re(]|\\+[^\\\r\n)re" + q + R"re(]){4,}?)\\*)re" + q;
}

std::vector<Rule> key_rules() {
  const std::string begin = R"re(-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----)re";
  const std::string end = R"re(-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----)re";
  const std::string header = R"re((?:)re" + key_line_start + R"re([A-Z][A-Za-z-]+: [^\n\\]+)*)re";
  const std::string lines = "(?:" + key_line_start + R"re([A-Za-z0-9+/]{16,}={0,2})*)re";
  const std::string last =
      "(?:" + key_line_start + R"re((?:[A-Za-z0-9+/]+={1,2}|[A-Za-z0-9+/]{1,63}$))?)re";
  return {
      // No `--` inside: a key without its end must not swallow the next one.
      {"private-key",
       {"-----BEGIN"},
       begin + "(?:[^-]|-[^-])*" + end,
       0,
       Check::pattern_only,
       Anchor::anywhere,
       false,
       key_reach},
      // The end is missing: as far as there are lines of base64.
      {"private-key",
       {"-----BEGIN"},
       "(?m)" + begin + header + lines + last,
       0,
       Check::pattern_only,
       Anchor::anywhere,
       false,
       key_reach},
      {"age-key", {"AGE-SECRET-KEY-1"}, R"re(AGE-SECRET-KEY-1[0-9A-Z]{58})re"},
  };
}

std::vector<Rule> cloud_rules() {
  return {
      {"aws-access-key-id",
       {"AKIA", "ASIA", "ABIA", "ACCA"},
       R"re((?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b)re"},
      {"aws-secret-key",
       {"AKIA", "ASIA"},
       R"re((?:AKIA|ASIA)[A-Z2-7]{16}[\s,:;|"'\\]{1,6}([A-Za-z0-9+/]{40})\b)re",
       1,
       Check::random},
      {"aws-secret-key",
       {"secret"},
       R"re(secret_?(?:access)?_?key[^A-Za-z0-9+/]{1,12}([A-Za-z0-9+/]{40})(?:[^A-Za-z0-9+/=]|$))re",
       1,
       Check::has_digit,
       Anchor::anywhere,
       true},
      {"google-api-key", {"AIza"}, R"re(AIza[\w-]{35})re"},
      {"google-oauth", {"ya29."}, R"re(ya29\.[\w-]{20,})re"},
      {"google-oauth", {"GOCSPX-"}, R"re(GOCSPX-[\w-]{28})re"},
      {"azure-storage-key",
       {"accountkey=", "AccountKey="},
       R"re(AccountKey=([A-Za-z0-9+/]{80,}={0,2}))re",
       1,
       Check::not_example,
       Anchor::anywhere,
       true},
      {"digitalocean-token", {"dop_v1_", "doo_v1_", "dor_v1_"}, R"re(do[opr]_v1_[0-9a-f]{64})re"},
      {"databricks-token", {"dapi"}, R"re(dapi[0-9a-f]{32}(?:-\d)?)re"},
      {"vault-token", {"hvs.", "hvb."}, R"re(hv[sb]\.[\w-]{24,})re"},
      {"terraform-token",
       {".atlasv1."},
       R"re([A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,})re",
       0,
       Check::not_example,
       Anchor::word},
      {"pulumi-token", {"pul-"}, R"re(pul-[0-9a-f]{40})re"},
      {"tailscale-key", {"tskey-"}, R"re(tskey-[a-z]+-[A-Za-z0-9]+-[A-Za-z0-9]{16,})re"},
      {"doppler-token", {"dp."}, R"re(dp\.(?:pt|st|ct|sa|scim|audit)\.[\w.-]{40,})re"},
      {"planetscale-token", {"pscale_"}, R"re(pscale_(?:tkn|oauth|pw)_[\w.=-]{32,})re"},
      {"supabase-key", {"sbp_", "sb_secret_"}, R"re((?:sbp_[0-9a-f]{40}|sb_secret_[\w-]{20,}))re"},
  };
}

std::vector<Rule> code_host_rules() {
  return {
      {"github-token",
       {"ghp_", "gho_", "ghu_", "ghs_", "ghr_"},
       R"re(gh[pousr]_[A-Za-z0-9]{36,})re"},
      {"github-token", {"github_pat_"}, R"re(github_pat_\w{60,})re"},
      {"gitlab-token",
       {"glpat-", "gldt-", "glrt-", "glcbt-", "glptt-", "gloas-"},
       R"re(gl(?:pat|dt|rt|cbt|ptt|oas)-[\w.-]{20,})re"},
      {"npm-token", {"npm_"}, R"re(npm_[A-Za-z0-9]{36,})re"},
      {"pypi-token", {"pypi-"}, R"re(pypi-AgE[\w-]{50,})re"},
      {"rubygems-key", {"rubygems_"}, R"re(rubygems_[0-9a-f]{48})re"},
      {"docker-token", {"dckr_"}, R"re(dckr_[a-z]+_[\w-]{27,})re"},
      {"atlassian-token", {"ATATT3"}, R"re(ATATT3[\w=-]{60,})re"},
      {"linear-key", {"lin_api_"}, R"re(lin_api_[A-Za-z0-9]{40,})re"},
      {"postman-key", {"PMAK-"}, R"re(PMAK-[0-9a-f]{24}-[0-9a-f]{34})re"},
      {"sentry-token", {"sntrys_", "sntryu_"}, R"re(sntry[su]_[\w+/=-]{40,})re"},
      {"grafana-token", {"glsa_", "glc_"}, R"re(gl(?:sa|c)_[\w+/=-]{32,})re"},
      {"newrelic-key", {"NRAK-"}, R"re(NRAK-[A-Z0-9]{27})re"},
  };
}

std::vector<Rule> model_rules() {
  return {
      {"anthropic-key", {"sk-ant-"}, R"re(sk-ant-[\w-]{20,})re"},
      {"openai-key",
       {"sk-proj-", "sk-svcacct-", "sk-admin-"},
       R"re(sk-(?:proj|svcacct|admin)-[\w-]{20,})re"},
      {"openrouter-key", {"sk-or-"}, R"re(sk-or-v\d-[0-9a-f]{32,})re"},
      // Also DeepSeek, Moonshot and others that copied the form; class names begin with `sk-`, too.
      {"openai-key", {"sk-"}, R"re(sk-[\w-]{20,})re", 0, Check::random},
      {"huggingface-token", {"hf_"}, R"re(hf_[A-Za-z0-9]{30,})re"},
      {"replicate-token", {"r8_"}, R"re(r8_[A-Za-z0-9]{37})re"},
      {"groq-key", {"gsk_"}, R"re(gsk_[A-Za-z0-9]{40,})re"},
      {"xai-key", {"xai-"}, R"re(xai-[A-Za-z0-9]{60,})re"},
      {"perplexity-key", {"pplx-"}, R"re(pplx-[A-Za-z0-9]{40,})re"},
  };
}

std::vector<Rule> service_rules() {
  return {
      {"slack-token",
       {"xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xoxc-", "xoxd-", "xoxe.", "xapp-"},
       R"re((?:xox[abcdeprs][.-]|xapp-)[\w.%/+=-]{16,})re",
       0,
       Check::has_digit},
      {"slack-webhook",
       {"hooks.slack.com/"},
       R"re(hooks\.slack\.com/(?:services|workflows|triggers)/([\w/]{20,}))re",
       1},
      {"stripe-key",
       {"sk_live_", "rk_live_", "sk_test_", "rk_test_"},
       R"re([sr]k_(?:live|test)_[A-Za-z0-9]{16,})re"},
      {"stripe-webhook-secret", {"whsec_"}, R"re(whsec_[A-Za-z0-9+/=]{24,})re"},
      {"sendgrid-key", {"SG."}, R"re(SG\.[\w-]{16,}\.[\w-]{30,})re"},
      {"twilio-key", {"SK"}, R"re(SK[0-9a-f]{32}\b)re"},
      {"telegram-token",
       {":AA"},
       R"re(\d{8,10}:AA[\w-]{32,33})re",
       0,
       Check::not_example,
       Anchor::word},
      // The first part is the base64 of a decimal id, which leaves twelve beginnings.
      {"discord-token",
       {"MT", "MD", "Mj", "Mz", "NT", "ND", "Nj", "Nz", "OT", "OD", "Oj", "Oz"},
       R"re([MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,})re",
       0,
       Check::random},
      {"discord-webhook",
       {"/api/webhooks/"},
       R"re(/api/webhooks/\d{16,20}/([\w-]{60,}))re",
       1,
       Check::not_example,
       Anchor::anywhere},
      {"shopify-token",
       {"shpat_", "shpca_", "shppa_", "shpss_"},
       R"re(shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32})re"},
      {"square-token", {"EAAA", "sq0"}, R"re((?:EAAA[\w-]{60}|sq0(?:atp|csp)-[\w-]{22,}))re"},
      {"mailgun-key", {"key-"}, R"re(key-[0-9a-f]{32}\b)re"},
      {"mailchimp-key",
       {"-us"},
       R"re([0-9a-f]{32}-us\d{1,2}\b)re",
       0,
       Check::not_example,
       Anchor::word},
      {"notion-token", {"ntn_"}, R"re(ntn_[A-Za-z0-9]{40,})re"},
      {"dropbox-token", {"sl."}, R"re(sl\.[\w-]{100,})re"},
      {"figma-token", {"figd_"}, R"re(figd_[\w-]{40,})re"},
  };
}

std::vector<Rule> carrier_rules() {
  return {
      {"jwt", {"eyJ"}, R"re(eyJ[\w-]{10,}\.[\w-]{10,}(?:\.[\w-]*){0,3})re"},
      {"url-password",
       {"://"},
       R"re([\w+.-]*://[^\s/:@?#"'`<>\\]*:([^\s/?#"'`<>\\\[\]]{3,})@)re",
       1,
       Check::not_example,
       Anchor::word},
      {"url-token", {"://"}, R"re(https?://([\w-]{20,})@)re", 1, Check::random, Anchor::word},
      {"bearer-token",
       {"bearer "},
       R"re(bearer\s+([\w.~+/=-]{16,}))re",
       1,
       Check::has_digit,
       Anchor::token,
       true},
      {"basic-credentials",
       {"authorization"},
       R"re(authorization\\*["']?\s*[:=,]\s*\\*["']?basic\s+([A-Za-z0-9+/]{6,}={0,2}))re",
       1,
       Check::not_example,
       Anchor::anywhere,
       true},
      {"authorization-token",
       {"authorization"},
       R"re(authorization\\*["']?\s*[:=,]\s*\\*["']?(?:token|apikey|bot|digest)\s+([\w.~+/=-]{12,}))re",
       1,
       Check::has_digit,
       Anchor::anywhere,
       true},
      {"cookie",
       {"cookie"},
       R"re(cookie\\*["']?\s*:\s*\\*["']?([\w.-]+=[^\r\n"'\\]{8,}))re",
       1,
       Check::has_digit,
       Anchor::anywhere,
       true,
       header_reach},
  };
}

std::vector<Rule> assignment_rules() {
  const auto rule = [](std::string pattern, std::size_t reach) {
    return Rule{"assigned-secret",
                name_keywords,
                std::move(pattern),
                1,
                Check::assignment,
                Anchor::assigned_name,
                true,
                reach};
  };
  return {
      rule(quoted_by('"'), header_reach),
      rule(quoted_by('\''), header_reach),
      rule(quoted_by('`'), header_reach),
      // Ends at `,`, `&` and brackets: code, query strings and connection strings go on there.
      rule(assigned_to + R"re([ \t]*([^\s"'`\\,;&<>(){}\[\]|]{4,}))re", short_reach),
      {"assigned-secret", name_keywords, R"re([A-Z][A-Z0-9_]*=([^\s"'`\\;)]{4,}))re", 1,
       Check::assignment, Anchor::assigned_name},
      {"option-secret",
       {"--pass", "--token", "--api-key", "--secret", "--auth-token", "--access-token",
        "--client-secret"},
       R"re(--(?:pass(?:word|phrase)?|(?:auth-|access-)?token|api-key|(?:client-)?secret)\s+["']?([^\s"'`\\;|&<>]{6,}))re",
       1,
       Check::has_digit},
  };
}

}  // namespace

std::vector<Rule> built_in_rules() {
  std::vector<Rule> all;
  for (const auto& group : {key_rules(), cloud_rules(), code_host_rules(), model_rules(),
                            service_rules(), carrier_rules(), assignment_rules()}) {
    all.insert(all.end(), group.begin(), group.end());
  }
  return all;
}

}  // namespace baton::privacy
