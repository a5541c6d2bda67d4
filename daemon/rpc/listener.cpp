#include "daemon/rpc/listener.hpp"

#include <chrono>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <spdlog/spdlog.h>

#include "protocol/envelope.hpp"

namespace baton::rpc {

namespace asio = boost::asio;
using asio::local::stream_protocol;

namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
/// Out of descriptors: accept() would fail again at once, so give connections time to end.
constexpr std::chrono::milliseconds accept_pause{100};

/// Tells a peer why it is not served, if its socket takes that at once.
void refuse(stream_protocol::socket& socket, protocol::ErrorCode code, const std::string& why) {
  const protocol::RpcError error(code, why);
  const std::string text =
      protocol::frame(protocol::Framing::lines, protocol::make_error(nullptr, error));
  boost::system::error_code ignored;
  socket.non_blocking(true, ignored);
  socket.write_some(asio::buffer(text), ignored);
}

}  // namespace

Listener::Listener(asio::io_context& io, ListeningSocket socket, const Dispatcher& dispatcher,
                   ConnectionLimits limits, std::size_t max_connections)
    : io_(io),
      listening_(std::move(socket)),
      acceptor_(io, stream_protocol(), listening_.descriptor),
      retry_(io),
      dispatcher_(dispatcher),
      limits_(limits),
      max_connections_(max_connections) {}

void Listener::start() {
  asio::co_spawn(io_, accept_all(), asio::detached);
}

asio::awaitable<void> Listener::accept_all() {
  while (acceptor_.is_open()) {
    auto [error, socket] = co_await acceptor_.async_accept(as_result);
    if (!acceptor_.is_open() || error == asio::error::operation_aborted) co_return;
    if (error) {
      spdlog::warn("cannot accept a connection: {}", error.message());
      retry_.expires_after(accept_pause);
      co_await retry_.async_wait(as_result);
      continue;
    }
    admit(std::move(socket));
  }
}

void Listener::admit(stream_protocol::socket socket) {
  using protocol::ErrorCode;
  if (!is_own_peer(socket.native_handle())) {
    spdlog::warn("refused a connection from another user");
    refuse(socket, ErrorCode::denied, "this daemon serves the user it runs as, nobody else");
    return;
  }
  if (connections_.size() >= max_connections_) {
    refuse(socket, ErrorCode::busy,
           "too many connections (" + std::to_string(max_connections_) +
               "); close some and try again");
    return;
  }
  boost::system::error_code ignored;
  socket.non_blocking(true, ignored);
  const std::uint64_t key = next_key_++;
  auto connection = std::make_shared<Connection>(std::move(socket), dispatcher_, limits_);
  connections_.emplace(key, connection);
  asio::co_spawn(io_, serve(key, std::move(connection)), asio::detached);
}

asio::awaitable<void> Listener::serve(std::uint64_t key, std::shared_ptr<Connection> connection) {
  co_await connection->run();
  connections_.erase(key);
}

void Listener::stop() {
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  retry_.cancel();
  for (auto& [key, connection] : connections_) connection->close();
  remove_socket_file(listening_);
}

}  // namespace baton::rpc
