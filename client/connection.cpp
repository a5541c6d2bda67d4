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
// Room for a handoff and its envelope, so that it comes in one read; more would cost page faults.
constexpr std::size_t first_read_bytes = std::size_t{12} << 10U;
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
    : socket_(std::move(socket)), where_(std::move(where)), timeout_(timeout) {}

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

// Kept apart from protocol::FrameReader, which serves both framings and copies each byte once more.
std::optional<std::string_view> Connection::next_line() {
  const std::string_view bytes = std::string_view(buffer_).substr(0, received_);
  const std::size_t end = bytes.find('\n', std::exchange(scanned_, received_));
  if (end == std::string_view::npos) return std::nullopt;
  scanned_ = end + 1;
  const std::size_t begin = std::exchange(used_, end + 1);
  return bytes.substr(begin, end - begin);
}

bool Connection::fill(Clock::time_point deadline) {
  if (!wait_readable(socket_.get(), deadline)) return false;
  buffer_.erase(0, used_);
  received_ -= used_;
  scanned_ -= std::exchange(used_, 0);
  if (received_ > max_answer_bytes) {
    throw Failure(ExitCode::internal, "what " + where_ + " answers has no end");
  }
  buffer_.resize(std::max({buffer_.size(), first_read_bytes, received_ + received_ / 2}));
  const ssize_t got =
      ::recv(socket_.get(), buffer_.data() + received_, buffer_.size() - received_, 0);
  if (got < 0 && errno == EINTR) return true;
  if (got == 0 || (got < 0 && errno == ECONNRESET)) fail_hung_up();
  if (got < 0) {
    throw Failure(ExitCode::unreachable, "cannot read from " + where_ + ": " + reason(errno));
  }
  received_ += static_cast<std::size_t>(got);
  return true;
}

std::optional<protocol::Entry> Connection::receive(Clock::time_point deadline) {
  while (entries_.empty()) {
    if (const auto line = next_line()) {
      protocol::Message message = protocol::parse_message(*line);
      std::move(message.entries.begin(), message.entries.end(), std::back_inserter(entries_));
    } else if (!fill(deadline)) {
      return std::nullopt;
    }
  }
  protocol::Entry entry = std::move(entries_.front());
  entries_.pop_front();
  return entry;
}

boost::json::value Connection::request(std::string_view method, const boost::json::value& params) {
  const auto deadline = Clock::now() + timeout_;
  const protocol::Id id = ++last_id_;
  send(protocol::make_request(id, method, params) + "\n");
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
