#include "daemon/capture/introduction.hpp"

#include <boost/test/unit_test.hpp>

#include "daemon/capture/log_finder.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/capture/log_writer.hpp"

namespace {

using namespace baton;
using baton::tests::user_line;
using baton::tests::write_file;

struct Fixture {
  tests::TemporaryDirectory directory;
  store::Store store{{.path = directory / "baton.db"}};
  privacy::Redactor redactor{"key of the test, thirty-two bytes"};
  capture::ProjectFinder projects;
  std::atomic<bool> stop = false;
  std::vector<capture::FoundLog> logs;

  /// A session's log that begins on that day of January 2026.
  void add(const std::string& session, const std::string& day, bool with_turn = true) {
    const auto path = directory / (session + ".jsonl");
    std::string line = user_line("u-" + session, with_turn ? "a request" : " ", session);
    line.replace(line.find("2026-01-05"), 10, "2026-01-" + day);
    write_file(path, line);
    logs.push_back({path, capture::recognise(path)});
  }

  /// External ids by number.
  std::vector<std::string> introduced() {
    capture::introduce_sessions(store, redactor, projects, logs, stop);
    return store.read_and_wait([](store::Tables& tables) {
      std::vector<std::string> ids;
      for (std::int64_t number = 1;; ++number) {
        const auto session = tables.sessions.find_by_number(1, number);
        if (!session) return ids;
        ids.push_back(session->external_id);
      }
    });
  }
};

using Ids = std::vector<std::string>;

}  // namespace

BOOST_FIXTURE_TEST_SUITE(introduction, Fixture)

BOOST_AUTO_TEST_CASE(sessions_are_numbered_in_the_order_in_which_they_began) {
  add("late", "20");
  add("early", "03");
  add("middle", "11");
  BOOST_TEST((introduced() == Ids{"early", "middle", "late"}));
}

BOOST_AUTO_TEST_CASE(a_session_without_a_turn_gets_no_number) {
  add("empty", "03", false);
  add("real", "04");
  BOOST_TEST((introduced() == Ids{"real"}));
}

BOOST_AUTO_TEST_CASE(a_session_is_introduced_once) {
  add("one", "01");
  add("two", "02");
  introduced();
  BOOST_TEST((introduced() == Ids{"one", "two"}));
}

BOOST_AUTO_TEST_CASE(one_log_alone_needs_no_introduction) {
  add("one", "01");
  BOOST_TEST(introduced().empty());
}

BOOST_AUTO_TEST_SUITE_END()
