#include "daemon/capture/ingest.hpp"

#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "daemon/capture/log_finder.hpp"
#include "daemon/store/connection.hpp"
#include "daemon/store/error.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/capture/log_writer.hpp"

namespace {

using namespace baton;
using baton::tests::append_file;
using baton::tests::user_line;
using baton::tests::write_file;

/// A store, and what reads logs into it.
struct Fixture {
  tests::TemporaryDirectory directory;
  std::filesystem::path store_path = directory / "baton.db";
  store::Store store{{.path = store_path}};
  privacy::Redactor redactor{"key of the test, thirty-two bytes"};
  std::atomic<bool> stop = false;
  std::vector<capture::TurnsStored> stored;
  capture::Ingest::Options options{};
  std::filesystem::path log = directory / "session-one.jsonl";

  void read() { read(log); }

  void read(const std::filesystem::path& path) {
    capture::Ingest ingest(store, redactor, options, stop,
                           [this](const capture::TurnsStored& turns) { stored.push_back(turns); });
    ingest.read(path, *capture::recognise(path));
    ingest.settle();
  }

  std::vector<std::string> texts() {
    return store.read_and_wait([](store::Tables& tables) {
      std::vector<std::string> result;
      std::string next;
      for (const store::Session& session : tables.sessions.list(std::nullopt, 100, "", next)) {
        for (const store::Turn& turn : tables.turns.list(session.id, 0, 1000))
          result.push_back(turn.text);
      }
      return result;
    });
  }

  std::int64_t unparsed() {
    return store.read_and_wait([this](store::Tables& tables) {
      const auto cursor = tables.capture_files.find(log.native());
      return cursor ? cursor->unparsed : -1;
    });
  }
};

using Texts = std::vector<std::string>;

}  // namespace

BOOST_FIXTURE_TEST_SUITE(ingest, Fixture)

