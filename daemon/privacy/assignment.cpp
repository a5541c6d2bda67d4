// Judges `NAME = value` in all its spellings; the patterns that find them are in rules.cpp.

#include <algorithm>
#include <array>

#include "daemon/privacy/checks.hpp"

namespace baton::privacy {
namespace {

// Ends of names, in lower case and without `_`, `-` and `.`.
constexpr std::array password_names =
    std::to_array<std::string_view>({"password", "passwd", "passphrase", "pwd", "passwort",
                                     "dbpass", "userpass", "smtppass", "mailpass"});

constexpr std::array secret_names = std::to_array<std::string_view>(
    {"secret",       "secrets",      "credential",      "credentials", "apikey",
     "apitoken",     "accesskey",    "accesstoken",     "secretkey",   "authkey",
     "authtoken",    "privatekey",   "encryptionkey",   "signingkey",  "masterkey",
     "clientkey",    "servicekey",   "accountkey",      "storagekey",  "sessionkey",
     "sessiontoken", "refreshtoken", "bearertoken",     "idtoken",     "bottoken",
     "bearer",       "deploykey",    "deploytoken",     "webhookkey",  "jwtkey",
     "jwttoken",     "consumerkey",  "subscriptionkey", "adminkey",    "admintoken",
     "licensekey",   "usertoken",    "personaltoken",   "keypass",     "storepass",
     "hmackey"});

constexpr std::array weak_names =
    std::to_array<std::string_view>({"key", "token", "auth", "authorization"});

// Names that end like the above but hold nothing to hide.
constexpr std::array harmless_names = std::to_array<std::string_view>(
    {"publickey", "primarykey", "foreignkey", "sortkey", "partitionkey", "cachekey",
     "idempotencykey", "objectkey", "nexttoken", "pagetoken", "nextpagetoken", "continuationtoken",
     "sitekey", "hotkey", "resetpassword"});

template <std::size_t Size>
bool ends_with_any(std::string_view name, const std::array<std::string_view, Size>& ends) {
  return std::any_of(ends.begin(), ends.end(),
                     [&](std::string_view end) { return name.ends_with(end); });
}

enum class Strength { none, weak, secret, password };

/// `DB_PASSWORD_1` → `dbpassword`.
std::string plain_name(std::string_view name) {
  std::string plain;
  for (const char c : lower_case(name)) {
    if (is_letter(c) || is_digit(c)) plain += c;
  }
  while (!plain.empty() && is_digit(plain.back())) plain.pop_back();
  for (const std::string_view suffix : {"value", "base", "prod"}) {
    if (plain.size() > suffix.size() && plain.ends_with(suffix))
      plain.resize(plain.size() - suffix.size());
  }
  return plain;
}

Strength strength_of(std::string_view name) {
  const std::string plain = plain_name(name);
  if (ends_with_any(plain, harmless_names)) return Strength::none;
  const std::string lower = lower_case(name);
  if (ends_with_any(plain, password_names) || lower == "pass" || lower.ends_with("_pass"))
    return Strength::password;
  if (ends_with_any(plain, secret_names)) return Strength::secret;
  return ends_with_any(plain, weak_names) ? Strength::weak : Strength::none;
}

/// `/home/me/.ssh/id_ed25519`, `./key2.pem`, `https://host/token2`; base64 may begin with a slash,
/// too.
bool is_path(std::string_view value) {
  if (value.find("://") != std::string_view::npos) return true;
  const bool begins_like_one = value.front() == '/' || value.starts_with("./") ||
                               value.starts_with("../") || value.starts_with("~/") ||
                               value.substr(1).starts_with(":\\");
  return begins_like_one && !looks_random(value);
}

/// `settings.token2`, `Config::secret`, `get_password2(`: code, not a value.
bool is_code(const Candidate& candidate) {
  const std::string_view value = candidate.secret;
  if (candidate.follows == '(' || candidate.follows == '[') return true;
  if (value.find("::") != std::string_view::npos || value.find("->") != std::string_view::npos)
    return true;
  const bool dotted = value.find('.') != std::string_view::npos;
  const bool names_only =
      !is_digit(value.front()) &&
      std::all_of(value.begin(), value.end(), [](char c) { return is_word(c) || c == '.'; });
  if (names_only && dotted && !looks_random(value)) return true;
  const std::string lower = lower_case(value);
  return names_only &&
         (ends_with_any(plain_name(lower), password_names) ||
          lower.find("token") != std::string::npos || lower.find("secret") != std::string::npos);
}

bool has_letter(std::string_view value) {
  return std::any_of(value.begin(), value.end(), is_letter);
}

bool has_mark(std::string_view value) {
  return value.find_first_of("!@#$%^*+=~") != std::string_view::npos && has_letter(value);
}

/// `NAME=value` as in a shell or an .env file, where a value is rarely code.
bool is_environment_style(std::string_view head, std::string_view name) {
  return head.size() == name.size() + 1 && head.back() == '=' &&
         std::none_of(name.begin(), name.end(),
                      [](char c) { return is_letter(c) && !is_upper(c); });
}

/// A part that looks random and is no hash; `npm-linux-<sha256>` is the key of a cache.
bool has_random_part(std::string_view value) {
  for (std::size_t begin = 0; begin < value.size();) {
    const std::size_t end = std::min(value.find_first_of("-_.:/", begin), value.size());
    const std::string_view part = value.substr(begin, end - begin);
    if (looks_random(part) && !is_hexadecimal(part)) return true;
    begin = end + 1;
  }
  return false;
}

bool judge_quoted(Strength strength, std::string_view value) {
  if (strength == Strength::password) return value.size() >= 6;
  return value.size() >= 8 && has_letter(value) && (has_digit(value) || has_mark(value));
}

bool judge_bare(Strength strength, const Candidate& candidate) {
  const std::string_view value = candidate.secret;
  if (is_code(candidate)) return false;
  if (value.size() < (strength == Strength::password ? 6U : 8U)) return false;
  return has_letter(value) &&
         (has_digit(value) || (strength == Strength::password && has_mark(value)));
}

bool judge_environment(Strength strength, std::string_view value) {
  if (strength == Strength::weak)
    return value.size() >= 12 && has_letter(value) && has_digit(value);
  return value.size() >= (strength == Strength::password ? 5U : 8U);
}

}  // namespace

bool judge_assignment(const Candidate& candidate) {
  const std::string_view value = candidate.secret;
  if (value.find(' ') != std::string_view::npos || is_example(value) || is_path(value))
    return false;
  const std::string_view head = candidate.head;
  const auto name_end = std::find_if_not(head.begin(), head.end(), [](char c) {
    return is_word(c) || c == '.' || c == '-' || c == '$';
  });
  const std::string_view name = head.substr(0, static_cast<std::size_t>(name_end - head.begin()));
  const Strength strength = strength_of(name);
  if (strength == Strength::none) return false;
  if (is_environment_style(head, name)) return judge_environment(strength, value);
  if (strength == Strength::weak) return candidate.follows != '(' && has_random_part(value);
  const bool quoted =
      !head.empty() && (head.back() == '"' || head.back() == '\'' || head.back() == '`');
  return quoted ? judge_quoted(strength, value) : judge_bare(strength, candidate);
}

}  // namespace baton::privacy
