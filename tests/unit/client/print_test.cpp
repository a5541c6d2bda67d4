#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>
#include <fcntl.h>
#include <unistd.h>

#include "client/failure.hpp"
#include "client/print/json.hpp"
#include "client/print/numbers.hpp"
#include "client/print/table.hpp"
#include "client/print/time.hpp"

using namespace baton::client;

BOOST_AUTO_TEST_SUITE(print)

BOOST_AUTO_TEST_CASE(aligns_columns) {
  Output out(-1);
  Table table({{"ID", Column::Align::right}, {"NAME"}, {"PATH"}});
  table.add({"1", "漢字", "/a"});
  table.add({"12", "x", "/b\nc"});
  table.print(out);
  BOOST_TEST(out.text() ==
             "ID  NAME  PATH\n"
             " 1  漢字  /a\n"
             "12  x     /b c\n");
}

BOOST_AUTO_TEST_CASE(cuts_flexible_columns_to_the_terminal) {
  Output out(-1);
  out.pretend_terminal(20, false);
  Table table({{"NAME"}, {"TITLE", Column::Align::left, true}});
  table.add({"fixed", "a title that does not fit"});
  table.print(out);
  BOOST_TEST(out.text() == "NAME   TITLE\nfixed  a title that…\n");
}

BOOST_AUTO_TEST_CASE(colours_only_where_there_is_colour) {
  Output out(-1);
  out.write(Style::red, "x");
  BOOST_TEST(out.text() == "x");
  out.pretend_terminal(80, true);
  out.write(Style::red, "y");
  BOOST_TEST(out.text() == "x\x1b[31my\x1b[0m");
  out.disable_colour();
  BOOST_TEST(out.styled(Style::red, "z") == "z");
}

BOOST_AUTO_TEST_CASE(json_is_one_line_for_programs) {
  Output out(-1);
  print_json(out, boost::json::parse(R"({"a": [1, {}], "b": "x"})"));
  BOOST_TEST(out.text() == "{\"a\":[1,{}],\"b\":\"x\"}\n");
}

BOOST_AUTO_TEST_CASE(json_is_indented_and_safe_on_a_terminal) {
  Output out(-1);
  out.pretend_terminal(80, false);
  const auto value =
      boost::json::parse("{\"a\": [1, {}, []], \"b\": \"\u009b\u202E\U000E0041\\u001b\"}");
  print_json(out, value);
  BOOST_TEST(out.text() ==
             "{\n  \"a\": [\n    1,\n    {},\n    []\n  ],\n  \"b\": "
             "\"\\u009b\\u202e\\udb40\\udc41\\u001b\"\n}\n");
  BOOST_TEST((boost::json::parse(out.text()) == value));
}

BOOST_AUTO_TEST_CASE(tells_how_long_ago) {
  const Seconds now = *parse_utc("2026-01-05T12:00:00Z");
  BOOST_TEST(relative_time("2026-01-05T11:59:30.5Z", now) == "just now");
  BOOST_TEST(relative_time("2026-01-05T11:48:00Z", now) == "12 min ago");
  BOOST_TEST(relative_time("2026-01-05T09:00:00Z", now) == "3 h ago");
  BOOST_TEST(relative_time("2026-01-01T09:00:00Z", now) == "4 d ago");
  BOOST_TEST(relative_time("2025-06-15T12:00:00Z", now).starts_with("2025-06-1"));
  BOOST_TEST(relative_time("-", now) == "-");
  BOOST_TEST(relative_time("2026-01-05 \x1b", now) == "2026-01-05 ␛");
}

BOOST_AUTO_TEST_CASE(reads_times_strictly) {
  BOOST_TEST(*parse_utc("1970-01-02T00:00:01Z") == 86'401);
  BOOST_TEST(!parse_utc("1970-01-02T00:00:01"));
  BOOST_TEST(!parse_utc("1970-0a-02T00:00:01Z"));
  BOOST_TEST(!parse_utc(""));
}

BOOST_AUTO_TEST_CASE(numbers_for_people) {
  BOOST_TEST(grouped(1'234'567) == "1 234 567");
  BOOST_TEST(grouped(-1234) == "-1 234");
  BOOST_TEST(grouped(999) == "999");
  BOOST_TEST(counted(1, "turn") == "1 turn");
  BOOST_TEST(counted(0, "turn") == "0 turns");
  BOOST_TEST(byte_size(999) == "999 B");
  BOOST_TEST(byte_size(8100) == "8.1 KB");
  BOOST_TEST(byte_size(201'000'000) == "201 MB");
  BOOST_TEST(duration(59) == "59 s");
  BOOST_TEST(duration(3 * 3600 + 300) == "3 h 5 min");
}

BOOST_AUTO_TEST_CASE(a_full_disk_is_an_error) {
  const int fd = ::open("/dev/full", O_WRONLY);
  Output full(fd);
  full.write("x");
  BOOST_CHECK_THROW(full.flush(), Failure);
  ::close(fd);
}

BOOST_AUTO_TEST_SUITE_END()
