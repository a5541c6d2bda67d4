// How databases that agents change in place are read, with a source made for it.

#include <boost/test/unit_test.hpp>

#include "daemon/capture/ingest.hpp"
#include "daemon/capture/sources/foreign_database.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/capture/log_writer.hpp"

namespace {

using namespace baton;
using baton::tests::write_file;

/// What the made database holds, and how often it was asked.
struct Content {
  std::vector<std::string> messages;
  bool held = false;
  int asked = 0;
};

/// Tells one message at a time; its state is how many it has told.
class OneByOne final : public capture::Parser {
 public:
  OneByOne(Content& content, std::string_view state)
      : content_(content), told_(state.empty() ? 0 : std::stoul(std::string(state))) {}

  void parse(std::string_view, std::uint64_t, std::int64_t, capture::EventSink& sink) override {
    ++content_.asked;
    if (content_.held) throw capture::ForeignDatabaseError("database is locked");
    if (finished()) return;
    store::SessionFacts facts;
    facts.agent = "made";
    facts.external_id = "s1";
    facts.working_directory = "/nowhere/project-of-test";
    sink.on_session(facts);
    capture::TurnEvent turn;
    turn.external_id = "m" + std::to_string(told_);
    turn.text = content_.messages.at(told_);
    sink.on_turn(std::move(turn));
    ++told_;
  }
  bool finished() const override { return told_ >= content_.messages.size(); }
  std::string save_state() const override { return std::to_string(told_); }

 private:
  Content& content_;
  std::size_t told_;
};

class MadeSource final : public capture::Source {
 public:
  explicit MadeSource(Content& content) : content_(content) {}
  std::string_view agent() const override { return "made"; }
  capture::Growth growth() const override { return capture::Growth::database; }
  int parser_version() const override { return 1; }
  std::vector<std::filesystem::path> roots(const capture::Environment&) const override {
    return {};
  }
  bool recognises(const std::filesystem::path&, std::string_view) const override { return true; }
  std::unique_ptr<capture::Parser> make_parser(const std::filesystem::path&,
                                               std::string_view state) const override {
    return std::make_unique<OneByOne>(content_, state);
  }

 private:
  Content& content_;
};

struct Fixture {
  tests::TemporaryDirectory directory;
  store::Store store{{.path = directory / "baton.db"}};
  privacy::Redactor redactor{"key of the test, thirty-two bytes"};
  std::atomic<bool> stop = false;
  Content content;
  MadeSource source{content};
  std::filesystem::path database = directory / "agent.db";
  capture::Ingest ingest{store, redactor, {}, stop, [](const capture::TurnsStored&) {}};

  bool read() {
    const bool is_read = ingest.read(database, source);
    ingest.settle();
    return is_read;
  }
  std::int64_t turns() {
    return store.read_and_wait([](store::Tables& tables) { return tables.counts().turns; });
  }
  std::size_t troubles() {
    return store.read_and_wait(
        [](store::Tables& tables) { return tables.capture_files.troubles("made", 10).size(); });
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(ingest_database, Fixture)

BOOST_AUTO_TEST_CASE(all_that_is_new_is_read_in_slices) {
  write_file(database, "any bytes");
  content.messages = {"one", "two", "three"};
  BOOST_TEST(read());
  BOOST_TEST(turns() == 3);
  BOOST_TEST(content.asked == 3);
}

BOOST_AUTO_TEST_CASE(an_unchanged_database_is_not_asked_again) {
  write_file(database, "any bytes");
  content.messages = {"one"};
  read();
  read();
  BOOST_TEST(content.asked == 1);
}

BOOST_AUTO_TEST_CASE(news_in_the_write_ahead_log_alone_is_read) {
  write_file(database, "any bytes");
  content.messages = {"one"};
  read();
  content.messages.emplace_back("two");
  write_file(directory / "agent.db-wal", "frames");
  read();
  BOOST_TEST(turns() == 2);
  BOOST_TEST(content.asked == 2);
}

BOOST_AUTO_TEST_CASE(a_held_database_is_to_be_tried_again_and_loses_nothing) {
  write_file(database, "any bytes");
  content.messages = {"one"};
  content.held = true;
  BOOST_TEST(!read());
  BOOST_TEST(troubles() == 1U);
  content.held = false;
  BOOST_TEST(read());
  BOOST_TEST(turns() == 1);
  BOOST_TEST(troubles() == 0U);
}

BOOST_AUTO_TEST_CASE(what_the_agent_prunes_stays) {
  write_file(database, "any bytes");
  content.messages = {"one", "two"};
  read();
  content.messages.clear();
  write_file(database, "other bytes");
  read();
  BOOST_TEST(turns() == 2);
}

BOOST_AUTO_TEST_SUITE_END()
