#include <limits>

#include <boost/test/unit_test.hpp>

#include "tests/unit/store/database.hpp"

using namespace baton;
using store::Cursor;
using store::Id;
using tests::make_turn;

namespace {

Cursor make_cursor(const std::string& path) {
  Cursor cursor;
  cursor.path = path;
  cursor.agent = "claude-code";
  cursor.device = 7;
  cursor.inode = std::numeric_limits<std::uint64_t>::max() - 1;
  cursor.offset = 4096;
  cursor.size = 5000;
  cursor.modified_ns = 123456789;
  cursor.head_hash = std::numeric_limits<std::uint64_t>::max();
  cursor.tail_hash = 42;
  cursor.lines = 12;
  cursor.parser_version = 3;
  cursor.parser_state = std::string("state\0with a zero", 17);
  cursor.read_at = 1000;
  return cursor;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(capture_files, tests::Database)

BOOST_AUTO_TEST_CASE(a_cursor_comes_back_as_it_went_in) {
  const Cursor in = make_cursor("/logs/a.jsonl");
  tables.capture_files.save(in);
  const Cursor out = tables.capture_files.find(in.path).value();
  BOOST_TEST(out.agent == in.agent);
  BOOST_TEST(out.device == in.device);
  BOOST_TEST(out.inode == in.inode);
  BOOST_TEST(out.offset == in.offset);
  BOOST_TEST(out.size == in.size);
  BOOST_TEST(out.modified_ns == in.modified_ns);
  BOOST_TEST(out.head_hash == in.head_hash);
  BOOST_TEST(out.tail_hash == in.tail_hash);
  BOOST_TEST(out.lines == in.lines);
  BOOST_TEST(out.parser_version == in.parser_version);
  BOOST_TEST(out.parser_state == in.parser_state);
  BOOST_TEST(out.read_at == in.read_at);
  BOOST_TEST(tables.capture_files.find_by_inode(in.device, in.inode)->path == in.path);
  BOOST_TEST(!tables.capture_files.find_by_inode(in.device, 1).has_value());
  BOOST_TEST(!tables.capture_files.find("/logs/b.jsonl").has_value());
}

BOOST_AUTO_TEST_CASE(saving_again_keeps_what_belongs_to_the_file) {
  Cursor cursor = make_cursor("/logs/a.jsonl");
  const Id id = session("s1");
  tables.capture_files.link_session(cursor.path, id);
  tables.capture_files.save(cursor);
  cursor.offset = 9000;
  tables.capture_files.save(cursor);
  tables.capture_files.link_session(cursor.path, id);
  BOOST_TEST(tables.capture_files.find(cursor.path)->offset == 9000U);
  BOOST_TEST((tables.capture_files.sessions_of(cursor.path) == std::vector<Id>{id}));
  BOOST_TEST((tables.capture_files.files_of(id) == std::vector<std::string>{cursor.path}));
}

BOOST_AUTO_TEST_CASE(a_renamed_file_keeps_its_cursor) {
  const Id id = session("s1");
  tables.capture_files.save(make_cursor("/logs/a.jsonl"));
  tables.capture_files.link_session("/logs/a.jsonl", id);
  tables.capture_files.save(make_cursor("/logs/b.jsonl"));
  tables.capture_files.rename("/logs/a.jsonl", "/logs/b.jsonl");
  BOOST_TEST(!tables.capture_files.find("/logs/a.jsonl").has_value());
  BOOST_TEST((tables.capture_files.sessions_of("/logs/b.jsonl") == std::vector<Id>{id}));
  tables.capture_files.rename("/logs/unknown", "/logs/b.jsonl");
  tables.capture_files.rename("/logs/b.jsonl", "/logs/b.jsonl");
  BOOST_TEST(tables.capture_files.find("/logs/b.jsonl").has_value());
}

BOOST_AUTO_TEST_CASE(unparsed_records_are_kept_until_the_file_is_read_again) {
  Cursor cursor = make_cursor("/logs/a.jsonl");
  cursor.unparsed = 2;
  const store::UnparsedRecord record{
      .line = 3, .offset = 99, .reason = "no type", .raw = std::string(2000, '{')};
  tables.capture_files.add_unparsed(cursor.path, 3, record, 1);
  tables.capture_files.add_unparsed(cursor.path, 3, record, 2);
  tables.capture_files.add_unparsed(cursor.path, 3,
                                    {.line = 4, .offset = 150, .reason = "cut", .raw = "x"}, 2);
  tables.capture_files.save(cursor);
  auto troubles = tables.capture_files.troubles("claude-code", 10);
  BOOST_REQUIRE(troubles.size() == 2U);
  BOOST_TEST(troubles[0].reason == "cut");
  BOOST_TEST(troubles[1].line == 3);
  BOOST_TEST(troubles[1].offset == 99U);
  BOOST_TEST(troubles[1].path == cursor.path);
  BOOST_TEST(tables.capture_files.troubles("codex", 10).empty());
  BOOST_TEST(tables.counts().troubled_files == 1);
  tables.capture_files.clear_unparsed(cursor.path);
  BOOST_TEST(tables.capture_files.troubles("claude-code", 10).empty());
}

BOOST_AUTO_TEST_CASE(counts_are_per_agent) {
  Cursor cursor = make_cursor("/logs/a.jsonl");
  cursor.unparsed = 2;
  tables.capture_files.save(cursor);
  cursor.path = "/logs/b.jsonl";
  cursor.read_at = 2000;
  tables.capture_files.save(cursor);
  cursor.path = "/logs/c.md";
  cursor.agent = "specstory";
  tables.capture_files.save(cursor);
  insert(session("s1"), make_turn(1, "x"));
  insert(session("s1"), make_turn(2, "y"));
  const auto counts = tables.capture_files.counts();
  BOOST_REQUIRE(counts.size() == 2U);
  BOOST_TEST(counts[0].agent == "claude-code");
  BOOST_TEST(counts[0].files == 2);
  BOOST_TEST(counts[0].sessions == 1);
  BOOST_TEST(counts[0].turns == 2);
  BOOST_TEST(counts[0].unparsed == 4);
  BOOST_TEST(counts[0].last_read_at.value() == 2000);
  BOOST_TEST(counts[1].agent == "specstory");
  BOOST_TEST(counts[1].sessions == 0);
}

BOOST_AUTO_TEST_SUITE_END()
