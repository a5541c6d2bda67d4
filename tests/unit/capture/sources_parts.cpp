// Pieces that several log formats share: the place in a stream of changes, open calls, counts of
// lines.

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include "daemon/capture/sources/line_counts.hpp"
#include "daemon/capture/sources/open_calls.hpp"
#include "daemon/capture/sources/row_watermark.hpp"

using namespace baton::capture;
using baton::store::FileOperation;
using baton::store::FileTouch;

namespace {

constexpr baton::Milliseconds now = 1'000'000;

}  // namespace

BOOST_AUTO_TEST_SUITE(row_watermark)

BOOST_AUTO_TEST_CASE(the_floor_stays_below_the_last_seconds) {
  RowWatermark watermark;
  watermark.tell(now - 60'000, "a", now);
  watermark.tell(now - 5'000, "b", now);
  watermark.settle(now);

  BOOST_TEST(watermark.floor().time == now - 60'000);
  BOOST_TEST(watermark.floor().id == "a");
  BOOST_TEST(watermark.is_told(now - 5'000, "b"));
  BOOST_TEST(!watermark.is_told(now - 5'000, "a"));
}

BOOST_AUTO_TEST_CASE(a_row_of_this_moment_is_told_again) {
  RowWatermark watermark(1000);
  watermark.tell(now - 500, "a", now);
  watermark.tell(now - 1000, "b", now);

  BOOST_TEST(!watermark.is_told(now - 500, "a"));
  BOOST_TEST(watermark.is_told(now - 1000, "b"));
}

BOOST_AUTO_TEST_CASE(too_many_rows_raise_the_floor_but_not_into_the_future) {
  RowWatermark watermark;
  for (int i = 0; i < 600; ++i) {
    watermark.tell(now - 1500, std::to_string(1000 + i), now);
    watermark.tell(now + 500, std::to_string(5000 + i), now);
  }
  watermark.settle(now);

  BOOST_TEST(watermark.floor().time == now - 1500);
  BOOST_TEST(watermark.floor().id == "1599");
}

BOOST_AUTO_TEST_CASE(it_begins_behind_what_was_told_but_for_the_last_seconds) {
  RowWatermark watermark;
  watermark.begin_at(now - 60'000, now);
  BOOST_TEST(watermark.floor().time == now - 60'000);

  watermark.begin_at(now, now);
  BOOST_TEST(watermark.floor().time == now - 10'000);
}

BOOST_AUTO_TEST_CASE(it_comes_back_from_its_state) {
  RowWatermark watermark;
  watermark.tell(now - 60'000, "a", now);
  watermark.tell(now - 5'000, "b", now);
  watermark.settle(now);

  RowWatermark restored;
  restored.restore(watermark.to_json());

  BOOST_TEST((restored.floor() == watermark.floor()));
  BOOST_TEST(restored.is_told(now - 5'000, "b"));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(open_calls)

BOOST_AUTO_TEST_CASE(a_call_is_taken_once) {
  OpenCalls calls;
  calls.remember({"c1", "edit", {}});

  BOOST_TEST(calls.take("c1").value().tool == "edit");
  BOOST_TEST(!calls.take("c1").has_value());
  BOOST_TEST(!calls.take("c2").has_value());
}

BOOST_AUTO_TEST_CASE(a_call_that_is_told_again_is_one) {
  OpenCalls calls;
  calls.remember({"c1", "edit", {}});
  calls.remember({"c1", "write", {}});

  BOOST_TEST(calls.take("c1").value().tool == "write");
  BOOST_TEST(!calls.take("c1").has_value());
}

BOOST_AUTO_TEST_CASE(the_newest_come_back_from_their_state) {
  OpenCalls calls;
  for (int i = 0; i < 300; ++i) {
    calls.remember({"c" + std::to_string(i), "edit", {{"/x/a", FileOperation::created, 3, 1}}});
  }
  const boost::json::array saved = calls.to_json();
  OpenCalls restored = OpenCalls::from_json(&saved);

  BOOST_TEST(boost::json::serialize(saved).size() < 8192U);
  const auto newest = restored.take("c299");
  BOOST_TEST_REQUIRE(newest.has_value());
  BOOST_TEST(newest->files.at(0).path == "/x/a");
  BOOST_TEST((newest->files.at(0).operation == FileOperation::created));
  BOOST_TEST(newest->files.at(0).lines_added == 3);
  BOOST_TEST(!restored.take("c0").has_value());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(line_counts)

BOOST_AUTO_TEST_CASE(a_last_line_without_its_end_counts) {
  BOOST_TEST(count_lines("") == 0);
  BOOST_TEST(count_lines("a") == 1);
  BOOST_TEST(count_lines("a\n") == 1);
  BOOST_TEST(count_lines("a\n\nb") == 3);
}

BOOST_AUTO_TEST_CASE(the_names_above_a_diff_are_no_lines_of_it) {
  FileTouch touch;
  count_diff("--- a\n+++ b\n@@ -1,2 +1 @@\n-1\n--- 2\n+++ 3\n", touch);

  BOOST_TEST(touch.lines_added == 1);
  BOOST_TEST(touch.lines_removed == 2);
}

BOOST_AUTO_TEST_SUITE_END()
