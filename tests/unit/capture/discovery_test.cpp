#include "daemon/capture/discovery.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/support/temporary_directory.hpp"
#include "tests/unit/capture/log_writer.hpp"

namespace {

using namespace baton;
using baton::tests::append_file;
using baton::tests::user_line;
using baton::tests::write_file;
using Paths = std::vector<std::filesystem::path>;

struct Fixture {
  tests::TemporaryDirectory directory;
  std::filesystem::path logs = directory / "home/.claude/projects";
  bool ignore_all = false;
  capture::Discovery discovery{{{directory / "home", [](const char*) { return std::nullopt; }}, {}},
                               [this](const auto&, std::string_view) { return ignore_all; }};

  std::filesystem::path new_log(const std::string& name, const std::string& text = "a request") {
    std::filesystem::create_directories((logs / name).parent_path());
    write_file(logs / name, user_line("u-" + name, text));
    return logs / name;
  }

  Paths look(const Paths& projects = {}) {
    Paths paths;
    for (const auto& log : discovery.look_everywhere(projects)) paths.push_back(log.path);
    return paths;
  }

  Paths news() {
    Paths paths;
    bool overflowed = false;
    for (const auto& log : discovery.take_news(overflowed)) paths.push_back(log.path);
    return paths;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(discovery, Fixture)

BOOST_AUTO_TEST_CASE(a_log_is_found_once_until_it_changes) {
  const auto log = new_log("p/one.jsonl");
  BOOST_TEST((look() == Paths{log}));
  BOOST_TEST(look().empty());
  append_file(log, user_line("u2", "more"));
  BOOST_TEST((look() == Paths{log}));
}

BOOST_AUTO_TEST_CASE(a_database_is_found_when_only_its_write_ahead_log_has_grown) {
  const auto database = directory / "home/.local/share/goose/sessions/sessions.db";
  std::filesystem::create_directories(database.parent_path());
  write_file(database, std::string("SQLite format 3\0", 16));
  write_file(database.native() + "-wal", "some pages");
  BOOST_TEST((look() == Paths{database}));
  append_file(database.native() + "-wal", "one more");
  BOOST_TEST((look() == Paths{database}));
  BOOST_TEST(look().empty());
}

BOOST_AUTO_TEST_CASE(a_log_that_comes_back_is_found_again) {
  const auto log = new_log("p/one.jsonl");
  look();
  const auto elsewhere = directory / "elsewhere.jsonl";
  std::filesystem::rename(log, elsewhere);
  look();
  BOOST_TEST(!discovery.is_there(log));
  std::filesystem::rename(elsewhere, log);
  BOOST_TEST((look() == Paths{log}));
  BOOST_TEST(discovery.is_there(log));
}

BOOST_AUTO_TEST_CASE(after_forgetting_every_log_is_news) {
  const auto log = new_log("p/one.jsonl");
  look();
  discovery.forget_seen();
  BOOST_TEST((look() == Paths{log}));
}

BOOST_AUTO_TEST_CASE(an_ignored_log_is_not_found) {
  new_log("p/one.jsonl");
  ignore_all = true;
  BOOST_TEST(look().empty());
}

BOOST_AUTO_TEST_CASE(what_is_written_after_the_look_is_news) {
  new_log("p/one.jsonl");
  look();
  const auto log = new_log("p/two.jsonl");
  BOOST_TEST((news() == Paths{log}));
}

BOOST_AUTO_TEST_CASE(a_root_that_appears_is_news_at_once) {
  std::filesystem::create_directories(directory / "home");
  look();
  const auto log = new_log("p/one.jsonl");
  BOOST_TEST((news() == Paths{log}));
}

BOOST_AUTO_TEST_CASE(other_files_beside_a_missing_root_are_none_of_our_business) {
  std::filesystem::create_directories(directory / "home");
  look();
  write_file(directory / "home/other.jsonl", user_line("u1", "not below a root"));
  std::filesystem::create_directories(directory / "home/elsewhere");
  write_file(directory / "home/elsewhere/other.jsonl", user_line("u1", "not below a root"));
  BOOST_TEST(news().empty());
}

BOOST_AUTO_TEST_CASE(a_scan_counts_what_it_does_not_recognise) {
  const auto log = new_log("p/one.jsonl");
  write_file(logs / "p/notes.txt", "no log");
  std::int64_t unrecognised = 0;
  const auto found = discovery.find_below(logs, unrecognised);
  BOOST_TEST(found.size() == 1U);
  BOOST_TEST(unrecognised == 1);
}

BOOST_AUTO_TEST_CASE(each_tenth_time_is_enough_where_inotify_tells_everything) {
  new_log("p/one.jsonl");
  BOOST_TEST(discovery.must_look({}));
  look();
  for (int i = 1; i < 10; ++i) BOOST_TEST(!discovery.must_look({}));
  BOOST_TEST(discovery.must_look({}));
}

BOOST_AUTO_TEST_CASE(a_vanished_log_is_looked_for_at_once) {
  const auto log = new_log("p/one.jsonl");
  look();
  std::filesystem::remove(log);
  news();
  BOOST_TEST(discovery.must_look({}));
}

BOOST_AUTO_TEST_CASE(a_root_that_is_replaced_is_looked_through_at_once) {
  new_log("p/one.jsonl");
  look();
  std::filesystem::rename(directory / "home/.claude", directory / "elsewhere");
  BOOST_TEST(discovery.must_look({}));
  look();
  const auto log = new_log("p/two.jsonl");
  news();
  BOOST_TEST(discovery.must_look({}));
  append_file(log, user_line("u2", "more"));
  BOOST_TEST((look() == Paths{log}));
}

BOOST_AUTO_TEST_CASE(a_directory_that_vanishes_elsewhere_needs_no_look) {
  look();
  std::filesystem::create_directories(directory / "home/tmp");
  news();
  std::filesystem::remove(directory / "home/tmp");
  news();
  BOOST_TEST(!discovery.must_look({}));
}

BOOST_AUTO_TEST_CASE(a_new_project_and_forgetting_need_a_look) {
  look();
  BOOST_TEST(discovery.must_look({directory / "project"}));
  look({directory / "project"});
  BOOST_TEST(!discovery.must_look({directory / "project"}));
  discovery.forget_seen();
  BOOST_TEST(discovery.must_look({directory / "project"}));
}

BOOST_AUTO_TEST_SUITE_END()