BOOST_AUTO_TEST_CASE(every_turn_of_a_new_file_is_stored) {
  write_file(log, user_line("u1", "the first request") + user_line("u2", "the second request"));
  read();
  BOOST_TEST(texts() == (Texts{"the first request", "the second request"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(reading_an_unchanged_file_again_adds_nothing) {
  write_file(log, user_line("u1", "the first request"));
  read();
  read();
  BOOST_TEST(texts().size() == 1U);
  BOOST_TEST(stored.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_touched_file_adds_nothing) {
  write_file(log, user_line("u1", "the first request"));
  read();
  std::filesystem::last_write_time(
      log, std::filesystem::file_time_type::clock::now() + std::chrono::hours(1));
  read();
  BOOST_TEST(texts().size() == 1U);
}

BOOST_AUTO_TEST_CASE(appended_lines_are_read_once) {
  write_file(log, user_line("u1", "the first request"));
  read();
  append_file(log, user_line("u2", "the second request"));
  read();
  BOOST_TEST(texts() == (Texts{"the first request", "the second request"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_line_being_written_waits_for_its_rest) {
  const std::string line = user_line("u2", "the second request");
  write_file(log, user_line("u1", "the first request") + line.substr(0, 40));
  read();
  BOOST_TEST(texts().size() == 1U);
  BOOST_TEST(unparsed() == 0);
  append_file(log, line.substr(40));
  read();
  BOOST_TEST(texts() == (Texts{"the first request", "the second request"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_whole_last_line_without_a_line_end_is_read_at_once_and_once) {
  std::string line = user_line("u2", "the second request");
  line.pop_back();
  write_file(log, user_line("u1", "the first request") + line);
  read();
  BOOST_TEST(texts().size() == 2U);
  append_file(log, "\n" + user_line("u3", "the third request"));
  read();
  BOOST_TEST(texts() == (Texts{"the first request", "the second request", "the third request"}),
             boost::test_tools::per_element());
  BOOST_TEST(unparsed() == 0);
}

BOOST_AUTO_TEST_CASE(a_broken_line_is_counted_and_the_lines_after_it_are_read) {
  write_file(log, user_line("u1", "the first request") + "{\"type\":\"us\n" +
                      user_line("u2", "the second request"));
  read();
  BOOST_TEST(texts().size() == 2U);
  BOOST_TEST(unparsed() == 1);
}

BOOST_AUTO_TEST_CASE(turns_that_a_rewritten_file_no_longer_holds_are_withdrawn) {
  write_file(log, user_line("u1", "kept") + user_line("u2", "dropped by the agent"));
  read();
  write_file(log, user_line("u1", "kept") + user_line("u3", "written instead of it"));
  read();
  BOOST_TEST(texts() == (Texts{"kept", "written instead of it"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_truncated_file_that_grows_again_has_each_turn_once) {
  write_file(log, user_line("u1", "kept") + user_line("u2", "cut off and written again"));
  read();
  write_file(log, user_line("u1", "kept"));
  read();
  append_file(log, user_line("u2", "cut off and written again"));
  read();
  BOOST_TEST(texts() == (Texts{"kept", "cut off and written again"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_copy_of_a_log_adds_no_turns) {
  write_file(log, user_line("u1", "the first request"));
  read();
  const auto copy = directory / "copy-of-session-one.jsonl";
  std::filesystem::copy_file(log, copy);
  read(copy);
  BOOST_TEST(texts().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_renamed_log_goes_on_where_it_stood) {
  write_file(log, user_line("u1", "the first request"));
  read();
  const auto renamed = directory / "renamed-session.jsonl";
  std::filesystem::rename(log, renamed);
  append_file(renamed, user_line("u2", "the second request"));
  read(renamed);
  BOOST_TEST(texts().size() == 2U);
  const bool has_old_cursor = store.read_and_wait([this](store::Tables& tables) {
    return tables.capture_files.find(log.native()).has_value();
  });
  BOOST_TEST(!has_old_cursor);
}

BOOST_AUTO_TEST_CASE(a_line_over_the_limit_is_skipped_and_reported) {
  options.chunk_bytes = 1024;
  options.max_line_bytes = 4096;
  write_file(log, user_line("u1", "the first request") + user_line("u2", std::string(20'000, 'x')) +
                      user_line("u3", "the third request"));
  read();
  BOOST_TEST(texts() == (Texts{"the first request", "the third request"}),
             boost::test_tools::per_element());
  BOOST_TEST(unparsed() == 1);
}

BOOST_AUTO_TEST_CASE(a_file_larger_than_a_batch_is_read_whole) {
  options.chunk_bytes = 4096;
  options.batch_turns = 10;
  std::string bytes;
  for (int i = 0; i < 500; ++i)
    bytes += user_line("u" + std::to_string(i), "request number " + std::to_string(i));
  write_file(log, bytes);
  read();
  BOOST_TEST(texts().size() == 500U);
}

BOOST_AUTO_TEST_CASE(secrets_do_not_reach_the_store) {
  const std::string token = "gh" + std::string("p_") + "0123456789abcdefABCDEF0123456789abcd";
  write_file(log, user_line("u1", "use " + token + " to log in"));
  read();
  BOOST_TEST(texts().front().find(token) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_read_is_a_trouble_of_the_file) {
  write_file(log, user_line("u1", "the first request"));
  const auto& source = *capture::recognise(log);
  std::filesystem::remove(log);
  std::filesystem::create_directory(log);
  capture::Ingest ingest(store, redactor, options, stop, [](const capture::TurnsStored&) {});
  ingest.read(log, source);
  ingest.settle();
  BOOST_TEST(unparsed() == 1);
}

BOOST_AUTO_TEST_CASE(a_session_without_a_directory_of_its_own_belongs_to_that_of_its_log) {
  write_file(
      log,
      "{\"type\":\"user\",\"uuid\":\"u1\",\"sessionId\":\"s\",\"message\":{\"role\":\"user\","
      "\"content\":\"hello there\"}}\n");
  read();
  const auto project = store.read_and_wait([this](store::Tables& tables) {
    return tables.projects.find_by_path(directory.path().native());
  });
  BOOST_TEST(project.has_value());
}

BOOST_AUTO_TEST_CASE(a_log_that_was_taken_for_another_agents_is_read_anew) {
  write_file(log, R"({"uuid":"u1","parentUuid":null,"sessionId":"s1","type":"user","cwd":"/p",)");
  const capture::Source& taken_for = *capture::recognise(log);
  append_file(
      log,
      R"("timestamp":"2026-03-01T09:00:00.000Z","version":"0.9.0","message":{"role":"user","parts":[{"text":"the first request"}]}})"
      "\n");
  capture::Ingest ingest(store, redactor, options, stop, [](const capture::TurnsStored&) {});
  ingest.read(log, taken_for);
  ingest.settle();
  BOOST_TEST(taken_for.agent() == "claude-code");
  BOOST_TEST(capture::recognise(log)->agent() == "qwen");
  append_file(log, "\n");
  read();
  BOOST_TEST(texts() == Texts{"the first request"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_document_that_is_met_half_written_withdraws_nothing) {
  const auto document = directory / "2026-02-27_18-12-11Z-x.md";
  write_file(document, "<!-- Generated by SpecStory -->\n\n_**User**_\n\nHello\n");
  read(document);
  write_file(document, "<!-- Generated by SpecStory -->\n\n");
  read(document);
  BOOST_TEST(texts().size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_last_commit_is_on_its_way_until_it_is_waited_for) {
  write_file(log, user_line("u1", "the first request"));
  capture::Ingest ingest(store, redactor, options, stop,
                         [this](const capture::TurnsStored& turns) { stored.push_back(turns); });
  ingest.read(log, *capture::recognise(log));
  BOOST_TEST(ingest.on_its_way() == log);
  BOOST_TEST(stored.empty());
  ingest.settle();
  BOOST_TEST(ingest.on_its_way().empty());
  BOOST_TEST(stored.size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_was_on_its_way_when_the_store_failed_is_told_and_can_be_read_again) {
  const std::filesystem::path other = directory / "session-two.jsonl";
  write_file(log, user_line("u1", "the first request"));
  write_file(other, user_line("u2", "of another file"));
  store::Connection fault(store_path, store::Connection::Mode::writer);
  fault.execute("CREATE TRIGGER fault BEFORE INSERT ON turns BEGIN SELECT RAISE(ABORT, 'no'); END");
  capture::Ingest ingest(store, redactor, options, stop, [](const capture::TurnsStored&) {});
  ingest.read(log, *capture::recognise(log));
  BOOST_CHECK_THROW(ingest.read(other, *capture::recognise(other)), store::StoreError);
  BOOST_TEST(ingest.on_its_way().empty());
  fault.execute("DROP TRIGGER fault");
  BOOST_TEST(texts().empty());
  read(log);
  read(other);
  BOOST_TEST(texts().size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
