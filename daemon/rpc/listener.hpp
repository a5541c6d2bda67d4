#pragma once
// Accepts connections and keeps count of them.

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>

#include "daemon/rpc/connection.hpp"
#include "daemon/rpc/listening_socket.hpp"

namespace baton::rpc {

/// Accepts peers of our own user and runs a Connection for each. Runs on the io thread.
class Listener {
 public:
  /// @param max_connections further peers are told `busy` and hung up on
  Listener(boost::asio::io_context& io, ListeningSocket socket, const Dispatcher& dispatcher,
           ConnectionLimits limits, std::size_t max_connections);

  /// Begins to accept.
  void start();
  /// Stops accepting, hangs up on everybody and removes the socket file.
  void stop();

  std::size_t connections() const { return connections_.size(); }
  const std::string& path() const { return listening_.path; }

 private:
  boost::asio::awaitable<void> accept_all();
  void admit(boost::asio::local::stream_protocol::socket socket);
  boost::asio::awaitable<void> serve(std::uint64_t key, std::shared_ptr<Connection> connection);

  boost::asio::io_context& io_;
  ListeningSocket listening_;
  boost::asio::local::stream_protocol::acceptor acceptor_;
  boost::asio::steady_timer retry_;
  const Dispatcher& dispatcher_;
  ConnectionLimits limits_;
  std::size_t max_connections_;
  std::uint64_t next_key_ = 0;
  std::map<std::uint64_t, std::shared_ptr<Connection>> connections_;
};

}  // namespace baton::rpc
