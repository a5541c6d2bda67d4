#include <boost/test/unit_test.hpp>

#include "daemon/store/error.hpp"
#include "tests/unit/store/database.hpp"

using namespace baton;
using store::ArchivePosition;
using store::ArchiveRecord;
using store::Arrival;
using store::Id;
using tests::Database;
using tests::make_turn;

namespace {

/// Everything in a scope, read in pages of a few records.
std::vector<ArchiveRecord> read_all(Database& database, store::ArchiveScope scope = {},
                                    std::size_t page = 2) {
  std::vector<ArchiveRecord> all;
  std::string cursor;
  for (;;) {
    ArchivePosition position = ArchivePosition::parse(cursor);
    auto records = database.tables.archive_reader.read(scope, position, {.records = page});
    BOOST_TEST(records.size() <= page);
    all.insert(all.end(), records.begin(), records.end());
    if (position.stage == ArchivePosition::Stage::end) return all;
    cursor = position.to_string();
  }
}

/// The kinds in order, one letter each.
std::string kinds(const std::vector<ArchiveRecord>& records) {
  std::string letters;
  for (const ArchiveRecord& record : records) letters += "pstufh"[record.index()];
  return letters;
}

void write(Database& database, const ArchiveRecord& record) {
  store::ArchiveWriter& writer = database.tables.archive_writer;
  if (const auto* project = std::get_if<store::ArchivedProject>(&record)) {
    writer.add(*project, 5);
  } else if (const auto* session = std::get_if<store::ArchivedSession>(&record)) {
    writer.add(*session);
  } else if (const auto* turn = std::get_if<store::ArchivedTurn>(&record)) {
    store::NewTurn ready =
        make_turn(turn->turn.identity, turn->turn.text, turn->turn.role, turn->turn.kind);
    ready.created_at = turn->turn.created_at;
    ready.ordinal = turn->turn.ordinal;
    ready.imported = true;
    writer.add(turn->session, std::span(&ready, 1));
  } else if (const auto* usage = std::get_if<store::ArchivedUsage>(&record)) {
    writer.add(*usage);
  } else if (const auto* file = std::get_if<store::ArchivedFile>(&record)) {
    writer.add(*file);
  } else if (const auto* handoff = std::get_if<store::ArchivedHandoff>(&record)) {
    writer.add(*handoff);
  }
}

/// Two projects; a session with everything, a fork of it in the other project, a handoff.
struct Filled {
  Database from;
  Database to;
  Id first = 0;
  Id fork = 0;

  Filled() {
    fork = from.session("fork", "zoo");
    first = from.session("first", "app");
    for (int i = 1; i <= 3; ++i) {
      store::NewTurn turn = make_turn(i, "apple " + std::to_string(i));
      if (i == 2) turn.files.push_back({.path = "a.txt"});
      from.insert(first, turn);
    }
    for (int i = 1; i <= 2; ++i) from.insert(fork, make_turn(i, "apple " + std::to_string(i)));
    from.insert(fork, make_turn(9, "pear"));
    store::Usage usage;
    usage.message_key = "m1";
    usage.model = "model-1";
    usage.input_tokens = 7;
    from.tables.sessions.record_usage(first, usage);
    store::Handoff handoff;
    handoff.project_id = from.project("app");
    handoff.session_id = first;
    handoff.generator = "extractive";
    handoff.text = "the text";
    handoff.document = "{}";
    from.tables.handoffs.save(handoff, 99);
  }

