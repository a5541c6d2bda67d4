#include "client/connection.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

namespace baton::client {

namespace {

// More than any answer is meant to be; it only keeps a broken peer from filling the memory.
constexpr std::size_t max_answer_bytes = std::size_t{256} << 20U;
// Room for a handoff and its envelope, so that it comes in one read.
constexpr std::size_t read_bytes = std::size_t{64} << 10U;
constexpr std::size_t max_kept_news = 10'000;

std::string reason(int error) {
  return std::strerror(error);  // NOLINT(concurrency-mt-unsafe): this program has one thread
}

timeval to_timeval(std::chrono::milliseconds time) {
  return {time.count() / 1000, static_cast<suseconds_t>(time.count() % 1000 * 1000)};
}

}  // namespace

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  if (this != &other) {
    close();
    fd_ = other.release();
  }
  return *this;
}

void FileDescriptor::close() noexcept {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

int FileDescriptor::release() noexcept {
  return std::exchange(fd_, -1);
}

FileDescriptor connect_socket(const std::string& path, std::chrono::milliseconds timeout) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) {
    errno = ENAMETOOLONG;
    return {};
  }
  path.copy(address.sun_path, path.size());
  FileDescriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!socket) return {};
  // Without it a daemon that hangs with a full backlog would hold connect() for ever.
  const timeval limit = to_timeval(timeout);
  ::setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  while (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) !=
         0) {
    if (errno == EINTR) continue;
    const int error = errno;
    socket.close();
    errno = error;
    return {};
  }
  return socket;
}

bool wait_readable(int fd, Clock::time_point deadline) {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
    pollfd waiting{fd, POLLIN, 0};
    const int wait = static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 1'000'000'000));
    const int ready = ::poll(&waiting, 1, wait);
    if (ready > 0) return true;
    if (ready == 0) return false;
    if (errno != EINTR) return true;  // the read that follows reports what is wrong
  }
}

Connection::Connection(FileDescriptor socket, std::string where, std::chrono::milliseconds timeout)
    : socket_(std::move(socket)),
      where_(std::move(where)),
      timeout_(timeout),
      reader_(max_answer_bytes) {}

void Connection::fail_hung_up() const {
  throw Failure(ExitCode::unreachable,
                "the daemon at " + where_ +
                    " hung up before it answered; baton doctor shows where its log is");
}

void Connection::fail_timed_out() const {
  const double seconds = static_cast<double>(timeout_.count()) / 1000;
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%g", seconds);
  throw Failure(ExitCode::timed_out, "the daemon at " + where_ + " did not answer within " +
                                         text.data() + " s; --timeout SECONDS waits longer");
}

void Connection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) fail_timed_out();
    if (sent < 0 && errno == EPIPE) fail_hung_up();
    if (sent < 0)
      throw Failure(ExitCode::unreachable, "cannot send to " + where_ + ": " + reason(errno));
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

bool Connection::fill(Clock::time_point deadline) {
  if (!wait_readable(socket_.get(), deadline)) return false;
  // Not initialised: only what was read is looked at, and the pages beyond it are never touched.
  std::array<char, read_bytes> buffer;
  const ssize_t got = ::recv(socket_.get(), buffer.data(), buffer.size(), 0);
  if (got < 0 && errno == EINTR) return true;
  if (got == 0 || (got < 0 && errno == ECONNRESET)) fail_hung_up();
  if (got < 0)
    throw Failure(ExitCode::unreachable, "cannot read from " + where_ + ": " + reason(errno));
  reader_.feed({buffer.data(), static_cast<std::size_t>(got)});
  return true;
}

std::optional<protocol::Entry> Connection::receive(Clock::time_point deadline) {
  while (entries_.empty()) {
    try {
      if (const auto text = reader_.next()) {
        protocol::Message message = protocol::parse_message(*text);
        std::move(message.entries.begin(), message.entries.end(), std::back_inserter(entries_));
        continue;
      }
    } catch (const protocol::RpcError& error) {
      throw Failure(ExitCode::internal, "cannot read what " + where_ + " answers: " + error.what());
    }
    if (!fill(deadline)) return std::nullopt;
  }
  protocol::Entry entry = std::move(entries_.front());
  entries_.pop_front();
  return entry;
}

boost::json::value Connection::request(std::string_view method, const boost::json::value& params) {
  const auto deadline = Clock::now() + timeout_;
  const protocol::Id id = ++last_id_;
  send(protocol::frame(protocol::Framing::lines, protocol::make_request(id, method, params)));
  for (;;) {
    auto entry = receive(deadline);
    if (!entry) fail_timed_out();
    if (const auto* invalid = std::get_if<protocol::Invalid>(&*entry)) {
      throw Failure(ExitCode::internal,
                    "what answers at " + where_ +
                        " does not speak Baton's protocol: " + invalid->error.what());
    }
    if (auto* news = std::get_if<protocol::Request>(&*entry)) {
      if (news_.size() == max_kept_news) news_.pop_front();
      news_.push_back({std::move(news->method), std::move(news->params)});
      continue;
    }
    auto& response = std::get<protocol::Response>(*entry);
    // Errors about the connection itself bear no id.
    const bool about_connection =
        response.error && std::holds_alternative<std::nullptr_t>(response.id);
    if (response.id != id && !about_connection) continue;
    if (response.error) throw protocol::RpcError(*response.error);
    return std::move(response.result);
  }
}

std::optional<Notification> Connection::next_notification(std::chrono::milliseconds wait) {
  const auto deadline = Clock::now() + wait;
  while (news_.empty()) {
    auto entry = receive(deadline);
    if (!entry) return std::nullopt;
    if (auto* news = std::get_if<protocol::Request>(&*entry)) {
      news_.push_back({std::move(news->method), std::move(news->params)});
    }
  }
  Notification next = std::move(news_.front());
  news_.pop_front();
  return next;
}

}  // namespace baton::client
