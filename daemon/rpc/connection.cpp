#include "daemon/rpc/connection.hpp"

#include <utility>
#include <vector>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <spdlog/spdlog.h>

#include "daemon/rpc/dispatcher.hpp"

namespace baton::rpc {

namespace asio = boost::asio;
using protocol::Invalid;
using protocol::Message;
using protocol::Request;
using protocol::RpcError;

namespace {

constexpr std::size_t read_bytes = 16U << 10U;
constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

}  // namespace

Connection::Connection(asio::local::stream_protocol::socket socket, const Dispatcher& dispatcher,
                       ConnectionLimits limits)
    : socket_(std::move(socket)),
      dispatcher_(dispatcher),
      limits_(limits),
      reader_(limits.max_message_bytes),
      changed_(socket_.get_executor(), asio::steady_timer::time_point::max()) {}

asio::awaitable<void> Connection::run() {
  const auto self = shared_from_this();
  while (serve_buffered()) {
    if (is_full()) {
      co_await wait_for_room();
    } else if (!co_await read_some()) {
      serve_last_line();
      break;
    }
  }
  co_await wait_until_idle();
  close();
}

asio::awaitable<bool> Connection::read_some() {
  // Idle connections hold no buffer: it is made for the read and given back.
  co_await socket_.async_wait(asio::socket_base::wait_read, as_result);
  chunk_.resize(read_bytes);
  boost::system::error_code error;
  const std::size_t size = socket_.read_some(asio::buffer(chunk_), error);
  if (error == asio::error::would_block || error == asio::error::interrupted) co_return true;
  if (error) co_return false;
  reader_.feed(std::string_view(chunk_).substr(0, size));
  chunk_ = {};
  co_return true;
}

bool Connection::serve_buffered() {
  if (!socket_.is_open()) return false;
  try {
    while (!is_full()) {
      const auto text = reader_.next();
      if (!text) return true;
      start(protocol::parse_message(*text));
    }
    return true;
  } catch (const RpcError& error) {
    // The stream cannot be followed any more; tell why, then hang up.
    send(protocol::make_error(nullptr, error));
    return false;
  }
}

/// `printf` into a pipe gives no line end; where the stream ends the last line is whole.
void Connection::serve_last_line() {
  if (reader_.framing() != protocol::Framing::lines || !reader_.mid_message()) return;
  reader_.feed("\n");
  serve_buffered();
}

void Connection::start(Message message) {
  ++in_flight_;
  const auto self = shared_from_this();
  asio::co_spawn(socket_.get_executor(), self->serve(std::move(message)), asio::detached);
}

asio::awaitable<void> Connection::serve(Message message) {
  const auto self = shared_from_this();
  std::vector<std::string> responses;
  for (protocol::Entry& entry : message.entries) {
    std::string response;
    if (auto* request = std::get_if<Request>(&entry)) {
      CallContext context{self};
      response = co_await dispatcher_.serve(std::move(context), std::move(*request));
    } else if (const auto* invalid = std::get_if<Invalid>(&entry)) {
      response = protocol::make_error(invalid->id, invalid->error);
    }  // A response to a request that we never sent is nothing to us.
    if (!response.empty()) responses.push_back(std::move(response));
  }
  if (message.is_batch) {
    send(protocol::make_batch(responses));
  } else if (!responses.empty()) {
    send(responses.front());
  }
  --in_flight_;
  changed_.cancel();
}

void Connection::notify(const std::string& text) {
  if (unsent_bytes_ < limits_.max_unsent_bytes) send(text);
}

void Connection::send(const std::string& text) {
  if (text.empty() || !socket_.is_open()) return;
  unsent_.push_back(protocol::frame(reader_.framing(), text));
  unsent_bytes_ += unsent_.back().size();
  if (writing_) return;
  writing_ = true;
  asio::co_spawn(socket_.get_executor(), write_all(), asio::detached);
}

asio::awaitable<void> Connection::write_all() {
  const auto self = shared_from_this();
  while (!unsent_.empty() && socket_.is_open()) {
    const asio::const_buffer buffer = asio::buffer(unsent_.front());
    const auto [error, size] = co_await asio::async_write(socket_, buffer, as_result);
    if (error) {
      close();
      break;
    }
    unsent_bytes_ -= unsent_.front().size();
    unsent_.pop_front();
    changed_.cancel();
  }
  writing_ = false;
  changed_.cancel();
}

bool Connection::is_full() const {
  return in_flight_ >= limits_.max_in_flight || unsent_bytes_ >= limits_.max_unsent_bytes;
}

asio::awaitable<void> Connection::wait_for_room() {
  while (is_full() && socket_.is_open()) co_await changed_.async_wait(as_result);
}

asio::awaitable<void> Connection::wait_until_idle() {
  while ((in_flight_ > 0 || writing_) && socket_.is_open()) co_await changed_.async_wait(as_result);
}

void Connection::close() {
  boost::system::error_code ignored;
  socket_.close(ignored);
  changed_.cancel();
}

}  // namespace baton::rpc
