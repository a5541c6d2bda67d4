#include "daemon/rpc/dispatcher.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include "protocol/methods/search.hpp"

namespace {

using namespace baton;
using protocol::ErrorCode;
using protocol::SearchQueryParams;
using protocol::SearchQueryResult;

std::string serve(const rpc::Dispatcher& dispatcher, protocol::Request request) {
  boost::asio::io_context io;
  auto answer =
      boost::asio::co_spawn(io, dispatcher.serve({}, std::move(request)), boost::asio::use_future);
  io.run();
  return answer.get();
}

/// One method that answers with the query it was given as the snippet of one hit.
void add_echo(rpc::Dispatcher& dispatcher) {
  dispatcher.add(protocol::search_query,
                 [](const rpc::CallContext&,
                    const SearchQueryParams& params) -> boost::asio::awaitable<SearchQueryResult> {
                   if (params.query == "the store is in trouble")
                     throw std::runtime_error("secret detail");
                   SearchQueryResult result;
                   result.hits.emplace_back().snippet = params.query;
                   co_return result;
                 });
}

protocol::Request request(const char* method, boost::json::value params) {
  return {protocol::Id{std::int64_t{7}}, method, std::move(params)};
}

struct Fixture {
  rpc::Dispatcher dispatcher{nullptr};
  Fixture() { add_echo(dispatcher); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(dispatcher_of_methods, Fixture)

BOOST_AUTO_TEST_CASE(a_handler_gets_its_parameters_and_its_result_goes_back) {
  const std::string long_query = "a query that is longer than the short string buffer";
  const std::string answer = serve(dispatcher, request("search.query", {{"query", long_query}}));
  const auto json = boost::json::parse(answer);
  BOOST_TEST(json.at("id").as_int64() == 7);
  BOOST_TEST(json.at("result").at("hits").at(0).at("snippet").as_string() == long_query);
}

BOOST_AUTO_TEST_CASE(an_unknown_method_is_answered_with_the_nearest_name) {
  const std::string answer = serve(dispatcher, request("serch.query", {}));
  const auto json = boost::json::parse(answer);
  BOOST_TEST(json.at("error").at("code").as_int64() ==
             static_cast<int>(ErrorCode::method_not_found));
  BOOST_TEST(answer.find("did you mean \\\"search.query\\\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_wrong_parameter_is_named_by_its_path) {
  const std::string answer = serve(dispatcher, request("search.query", {{"query", 5}}));
  BOOST_TEST(answer.find("params.query: expected a string") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_a_handler_throws_stays_inside) {
  const std::string answer =
      serve(dispatcher, request("search.query", {{"query", "the store is in trouble"}}));
  BOOST_TEST(answer.find("secret detail") == std::string::npos);
  BOOST_TEST(answer.find("-32603") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_translated_exception_is_told) {
  rpc::Dispatcher translating([](const std::exception&) {
    return std::make_unique<protocol::RpcError>(ErrorCode::storage, "the disk is full");
  });
  add_echo(translating);
  const std::string answer =
      serve(translating, request("search.query", {{"query", "the store is in trouble"}}));
  BOOST_TEST(answer.find("the disk is full") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_notification_is_served_and_not_answered) {
  protocol::Request notification =
      request("search.query", {{"query", "anything that is long enough"}});
  notification.id.reset();
  const std::string answer = serve(dispatcher, std::move(notification));
  BOOST_TEST(answer.empty());
}

BOOST_AUTO_TEST_CASE(a_method_cannot_be_registered_twice) {
  BOOST_CHECK_THROW(add_echo(dispatcher), std::logic_error);
}

BOOST_AUTO_TEST_SUITE_END()
