#include "daemon/capture/capture.hpp"

#include <condition_variable>
#include <future>
#include <mutex>
#include <system_error>

#include <boost/test/unit_test.hpp>

#include "tests/support/temporary_directory.hpp"
#include "tests/unit/capture/log_writer.hpp"

namespace {

using namespace baton;
using baton::tests::append_file;
using baton::tests::user_line;
using baton::tests::write_file;

/// Lets a test wait for news instead of sleeping.
class WaitingListener final : public capture::Listener {
 public:
  void on_turns(const capture::TurnsStored& stored) override {
    const std::lock_guard lock(mutex_);
    turns_ += stored.turns;
    changed_.notify_all();
  }
  void on_file_read(std::int64_t, const capture::ScanProgress*) override {}

  bool wait_for_turns(std::int64_t count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(30), [&] { return turns_ >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::int64_t turns_ = 0;
};

struct Fixture {
  tests::TemporaryDirectory directory;
  std::filesystem::path projects = directory / "home/.claude/projects";
  store::Store store{{.path = directory / "baton.db"}};
  privacy::Redactor redactor{"key of the test, thirty-two bytes"};
  WaitingListener listener;

  capture::Capture::Options options(bool watch) const {
    capture::Capture::Options result;
    result.environment.home = directory / "home";
    result.environment.variable = [](const char*) { return std::nullopt; };
    result.watch = watch;
    result.debounce = std::chrono::milliseconds(1);
    return result;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(capture_thread, Fixture)

BOOST_AUTO_TEST_CASE(logs_that_are_there_at_the_start_are_read) {
  std::filesystem::create_directories(projects / "slug");
  write_file(projects / "slug/session.jsonl", user_line("u1", "written before the start"));
  const capture::Capture capture(store, redactor, options(true), listener);
  BOOST_TEST(listener.wait_for_turns(1));
}

BOOST_AUTO_TEST_CASE(a_line_appended_while_watching_is_read) {
  std::filesystem::create_directories(projects / "slug");
  const auto log = projects / "slug/session.jsonl";
  write_file(log, user_line("u1", "written before the start"));
  const capture::Capture capture(store, redactor, options(true), listener);
  BOOST_REQUIRE(listener.wait_for_turns(1));
  append_file(log, user_line("u2", "written while it runs"));
  BOOST_TEST(listener.wait_for_turns(2));
}

BOOST_AUTO_TEST_CASE(a_directory_that_appears_later_is_watched) {
  std::filesystem::create_directories(projects / "first");
  write_file(projects / "first/session.jsonl", user_line("u1", "written before the start"));
  const capture::Capture capture(store, redactor, options(true), listener);
  BOOST_REQUIRE(listener.wait_for_turns(1));
  std::filesystem::create_directories(projects / "second/deeper");
  write_file(projects / "second/deeper/session.jsonl",
             user_line("u2", "in a new directory", "session-two"));
  BOOST_TEST(listener.wait_for_turns(2));
}

BOOST_AUTO_TEST_CASE(the_agents_directory_may_appear_after_the_start) {
  std::filesystem::create_directories(directory / "home");
  auto quick = options(true);
  quick.rescan_interval = std::chrono::seconds(1);
  const capture::Capture capture(store, redactor, quick, listener);
  std::filesystem::create_directories(projects / "slug");
  write_file(projects / "slug/session.jsonl", user_line("u1", "the agent was installed later"));
  BOOST_TEST(listener.wait_for_turns(1));
}

BOOST_AUTO_TEST_CASE(nothing_is_watched_when_switched_off) {
  std::filesystem::create_directories(projects / "slug");
  write_file(projects / "slug/session.jsonl", user_line("u1", "not to be read"));
  capture::Capture capture(store, redactor, options(false), listener);
  const auto elsewhere = directory / "elsewhere";
  std::filesystem::create_directories(elsewhere);
  write_file(elsewhere / "session.jsonl", user_line("u2", "to be scanned", "session-two"));
  capture.scan(elsewhere, [](std::exception_ptr, capture::ScanStarted) {});
  BOOST_REQUIRE(listener.wait_for_turns(1));
  const auto counts = store.read_and_wait([](store::Tables& tables) { return tables.counts(); });
  BOOST_TEST(counts.turns == 1);
  BOOST_TEST(capture.status().watched_directories == 0);
}

BOOST_AUTO_TEST_CASE(a_scan_says_how_many_files_are_logs) {
  const auto logs = directory / "logs";
  std::filesystem::create_directories(logs);
  write_file(logs / "session.jsonl", user_line("u1", "a request in a log"));
  write_file(logs / "notes.txt", "no log at all");
  capture::Capture capture(store, redactor, options(false), listener);
  std::promise<capture::ScanStarted> answer;
  capture.scan(
      logs, [&](std::exception_ptr, capture::ScanStarted started) { answer.set_value(started); });
  const capture::ScanStarted started = answer.get_future().get();
  BOOST_TEST(started.files == 1);
  BOOST_TEST(started.unrecognised == 1);
}

BOOST_AUTO_TEST_CASE(a_scan_of_what_is_not_there_is_an_error) {
  capture::Capture capture(store, redactor, options(false), listener);
  std::promise<void> answer;
  capture.scan(directory / "missing", [&](std::exception_ptr error, capture::ScanStarted) {
    error ? answer.set_exception(error) : answer.set_value();
  });
  BOOST_CHECK_THROW(answer.get_future().get(), std::system_error);
}

BOOST_AUTO_TEST_SUITE_END()
