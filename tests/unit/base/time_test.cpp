#include "daemon/base/time.hpp"

#include <limits>

#include <boost/test/unit_test.hpp>

namespace {

using baton::format_time;
using baton::parse_time;

std::string round_trip(std::string_view text) {
  const auto time = parse_time(text);
  return time ? format_time(*time) : "none";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(time_text)

BOOST_AUTO_TEST_CASE(formats_the_epoch) {
  BOOST_TEST(format_time(0) == "1970-01-01T00:00:00.000Z");
}

BOOST_AUTO_TEST_CASE(formats_times_before_the_epoch) {
  BOOST_TEST(format_time(-1) == "1969-12-31T23:59:59.999Z");
}

BOOST_AUTO_TEST_CASE(formats_times_that_have_no_text_as_the_nearest_that_has) {
  BOOST_TEST(format_time(std::numeric_limits<std::int64_t>::max()) == "9999-12-31T23:59:59.999Z");
  BOOST_TEST(format_time(std::numeric_limits<std::int64_t>::min()) == "0000-01-01T00:00:00.000Z");
}

BOOST_AUTO_TEST_CASE(parses_what_it_formats) {
  for (const std::int64_t time : {0LL, 1767623436152LL, 951782400000LL, -86400000LL}) {
    BOOST_TEST(parse_time(format_time(time)).value() == time);
  }
}

BOOST_AUTO_TEST_CASE(knows_leap_days) {
  BOOST_TEST(round_trip("2024-02-29T12:00:00Z") == "2024-02-29T12:00:00.000Z");
  BOOST_TEST(round_trip("2000-02-29T12:00:00Z") == "2000-02-29T12:00:00.000Z");
  BOOST_TEST(round_trip("2023-02-29T12:00:00Z") == "none");
  BOOST_TEST(round_trip("1900-02-29T12:00:00Z") == "none");
}

BOOST_AUTO_TEST_CASE(applies_offsets) {
  BOOST_TEST(round_trip("2026-01-05T00:30:00+01:00") == "2026-01-04T23:30:00.000Z");
  BOOST_TEST(round_trip("2026-01-05T23:30:00-0530") == "2026-01-06T05:00:00.000Z");
}

BOOST_AUTO_TEST_CASE(takes_no_offset_as_utc) {
  BOOST_TEST(round_trip("2026-01-05T14:30:36") == "2026-01-05T14:30:36.000Z");
}

BOOST_AUTO_TEST_CASE(cuts_fractions_to_milliseconds) {
  BOOST_TEST(round_trip("2026-01-05T14:30:36.5Z") == "2026-01-05T14:30:36.500Z");
  BOOST_TEST(round_trip("2026-01-05T14:30:36.152999999Z") == "2026-01-05T14:30:36.152Z");
  BOOST_TEST(round_trip("2026-01-05T14:30:36,152Z") == "2026-01-05T14:30:36.152Z");
}

BOOST_AUTO_TEST_CASE(takes_a_space_and_absent_seconds) {
  BOOST_TEST(round_trip("2026-01-05 14:30") == "2026-01-05T14:30:00.000Z");
}

BOOST_AUTO_TEST_CASE(takes_a_leap_second_as_the_next_second) {
  BOOST_TEST(round_trip("2016-12-31T23:59:60Z") == "2017-01-01T00:00:00.000Z");
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_time) {
  for (const std::string_view text :
       {"", "2026", "2026-01-05", "2026-13-05T00:00:00Z", "2026-01-32T00:00:00Z",
        "2026-01-05T24:00:00Z", "2026-01-05T00:60:00Z", "2026-01-05T00:00:61Z",
        "2026-01-05T00:00:00.Z", "2026-01-05T00:00:00Zx", "2026-01-05T00:00:00+1",
        "2026-01-05T00:00:00+25:00", "2026-01-05T00:00:00+01:75", "2026-1-5T00:00:00Z",
        "tomorrow at noon, please"}) {
    BOOST_TEST_CONTEXT(text) {
      BOOST_TEST(!parse_time(text));
    }
  }
}

BOOST_AUTO_TEST_CASE(refuses_signs_inside_fields) {
  BOOST_TEST(!parse_time("2026-01-05T-0:00:00Z"));
  BOOST_TEST(!parse_time("-026-01-05T00:00:00Z"));
  BOOST_TEST(!parse_time("2026-01-05T00:00:00+-1:00"));
}

BOOST_AUTO_TEST_CASE(the_clock_runs_in_this_century) {
  BOOST_TEST(format_time(baton::now_milliseconds()).substr(0, 2) == "20");
}

BOOST_AUTO_TEST_SUITE_END()
