// Values assigned to telling names, in the spellings of shells, languages and data formats.

#include <vector>

#include <boost/test/unit_test.hpp>

#include "tests/unit/privacy/made_up.hpp"

namespace baton::tests {
namespace {

void check_hidden(const std::string& before, const std::string& secret, const std::string& after) {
  const std::string result = redact(before + secret + after);
  BOOST_TEST_CONTEXT(before << secret << after << " became " << result) {
    BOOST_TEST(result.starts_with(before + "[redacted:assigned-secret:"));
    BOOST_TEST(result.ends_with("]" + after));
  }
}

const std::string value = scrambled(24);
const std::string password =
    "hunt"
    "er2";

}  // namespace

BOOST_AUTO_TEST_SUITE(assignments)

BOOST_AUTO_TEST_CASE(of_environment_files_are_hidden) {
  for (const char* name :
       {"API_KEY", "APP_TOKEN", "CLIENT_SECRET", "DB_PASSWORD", "MYSQL_PASSWD", "AWS_CREDENTIAL",
        "DB_PASS", "SOME_KEY", "SECRET_KEY_BASE64", "API_KEY_2"}) {
    check_hidden(std::string(name) + "=", value, "\nOTHER=1\n");
    check_hidden("export " + std::string(name) + "=\"", value, "\"\n");
    check_hidden(std::string(name) + "='", value, "' ./run");
  }
}

BOOST_AUTO_TEST_CASE(of_short_passwords_are_hidden) {
  check_hidden("PASSWORD=", password, "\n");
  check_hidden("password: ", password, "\n");
  check_hidden("password = '", password, "'");
  check_hidden("--db-password=", password, " --verbose");
  check_hidden("Server=x;Pwd=", password, ";Database=y");
}

BOOST_AUTO_TEST_CASE(of_words_as_passwords_are_hidden_in_environments_and_quotes) {
  check_hidden("DB_PASSWORD=", "swordfish", "\n");
  check_hidden("\"password\": \"", "swordfish", "\"");
}

BOOST_AUTO_TEST_CASE(of_json_are_hidden) {
  check_hidden(R"({"api_key": ")", value, R"(", "x": 1})");
  check_hidden(R"({"clientSecret":")", value, R"("})");
  check_hidden(R"({"x-api-key" : ")", value, R"("})");
}

BOOST_AUTO_TEST_CASE(of_json_inside_json_strings_are_hidden) {
  check_hidden(R"("content":"{\"api_key\": \")", value, R"(\"}")");
  check_hidden(R"("content":"{\\\"api_key\\\": \\\")", value, R"(\\\"}")");
  check_hidden(R"("content":"API_KEY=)", value, R"(\nX=1")");
}

BOOST_AUTO_TEST_CASE(of_yaml_are_hidden) {
  check_hidden("  api_key: ", value, "\n");
  check_hidden("  secret: \"", value, "\"\n");
}

BOOST_AUTO_TEST_CASE(of_languages_are_hidden) {
  check_hidden("const apiKey = \"", value, "\";");
  check_hidden("api_key: str = '", value, "'");
  check_hidden("let secret: &str = \"", value, "\";");
  check_hidden("apiKey := `", value, "`");
  check_hidden("os.environ['API_KEY'] = '", value, "'");
  check_hidden(":access_token => '", value, "'");
  check_hidden("if (password == \"", value, "\")");
}

BOOST_AUTO_TEST_CASE(of_query_strings_end_at_the_ampersand) {
  check_hidden("https://h/x?api_key=", value, "&page=2");
}

BOOST_AUTO_TEST_CASE(of_weak_names_need_random_values) {
  check_hidden("token: ", value, "\n");
  BOOST_TEST(redact("token: some-ordinary-name-2\n") == "token: some-ordinary-name-2\n");
}

BOOST_AUTO_TEST_CASE(of_quoted_values_may_hold_the_other_quote) {
  check_hidden("password = \"", "pa'ss;w0rd", "\"");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::tests
