// What must stay as it is.

#include <boost/test/unit_test.hpp>

#include "tests/unit/privacy/made_up.hpp"

namespace baton::tests {
namespace {

void check_kept(const std::string& text) {
  BOOST_TEST(redact(text) == text);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ordinary_text)

BOOST_AUTO_TEST_CASE(placeholders_of_documentation_are_kept) {
  for (const char* text :
       {"API_KEY=xxxxxxxxxxxxxxxx", "API_KEY=your-api-key", "api_key: <token>",
        "\"api_key\": \"YOUR_API_KEY_123\"", "PASSWORD=changeme", "password = \"********\"",
        "TOKEN=...", "Authorization: Bearer <your-token-1>", "postgres://user:<password>@host/db",
        "SECRET_KEY=replace-me-with-32-bytes", "password: \"password\"",
        "sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "Authorization: Bearer YOUR_TOKEN_123456"}) {
    check_kept(text);
  }
}

BOOST_AUTO_TEST_CASE(variables_are_kept) {
  for (const char* text :
       {"API_KEY=$TOKEN", "API_KEY=${TOKEN}", "password: ${{ secrets.DB_PASSWORD_2 }}",
        "TOKEN=$(cat token2.txt)", "apiKey: process.env.API_KEY_2",
        "api_key = os.environ[\"API_KEY_2\"]", "api_key=os.environ['OPENAI_KEY1']",
        "secret := os.Getenv(\"SECRET_1\")", "postgres://user:$DB_PASS1@host/db",
        "postgres://u:${PASS_1}@host/db", "Authorization: Bearer ${TOKEN_1_LONG_NAME}",
        "Authorization: Bearer $ACCESS_TOKEN_NUMBER_1", "password={{ db_password_1 }}",
        "set PASSWORD=%PASSWORD1%"}) {
    check_kept(text);
  }
}

BOOST_AUTO_TEST_CASE(code_is_kept) {
  for (const char* text :
       {"token = lexer.next()", "password: string", "password: str = Field(min_length=8)",
        "token: Token2 | null", "auto token = tokens[i2];", "const key = keys[0];",
        "password = get_password2(user)", "std::string secret;", "secret: settings.secret2",
        "for (const auto& [key, value1] : map)", "key=lambda item1: item1[0]",
        "return token == other.token2;", "password=password2", "apiKey: config.apiKey1",
        "Token::Kind2 token;", "if token == Token::String2 {", "let pass = pass1 + 1;",
        "\"key\": \"src/daemon/privacy/rules2.cpp\""}) {
    check_kept(text);
  }
}

BOOST_AUTO_TEST_CASE(prose_is_kept) {
  for (const char* text :
       {"The password: must be at least 8 characters.", "Token: the smallest unit of 1 text.",
        "API key: required since version 2", "It uses Bearer authentication with JWTs.",
        "\"password\": \"Enter your password with 8 characters\"", "the secret: there is none",
        "Cookie: a small text", "a task-list-with-many-long-words-2",
        "see https://example.com:8080/@scope/name"}) {
    check_kept(text);
  }
}

BOOST_AUTO_TEST_CASE(identifiers_and_hashes_are_kept) {
  const std::string sha = scrambled(40, hexadecimal);
  const std::string uuid = "8f14e45f-ceea-467f-a9d2-1f4b7e3c9a10";
  check_kept("commit " + sha);
  check_kept("key: " + sha);
  check_kept("{\"id\": \"" + uuid + "\", \"token\": \"" + uuid + "\"}");
  check_kept("Cache restored from key: node-cache-Linux-x64-npm-" + scrambled(64, hexadecimal));
  check_kept("\"integrity\": \"sha512-" + scrambled(86, base64) + "==\"");
  check_kept("image@sha256:" + scrambled(64, hexadecimal));
}

BOOST_AUTO_TEST_CASE(counts_and_settings_are_kept) {
  for (const char* text :
       {"\"input_tokens\": 12345678", "max_tokens=40960000", "\"cache_key\": \"v1-deps-2024\"",
        "primary_key: true", "tokens: 1234567 total", "keyboard: qwerty12", "author=me12345678"}) {
    check_kept(text);
  }
}

BOOST_AUTO_TEST_CASE(paths_are_kept) {
  for (const char* text :
       {"SSH_KEY=/home/me/.ssh/id_ed25519", "PRIVATE_KEY=./certs/key2.pem",
        "private_key: ~/.ssh/id_rsa2", "TOKEN_SECRET=https://host/oauth2/token"}) {
    check_kept(text);
  }
}

BOOST_AUTO_TEST_CASE(class_names_that_begin_like_keys_are_kept) {
  check_kept("<div class=\"sk-circle-fade-dot-animation-12\">");
  check_kept("the risk-assessment-of-the-second-quarter-2");
}

BOOST_AUTO_TEST_CASE(public_keys_and_certificates_are_kept) {
  check_kept("-----BEGIN PUBLIC KEY-----\n" + scrambled(64, base64) +
             "\n-----END PUBLIC KEY-----\n");
  check_kept("-----BEGIN CERTIFICATE-----\n" + scrambled(64, base64) +
             "\n-----END CERTIFICATE-----\n");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::tests
