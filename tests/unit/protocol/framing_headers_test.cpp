#include <boost/test/unit_test.hpp>

#include "tests/unit/protocol/framing_support.hpp"

namespace baton::protocol::test {

using Messages = std::vector<std::string>;

BOOST_AUTO_TEST_SUITE(header_framing)

BOOST_AUTO_TEST_CASE(gives_the_body) {
  BOOST_TEST(messages_at_once("Content-Length: 7\r\n\r\n{\"a\":1}") == (Messages{"{\"a\":1}"}));
}

BOOST_AUTO_TEST_CASE(ignores_other_headers_and_the_case_of_names) {
  BOOST_TEST(messages_at_once("content-type: application/vscode-jsonrpc; charset=utf-8\r\n"
                              "X-Other:\r\nCONTENT-LENGTH:2\r\n\r\n{}") == (Messages{"{}"}));
}

BOOST_AUTO_TEST_CASE(gives_pipelined_messages_whatever_they_contain) {
  BOOST_TEST(messages_at_once("Content-Length: 4\r\n\r\n[\r\n]Content-Length: 0\r\n\r\n"
                              "Content-Length: 2\r\n\r\n{}") == (Messages{"[\r\n]", "", "{}"}));
}

BOOST_AUTO_TEST_CASE(gives_the_same_messages_however_the_bytes_are_sliced) {
  const std::string bytes =
      "\r\nContent-Type: x\r\nContent-Length: 12\r\n\r\n{\"a\":\"\n\r\n\"}\n"
      "Content-Length: 2\r\n\r\n{}";
  const Messages whole = messages_at_once(bytes);
  BOOST_REQUIRE(whole.size() == 2U);

  for (std::size_t slice = 1; slice < bytes.size(); ++slice) {
    BOOST_TEST(messages_from(bytes, slice) == whole, "slices of " << slice);
  }
}

BOOST_AUTO_TEST_CASE(knows_when_it_is_within_a_message) {
  FrameReader reader(100);
  reader.feed("Content-Length: 2\r\n\r\n");
  BOOST_TEST(!reader.next().has_value());
  BOOST_TEST(reader.mid_message());

  reader.feed("{}");

  BOOST_TEST(reader.next().value() == "{}");
  BOOST_TEST(!reader.mid_message());
}

BOOST_AUTO_TEST_CASE(refuses_a_length_over_the_limit_before_the_body) {
  const Messages expected{"too_large: the message is larger than 100 bytes"};

  BOOST_TEST(messages_at_once("Content-Length: 101\r\n") == expected);
  BOOST_TEST(messages_at_once("Content-Length: 99999999999999999999999999\r\n") == expected);
}

BOOST_AUTO_TEST_CASE(refuses_a_length_that_is_not_a_number) {
  const Messages expected{"parse_error: Content-Length is not a number of bytes"};

  for (const std::string length :
       {"", "ten", "-1", "+1", "1.0", "0x10", "1 2", "99999999999999999999x"}) {
    BOOST_TEST(messages_at_once("Content-Length: " + length + "\r\n\r\n") == expected, length);
  }
}

BOOST_AUTO_TEST_CASE(refuses_two_lengths) {
  BOOST_TEST(messages_at_once("Content-Length: 2\r\ncontent-length: 2\r\n\r\n{}") ==
             (Messages{"parse_error: there are two Content-Length headers"}));
}

BOOST_AUTO_TEST_CASE(refuses_headers_without_a_length) {
  BOOST_TEST(messages_at_once("Content-Type: x\r\n\r\n{}") ==
             (Messages{"parse_error: there is no Content-Length header"}));
}

BOOST_AUTO_TEST_CASE(refuses_a_line_that_is_not_a_header) {
  const Messages expected{"parse_error: a header has the form `Name: value`"};

  BOOST_TEST(messages_at_once("Content-Length 2\r\n") == expected);
  BOOST_TEST(messages_at_once("Content-Type: x\r\n: 2\r\n") == expected);
}

BOOST_AUTO_TEST_CASE(refuses_endless_headers_even_without_a_line_end) {
  const Messages expected{"parse_error: the headers are longer than 8192 bytes"};
  std::string many;
  while (many.size() <= max_header_bytes) many += "C: some header\r\n";

  BOOST_TEST(messages_from(std::string(max_header_bytes + 1, 'c'), 1000) == expected);
  BOOST_TEST(messages_from(many, 1) == expected);
  BOOST_TEST(messages_from(many, many.size()) == expected);
}

BOOST_AUTO_TEST_CASE(gives_the_messages_before_a_bad_header) {
  BOOST_TEST(messages_at_once("Content-Length: 2\r\n\r\n{}{}\r\n") ==
             (Messages{"{}", "parse_error: a header has the form `Name: value`"}));
}

BOOST_AUTO_TEST_CASE(is_written_with_the_length_in_bytes) {
  BOOST_TEST(frame(Framing::headers, "\"\xC3\xA9\"") == "Content-Length: 4\r\n\r\n\"\xC3\xA9\"");
}

BOOST_AUTO_TEST_CASE(reads_what_it_wrote) {
  const std::string bytes = frame(Framing::headers, "{}") + frame(Framing::headers, "[1]");

  BOOST_TEST(messages_from(bytes, 5) == (Messages{"{}", "[1]"}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::protocol::test
