#include <boost/test/unit_test.hpp>

#include "tests/unit/protocol/framing_support.hpp"

namespace baton::protocol::test {

using Messages = std::vector<std::string>;

BOOST_AUTO_TEST_SUITE(line_framing)

BOOST_AUTO_TEST_CASE(gives_each_line_without_its_end) {
  BOOST_TEST(messages_at_once("{\"a\":1}\n[2]\r\n{}\n") == (Messages{"{\"a\":1}", "[2]", "{}"}));
}

BOOST_AUTO_TEST_CASE(skips_blank_lines_before_and_between) {
  BOOST_TEST(messages_at_once("\n \r\n\t{}\n\n  \n\r\n[]\n") == (Messages{"{}", "[]"}));
}

BOOST_AUTO_TEST_CASE(gives_the_same_messages_however_the_bytes_are_sliced) {
  const std::string bytes = "\r\n {\"a\":\"long enough to be split\"}\r\n\n[1,2]\n{}\n";
  const Messages whole = messages_at_once(bytes);
  BOOST_REQUIRE(whole.size() == 3U);

  for (std::size_t slice = 1; slice < bytes.size(); ++slice) {
    BOOST_TEST(messages_from(bytes, slice) == whole, "slices of " << slice);
  }
}

BOOST_AUTO_TEST_CASE(waits_for_the_end_of_the_line) {
  FrameReader reader(100);
  reader.feed("{\"a\":");
  BOOST_TEST(!reader.next().has_value());
  BOOST_TEST(reader.mid_message());

  reader.feed("1}\n");

  BOOST_TEST(reader.next().value() == "{\"a\":1}");
  BOOST_TEST(!reader.mid_message());
}

BOOST_AUTO_TEST_CASE(is_undecided_until_a_byte_that_is_not_blank) {
  FrameReader reader(100);
  reader.feed(" \r\n\n");
  BOOST_TEST(!reader.next().has_value());
  BOOST_TEST((reader.framing() == Framing::undecided));
  BOOST_TEST(!reader.mid_message());

  reader.feed("[");
  BOOST_TEST(!reader.next().has_value());

  BOOST_TEST((reader.framing() == Framing::lines));
}

BOOST_AUTO_TEST_CASE(takes_garbage_for_a_line) {
  BOOST_TEST(messages_at_once("GET / HTTP/1.1\r\n") == (Messages{"GET / HTTP/1.1"}));
  BOOST_TEST(messages_at_once(std::string_view("\0\xFF\n", 3)) ==
             (Messages{std::string("\0\xFF", 2)}));
}

BOOST_AUTO_TEST_CASE(accepts_a_message_of_exactly_the_limit) {
  const std::string largest = "\"" + std::string(98, 'x') + "\"";

  for (const std::size_t slice : {1U, 7U, 200U}) {
    BOOST_TEST(messages_from(largest + "\n", slice) == (Messages{largest}));
    BOOST_TEST(messages_from(largest + "\r\n", slice) == (Messages{largest}));
  }
}

BOOST_AUTO_TEST_CASE(refuses_a_message_over_the_limit_before_its_end) {
  const std::string too_large = std::string(101, 'x');
  const Messages expected{"too_large: the message is larger than 100 bytes"};

  BOOST_TEST(messages_from(too_large, 200) == expected);
  BOOST_TEST(messages_from(too_large, 1) == expected);
  BOOST_TEST(messages_from(too_large + "\n", 200) == expected);
}

BOOST_AUTO_TEST_CASE(gives_the_messages_before_one_that_is_too_large) {
  BOOST_TEST(messages_at_once("{}\n" + std::string(101, 'x')) ==
             (Messages{"{}", "too_large: the message is larger than 100 bytes"}));
}

BOOST_AUTO_TEST_CASE(stays_failed_and_holds_nothing) {
  FrameReader reader(4);
  reader.feed("[1,2,3]\n");
  BOOST_CHECK_THROW(reader.next(), RpcError);

  reader.feed("{}\n");

  BOOST_CHECK_THROW(reader.next(), RpcError);
  BOOST_TEST(!reader.mid_message());
}

// Searching the whole line again for each byte would take 10^14 steps here, and moving it as many.
BOOST_AUTO_TEST_CASE(reads_a_large_line_byte_by_byte_in_linear_time) {
  const std::size_t size = 10'000'000;
  FrameReader reader(size);
  const std::string line(size, '1');
  for (const char& byte : line) {
    reader.feed({&byte, 1});
    if (reader.next()) BOOST_FAIL("a message before the line's end");
  }

  reader.feed("\n");

  BOOST_TEST(reader.next().value().size() == size);
}

BOOST_AUTO_TEST_CASE(is_written_with_one_line_end) {
  BOOST_TEST(frame(Framing::lines, "{}") == "{}\n");
  BOOST_TEST(frame(Framing::undecided, "{}") == "{}\n");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::protocol::test
