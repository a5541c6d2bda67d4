#include "client/connection.hpp"

#include <array>
#include <string>

#include <boost/test/unit_test.hpp>
#include <sys/socket.h>
#include <unistd.h>

using namespace baton::client;
using namespace std::chrono_literals;

namespace {

// The two ends of a connected socket: what the daemon sends is written before it is asked.
struct Wire {
  FileDescriptor ours;
  FileDescriptor daemon;

  Wire() {
    std::array<int, 2> ends{};
    BOOST_REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) == 0);
    ours = FileDescriptor(ends[0]);
    daemon = FileDescriptor(ends[1]);
  }

  void sends(std::string_view bytes) const {
    BOOST_REQUIRE(::write(daemon.get(), bytes.data(), bytes.size()) ==
                  static_cast<ssize_t>(bytes.size()));
  }
};

ExitCode code_of(Connection& connection) {
  try {
    connection.request("m", nullptr);
  } catch (const Failure& failure) {
    return failure.code();
  }
  return ExitCode::ok;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(connection)

BOOST_AUTO_TEST_CASE(sends_a_line_and_reads_the_answer) {
  Wire wire;
  wire.sends("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"x\":2}}\n");
  Connection connection(std::move(wire.ours), "s", 2s);
  const auto result = connection.request("a.b", boost::json::object{{"p", 1}});
  BOOST_TEST(result.at("x").as_int64() == 2);
  std::array<char, 200> sent{};
  const ssize_t size = ::read(wire.daemon.get(), sent.data(), sent.size());
  BOOST_TEST(std::string_view(sent.data(), static_cast<std::size_t>(size)) ==
             "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a.b\",\"params\":{\"p\":1}}\n");
}

BOOST_AUTO_TEST_CASE(keeps_news_that_comes_in_between) {
  Wire wire;
  wire.sends(
      "{\"jsonrpc\":\"2.0\",\"method\":\"event.x\",\"params\":{\"n\":1}}\n"
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":true}\n"
      "{\"jsonrpc\":\"2.0\",\"method\":\"event.x\",\"params\":{\"n\":2}}\n");
  Connection connection(std::move(wire.ours), "s", 2s);
  BOOST_TEST(connection.request("m", nullptr).as_bool());
  BOOST_TEST(connection.next_notification(1s)->params.at("n").as_int64() == 1);
  BOOST_TEST(connection.next_notification(1s)->params.at("n").as_int64() == 2);
  BOOST_TEST(!connection.next_notification(10ms));
}

BOOST_AUTO_TEST_CASE(reads_an_answer_larger_than_its_buffer) {
  Wire wire;
  const std::string text(60'000, 'x');
  wire.sends("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"" + text +
             "\"}\n{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":3}\n");
  Connection connection(std::move(wire.ours), "s", 2s);
  BOOST_TEST((connection.request("m", nullptr).as_string() == text));
  BOOST_TEST(connection.request("m", nullptr).as_int64() == 3);
}

BOOST_AUTO_TEST_CASE(throws_what_the_daemon_refuses) {
  Wire wire;
  wire.sends(
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32001,\"message\":\"no session 9\"}}\n");
  Connection connection(std::move(wire.ours), "s", 2s);
  BOOST_CHECK_EXCEPTION(connection.request("m", nullptr), baton::protocol::RpcError,
                        [](const auto& error) {
                          return error.code() == baton::protocol::ErrorCode::not_found &&
                                 std::string(error.what()) == "no session 9";
                        });
}

BOOST_AUTO_TEST_CASE(takes_an_error_without_id_as_its_own) {
  Wire wire;
  wire.sends(
      "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32003,\"message\":\"busy\"}}\n");
  Connection connection(std::move(wire.ours), "s", 2s);
  BOOST_CHECK_THROW(connection.request("m", nullptr), baton::protocol::RpcError);
}

BOOST_AUTO_TEST_CASE(silence_hanging_up_and_noise_have_codes) {
  Wire silent;
  Connection waiting(std::move(silent.ours), "s", 30ms);
  BOOST_TEST((code_of(waiting) == ExitCode::timed_out));
  Wire closed;
  closed.sends("{\"jsonrpc\":");
  ::shutdown(closed.daemon.get(), SHUT_WR);
  Connection cut(std::move(closed.ours), "s", 2s);
  BOOST_TEST((code_of(cut) == ExitCode::unreachable));
  Wire gone;
  gone.daemon.close();
  Connection broken(std::move(gone.ours), "s", 2s);
  BOOST_TEST((code_of(broken) == ExitCode::unreachable));
  Wire noisy;
  noisy.sends("HTTP/1.1 400 Bad Request\r\n");
  Connection noise(std::move(noisy.ours), "s", 2s);
  BOOST_TEST((code_of(noise) == ExitCode::internal));
}

BOOST_AUTO_TEST_SUITE_END()
