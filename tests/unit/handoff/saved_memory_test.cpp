// A memory survives as bytes, and no other bytes are taken for one.
#include <string>

#include <boost/test/unit_test.hpp>

#include "daemon/base/hash.hpp"
#include "daemon/handoff/memory/bytes.hpp"
#include "tests/unit/handoff/memory_scenes.hpp"

namespace baton::handoff {
namespace {

std::string with_hash(std::string content) {
  ByteWriter hash;
  hash.fixed(hash64(content));
  return content + hash.bytes();
}

ProjectMemory reloaded(const ProjectMemory& memory) {
  auto loaded = ProjectMemory::load(memory.save());
  BOOST_REQUIRE(loaded.has_value());
  return std::move(*loaded);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(saved_memory)

BOOST_AUTO_TEST_CASE(a_loaded_memory_needs_the_same) {
  auto memory = two_sessions_about_http();
  auto loaded = reloaded(memory);
  BOOST_TEST((needs_of(loaded) == needs_of(memory)));
  BOOST_TEST(loaded.session_count() == 2);
}

BOOST_AUTO_TEST_CASE(a_loaded_memory_goes_on_in_the_middle_of_a_session) {
  auto memory = two_sessions_about_http();
  auto loaded = reloaded(memory);
  for (auto* each : {&memory, &loaded}) {
    add(*each, reading("client/http.cpp", "parseHeader"));
    each->begin_session();
    add(*each, request("Make scanLine in src/http.cpp shorter"));
  }
  BOOST_TEST((needs_of(loaded) == needs_of(memory)));
}

BOOST_AUTO_TEST_CASE(an_empty_memory_can_be_saved) {
  BOOST_TEST(reloaded(ProjectMemory()).session_count() == 0);
}

BOOST_AUTO_TEST_CASE(foreign_bytes_are_refused) {
  BOOST_TEST(!ProjectMemory::load("").has_value());
  BOOST_TEST(!ProjectMemory::load("SQLite format 3").has_value());
}

BOOST_AUTO_TEST_CASE(a_cut_memory_is_refused_wherever_it_was_cut) {
  const auto bytes = two_sessions_about_http().save();
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    BOOST_TEST(!ProjectMemory::load(bytes.substr(0, length)).has_value());
  }
}

BOOST_AUTO_TEST_CASE(a_changed_byte_is_noticed_wherever_it_is) {
  const auto bytes = two_sessions_about_http().save();
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    auto changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    BOOST_TEST(!ProjectMemory::load(changed).has_value());
  }
}

BOOST_AUTO_TEST_CASE(content_that_makes_no_sense_is_refused_though_its_hash_is_right) {
  const auto bytes = two_sessions_about_http().save();
  const auto content = bytes.substr(0, bytes.size() - 8);
  BOOST_REQUIRE(ProjectMemory::load(with_hash(content)).has_value());
  BOOST_TEST(!ProjectMemory::load(with_hash(content + "x")).has_value());
  BOOST_TEST(!ProjectMemory::load(with_hash(content.substr(0, content.size() / 2))).has_value());
  BOOST_TEST(!ProjectMemory::load(with_hash("baton memory 2\n" + content.substr(15))).has_value());
}

BOOST_AUTO_TEST_CASE(an_entity_named_twice_is_refused) {
  ByteWriter out;
  out.position(0);
  for (int i = 0; i < 2; ++i) out.number(0);     // steps
  for (int i = 0; i < 2; ++i) out.position(-1);  // last request and answer
  out.flag(false);
  out.number(2);
  out.text("i:readheader");
  out.text("i:readheader");
  BOOST_TEST(!ProjectMemory::load(with_hash("baton memory 1\n" + out.bytes())).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(memory_bytes)

BOOST_AUTO_TEST_CASE(numbers_and_texts_come_back) {
  ByteWriter out;
  out.number(0);
  out.number(UINT64_MAX);
  out.position(-1);
  out.real(0.75 * 0.75 + 3);
  out.text("größe");
  out.flag(true);
  ByteReader in(out.bytes());
  BOOST_TEST(in.number() == 0U);
  BOOST_TEST(in.number() == UINT64_MAX);
  BOOST_TEST(in.position_below(5) == -1);
  BOOST_TEST(in.real() == 3.5625);
  BOOST_TEST(in.text() == "größe");
  BOOST_TEST(in.flag());
  BOOST_TEST(in.is_at_end());
  BOOST_TEST(in.is_good());
}

BOOST_AUTO_TEST_CASE(short_fractions_take_few_bytes) {
  ByteWriter out;
  out.real(0);
  out.real(1);
  out.real(0.75);
  BOOST_TEST(out.bytes().size() <= 7U);
}

BOOST_AUTO_TEST_CASE(a_reader_stays_bad) {
  ByteReader in(
      "\x05"
      "ab");
  BOOST_TEST(in.text().empty());
  BOOST_TEST(!in.is_good());
  BOOST_TEST(in.number() == 0U);
}

BOOST_AUTO_TEST_CASE(numbers_out_of_bounds_are_bad) {
  ByteWriter out;
  out.number(7);
  ByteReader below(out.bytes());
  BOOST_TEST(below.number_below(7) == 0U);
  BOOST_TEST(!below.is_good());
  ByteReader endless(std::string_view("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"));
  BOOST_TEST(endless.number() == 0U);
  BOOST_TEST(!endless.is_good());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
