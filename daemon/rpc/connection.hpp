#pragma once
// One client: reads its messages, has them served side by side, writes the answers in the framing
// it speaks.

#include <cstddef>
#include <deque>
#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>

#include "protocol/envelope.hpp"
#include "protocol/framing.hpp"

namespace baton::rpc {

class Dispatcher;

/// Bounds of one connection.
struct ConnectionLimits {
  std::size_t max_message_bytes =
      16U << 20U;                  ///< a longer message is answered with too_large, then hung up
  std::size_t max_in_flight = 64;  ///< messages being served at once; then reading pauses
  std::size_t max_unsent_bytes = 32U
                                 << 20U;  ///< answers the peer does not read; then reading pauses
};

/// One connection. Owned by its own coroutines: it lives until the peer hangs up or close() is
/// called. Runs on the io thread only.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(boost::asio::local::stream_protocol::socket socket, const Dispatcher& dispatcher,
             ConnectionLimits limits);

  /// Serves the peer until it hangs up, then waits for what is in flight: a peer that has shut down
  /// its writing side still gets its answers.
  boost::asio::awaitable<void> run();

  /// Sends a notification. One that comes while the peer has too much unread is dropped: it is
  /// news, not data.
  void notify(const std::string& text);

  /// Hangs up; run() ends soon after.
  void close();

 private:
  boost::asio::awaitable<bool> read_some();
  boost::asio::awaitable<void> wait_for_room();
  boost::asio::awaitable<void> wait_until_idle();
  boost::asio::awaitable<void> serve(protocol::Message message);
  boost::asio::awaitable<void> write_all();
  bool serve_buffered();
  void serve_last_line();
  void send(const std::string& text);
  void start(protocol::Message message);
  bool is_full() const;

  boost::asio::local::stream_protocol::socket socket_;
  const Dispatcher& dispatcher_;
  const ConnectionLimits limits_;
  protocol::FrameReader reader_;
  std::string chunk_;
  std::deque<std::string> unsent_;
  std::size_t unsent_bytes_ = 0;
  std::size_t in_flight_ = 0;
  bool writing_ = false;
  boost::asio::steady_timer
      changed_;  // never expires; cancelled whenever in_flight_ or unsent_bytes_ shrinks
};

}  // namespace baton::rpc
