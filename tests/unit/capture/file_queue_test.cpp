#include "daemon/capture/file_queue.hpp"

#include <boost/test/unit_test.hpp>

using baton::capture::FileQueue;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(file_queue)

BOOST_AUTO_TEST_CASE(a_file_that_changes_twice_is_read_once) {
  FileQueue queue;
  const auto now = FileQueue::Clock::now();
  queue.add("/logs/one-session.jsonl", nullptr, now);
  queue.add("/logs/one-session.jsonl", nullptr, now + 1s);
  BOOST_TEST(queue.size() == 1U);
  BOOST_TEST(queue.take(now).has_value());
  BOOST_TEST(!queue.take(now + 1h).has_value());
}

BOOST_AUTO_TEST_CASE(the_file_that_is_due_longest_comes_first) {
  FileQueue queue;
  const auto now = FileQueue::Clock::now();
  queue.add("/logs/second", nullptr, now + 2ms);
  queue.add("/logs/first", nullptr, now + 1ms);
  BOOST_TEST(queue.take(now + 1s)->path == "/logs/first");
  BOOST_TEST(queue.take(now + 1s)->path == "/logs/second");
}

BOOST_AUTO_TEST_CASE(files_due_at_the_same_time_keep_the_order_in_which_they_were_added) {
  FileQueue queue;
  const auto now = FileQueue::Clock::now();
  queue.add("/logs/b", nullptr, now);
  queue.add("/logs/a", nullptr, now);
  BOOST_TEST(queue.take(now)->path == "/logs/b");
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_due_waits) {
  FileQueue queue;
  const auto now = FileQueue::Clock::now();
  queue.add("/logs/later", nullptr, now + 1s);
  BOOST_TEST(!queue.take(now).has_value());
  BOOST_TEST((queue.next_due() == now + 1s));
}

BOOST_AUTO_TEST_CASE(a_scan_waits_for_a_file_that_was_queued_already) {
  FileQueue queue;
  const auto now = FileQueue::Clock::now();
  queue.add("/logs/one", nullptr, now + 1s);
  queue.add_past("/logs/one", nullptr, 7);
  const auto file = queue.take(now + 1s);
  BOOST_REQUIRE(file.has_value());
  BOOST_TEST(file->scans.contains(7));
}

BOOST_AUTO_TEST_CASE(of_the_past_the_file_added_last_comes_first) {
  FileQueue queue;
  queue.add_past("/logs/old", nullptr);
  queue.add_past("/logs/new", nullptr);
  const auto now = FileQueue::Clock::now();
  BOOST_TEST(queue.take(now)->path == "/logs/new");
  BOOST_TEST(queue.take(now)->path == "/logs/old");
}

BOOST_AUTO_TEST_CASE(what_is_written_now_goes_before_the_past) {
  FileQueue queue;
  const auto now = FileQueue::Clock::now();
  queue.add_past("/logs/old", nullptr);
  queue.add("/logs/live", nullptr, now);
  BOOST_TEST(queue.take(now)->path == "/logs/live");
  BOOST_TEST(queue.take(now)->path == "/logs/old");
}

BOOST_AUTO_TEST_CASE(the_past_is_read_while_nothing_is_due) {
  FileQueue queue;
  const auto now = FileQueue::Clock::now();
  queue.add_past("/logs/old", nullptr);
  queue.add("/logs/live", nullptr, now + 1s);
  BOOST_TEST(queue.take(now)->path == "/logs/old");
  BOOST_TEST(!queue.take(now).has_value());
}

BOOST_AUTO_TEST_CASE(a_file_of_the_past_that_changes_becomes_due) {
  FileQueue queue;
  const auto now = FileQueue::Clock::now();
  queue.add_past("/logs/one", nullptr, 7);
  queue.add_past("/logs/two", nullptr);
  queue.add("/logs/one", nullptr, now);
  const auto file = queue.take(now);
  BOOST_TEST(file->path == "/logs/one");
  BOOST_TEST(file->scans.contains(7));
}

BOOST_AUTO_TEST_CASE(what_is_put_back_while_it_waits_again_waits_once_for_all_its_scans) {
  FileQueue queue;
  queue.add_past("/logs/one", nullptr, 7);
  const auto taken = queue.take(FileQueue::Clock::now());
  queue.add_past("/logs/one", nullptr, 8);
  queue.put_back(*taken);
  BOOST_TEST(queue.size() == 1U);
  const auto file = queue.take(FileQueue::Clock::now());
  BOOST_TEST(file->scans.contains(7));
  BOOST_TEST(file->scans.contains(8));
}

BOOST_AUTO_TEST_SUITE_END()
