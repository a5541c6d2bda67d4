#include "daemon/rpc/connection.hpp"

#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include "daemon/rpc/dispatcher.hpp"
#include "daemon/rpc/event_bus.hpp"
#include "protocol/methods/event.hpp"
#include "protocol/methods/search.hpp"

namespace {

using namespace baton;
namespace asio = boost::asio;
using asio::local::stream_protocol;

/// A connection served on a thread of its own, and the blocking peer of it.
struct Fixture {
  asio::io_context io;
  asio::io_context peer_io;
  rpc::Dispatcher dispatcher{nullptr};
  rpc::EventBus bus;
  stream_protocol::socket peer{peer_io};
  std::shared_ptr<rpc::Connection> connection;
  std::thread thread;
  std::string buffer;

  Fixture() {
    dispatcher.add(protocol::search_query,
                   [](const rpc::CallContext&, const protocol::SearchQueryParams& params)
                       -> asio::awaitable<protocol::SearchQueryResult> {
                     protocol::SearchQueryResult result;
                     result.hits.emplace_back().snippet = params.query;
                     co_return result;
                   });
  }

  void start(rpc::ConnectionLimits limits = {}) {
    stream_protocol::socket served(io);
    asio::local::connect_pair(served, peer);
    served.non_blocking(true);
    connection = std::make_shared<rpc::Connection>(std::move(served), dispatcher, limits);
    asio::co_spawn(io, connection->run(), asio::detached);
    thread = std::thread([this] { io.run(); });
  }

  ~Fixture() {
    boost::system::error_code ignored;
    peer.close(ignored);
    if (thread.joinable()) thread.join();
  }

  void send(const std::string& bytes) { asio::write(peer, asio::buffer(bytes)); }

  std::string read_line() {
    const std::size_t size = asio::read_until(peer, asio::dynamic_buffer(buffer), '\n');
    std::string line = buffer.substr(0, size);
    buffer.erase(0, size);
    return line;
  }

  bool hung_up() {
    boost::system::error_code error;
    asio::read_until(peer, asio::dynamic_buffer(buffer), '\n', error);
    return error == asio::error::eof;
  }
};

std::string query_line(int id, const std::string& query) {
  return R"({"jsonrpc":"2.0","id":)" + std::to_string(id) +
         R"(,"method":"search.query","params":{"query":")" + query + "\"}}\n";
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(connection_to_a_client, Fixture)

BOOST_AUTO_TEST_CASE(a_line_is_answered_with_a_line) {
  start();
  send(query_line(1, "a query longer than fifteen characters"));
  BOOST_TEST(read_line().find("a query longer than fifteen characters") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(content_length_is_answered_with_content_length) {
  start();
  const std::string body =
      R"({"jsonrpc":"2.0","id":1,"method":"search.query","params":{"query":"headers"}})";
  send("Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  BOOST_TEST(read_line().starts_with("Content-Length: "));
}

BOOST_AUTO_TEST_CASE(many_requests_in_one_write_are_all_answered) {
  start();
  std::string requests;
  for (int i = 0; i < 300; ++i) requests += query_line(i, "one of three hundred requests");
  send(requests);
  int answers = 0;
  while (answers < 300 && !read_line().empty()) ++answers;
  BOOST_TEST(answers == 300);
}

BOOST_AUTO_TEST_CASE(a_peer_that_shuts_down_its_writing_side_gets_its_answer) {
  start();
  send(query_line(1, "the last request of this client"));
  peer.shutdown(stream_protocol::socket::shutdown_send);
  BOOST_TEST(read_line().find("the last request") != std::string::npos);
  BOOST_TEST(hung_up());
}

BOOST_AUTO_TEST_CASE(garbage_is_answered_with_a_parse_error_and_the_connection_goes_on) {
  start();
  send("this is no JSON\n");
  BOOST_TEST(read_line().find("-32700") != std::string::npos);
  send(query_line(2, "still served after the garbage"));
  BOOST_TEST(read_line().find("still served") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_message_over_the_limit_is_refused_and_the_peer_hung_up_on) {
  start({.max_message_bytes = 1000});
  send("Content-Length: 1073741824\r\n\r\n");
  BOOST_TEST(read_line().starts_with("Content-Length: "));
  BOOST_TEST(hung_up() == false);  // the rest of the answer
  while (!hung_up()) buffer.clear();
}

BOOST_AUTO_TEST_CASE(a_batch_is_answered_with_an_array) {
  start();
  std::string one = query_line(1, "first of the batch");
  std::string two = query_line(2, "second of the batch");
  one.pop_back();
  two.pop_back();
  send("[" + one + "," + two + "]\n");
  const auto answers = boost::json::parse(read_line());
  BOOST_TEST(answers.as_array().size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_subscriber_hears_of_its_topic_only) {
  start();
  asio::post(io, [this] {
    bus.subscribe(connection, {"handoff"});
    bus.publish(protocol::event_turns, {.project_id = 1, .session_id = 2, .turns = 3});
    bus.publish(protocol::event_handoff, {.project_id = 4, .version = 5});
  });
  BOOST_TEST(read_line().find("event.handoff") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