  void copy_all() {
    for (const ArchiveRecord& record : read_all(from)) write(to, record);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(archive, Filled)

BOOST_AUTO_TEST_CASE(is_read_by_keys_and_numbers_however_it_is_cut_into_pages) {
  for (const std::size_t page : {1U, 2U, 3U, 100U})
    BOOST_TEST(kinds(read_all(from, {}, page)) == "pstttufhpsttt");
}

BOOST_AUTO_TEST_CASE(can_be_one_project_or_one_session) {
  BOOST_TEST(kinds(read_all(from, {.project_id = from.project("zoo")})) == "psttt");
  from.session("second", "app");
  BOOST_TEST(kinds(read_all(from, {.project_id = from.project("app")})) == "pstttufsh");
  BOOST_TEST(kinds(read_all(from, {.project_id = from.project("app"), .session_number = 1})) ==
             "pstttufh");
  BOOST_TEST(kinds(read_all(from, {.project_id = from.project("app"), .session_number = 2})) ==
             "ps");
}

BOOST_AUTO_TEST_CASE(an_empty_store_gives_nothing) {
  BOOST_TEST(read_all(to).empty());
}

BOOST_AUTO_TEST_CASE(a_cursor_comes_back_as_it_went_out_and_others_are_refused) {
  const ArchivePosition position{.stage = ArchivePosition::Stage::file,
                                 .project_id = 3,
                                 .number = 4,
                                 .item = 5,
                                 .key = "a.b.c"};
  const ArchivePosition again = ArchivePosition::parse(position.to_string());
  BOOST_TEST(again.to_string() == "4.3.4.5.a.b.c");
  for (const char* wrong : {"x", "1", "1.2.3", "1.2.3.4", "9.1.1.1.", "-1.1.1.1.", "1.1..1."})
    BOOST_CHECK_THROW(ArchivePosition::parse(wrong), store::BadCursor);
}

BOOST_AUTO_TEST_CASE(a_session_that_is_gone_between_two_pages_is_passed_over) {
  ArchivePosition position;
  from.tables.archive_reader.read({}, position, {.records = 3});
  from.connection.execute("DELETE FROM sessions WHERE external_id = 'first'");
  const auto rest = from.tables.archive_reader.read({}, position, {});
  // The turns that the fork shared with it are gone too.
  BOOST_TEST(kinds(rest) == "hpst");
}

BOOST_AUTO_TEST_CASE(arrives_whole_with_its_numbers_times_and_counts) {
  copy_all();
  BOOST_TEST(to.tables.counts().turns == 4);
  const Id copy = to.tables.sessions.find_by_external_id("claude-code", "first")->id;
  const store::Session session = *to.tables.sessions.find(copy);
  BOOST_TEST(session.number == 1);
  BOOST_TEST(session.turns == 3);
  BOOST_TEST(session.user_turns == 3);
  BOOST_TEST(session.input_tokens == 7);
  BOOST_TEST(*session.started_at == *from.tables.sessions.find(first)->started_at);
  BOOST_TEST(*session.ended_at == *from.tables.sessions.find(first)->ended_at);
  BOOST_TEST(session.status == "in_progress");
  BOOST_TEST(to.count("count(*) FROM project_files WHERE path = 'a.txt' AND first_ordinal = 2") ==
             1);
  BOOST_TEST(to.found("pear").size() == 1U);
  const auto handoff = to.tables.handoffs.newest(to.project("app"));
  BOOST_TEST(handoff->text == "the text");
  BOOST_TEST(handoff->session_number == 1);
  to.check_index();
}

BOOST_AUTO_TEST_CASE(arriving_again_changes_nothing) {
  copy_all();
  const std::int64_t changes = to.count("count(*) FROM turns");
  copy_all();
  BOOST_TEST(to.count("count(*) FROM turns") == changes);
  BOOST_TEST(to.tables.counts().turns == 4);
  BOOST_TEST(to.tables.counts().sessions == 2);
  BOOST_TEST(to.tables.counts().handoffs == 1);
  BOOST_TEST(to.count("sum(input_tokens) FROM sessions") == 7);
  to.check_index();
}

BOOST_AUTO_TEST_CASE(the_places_of_turns_are_kept_even_where_some_are_missing) {
  from.tables.turns.withdraw_missing(first, std::vector<std::int64_t>{1, 3});
  copy_all();
  const Id copy = to.tables.sessions.find_by_external_id("claude-code", "first")->id;
  BOOST_TEST(to.tables.turns.find(copy, 3)->text == "apple 3");
  BOOST_TEST(!to.tables.turns.find(copy, 2).has_value());
  to.insert(copy, make_turn(50, "new"));
  BOOST_TEST(to.tables.turns.find(copy, 4)->text == "new");
}

BOOST_AUTO_TEST_CASE(a_place_that_is_taken_is_not_taken_again) {
  const Id session = to.session("first", "app");
  to.insert(session, make_turn(77, "something else"));
  copy_all();
  BOOST_TEST(to.tables.turns.list(session, 0, 10).size() == 4U);
  BOOST_TEST(to.tables.turns.find(session, 1)->text == "something else");
  BOOST_TEST(to.tables.turns.find(session, 2)->text == "apple 1");
}

BOOST_AUTO_TEST_CASE(what_is_here_is_not_changed_by_what_arrives) {
  const Id session = to.session("first", "app");
  to.insert(session, make_turn(1, "completed since"));
  to.tables.sessions.finish(session, "user", 10);
  to.tables.turns.withdraw_missing(session, {});
  to.insert(session, make_turn(2, "apple two"));
  copy_all();
  BOOST_TEST(!to.tables.turns.find(session, 1).has_value());
  BOOST_TEST(to.tables.turns.find(session, 2)->text == "apple two");
  BOOST_TEST(to.tables.turns.find(session, 3)->text == "apple 3");
  BOOST_TEST(to.tables.sessions.find(session)->status == "completed");
  to.check_index();
}

BOOST_AUTO_TEST_CASE(a_number_that_is_taken_is_not_taken_again) {
  to.session("own", "app");
  copy_all();
  BOOST_TEST(to.tables.sessions.find_by_external_id("claude-code", "first")->number == 2);
  const Id next = to.session("later", "app");
  BOOST_TEST(to.tables.sessions.find(next)->number == 3);
}

BOOST_AUTO_TEST_CASE(an_ignored_project_gets_nothing) {
  to.tables.projects.set_ignored(to.project("app"), true, 1);
  copy_all();
  BOOST_TEST(!to.tables.sessions.find_by_external_id("claude-code", "first").has_value());
  BOOST_TEST(to.tables.counts().turns == 3);
}

BOOST_AUTO_TEST_CASE(an_old_handoff_does_not_push_a_newer_one_aside) {
  store::Handoff own;
  own.project_id = to.project("app");
  own.session_id = to.session("own", "app");
  own.generator = "extractive";
  own.text = "newer";
  own.document = "{}";
  to.tables.handoffs.save(own, 1000);
  copy_all();
  BOOST_TEST(to.tables.counts().handoffs == 1);
  BOOST_TEST(to.tables.handoffs.newest(to.project("app"))->text == "newer");
}

BOOST_AUTO_TEST_CASE(what_belongs_to_nothing_is_refused) {
  store::ArchivedSession session;
  session.project_key = "nowhere";
  session.number = 1;
  session.facts.agent = "claude-code";
  session.facts.external_id = "x";
  BOOST_TEST((to.tables.archive_writer.add(session) == Arrival::unknown_project));
  const store::NewTurn turn = make_turn(1, "x");
  const auto arrived =
      to.tables.archive_writer.add(store::SessionKey{"claude-code", "x"}, std::span(&turn, 1));
  BOOST_TEST((arrived.arrival == Arrival::unknown_session));
}

BOOST_AUTO_TEST_SUITE_END()
