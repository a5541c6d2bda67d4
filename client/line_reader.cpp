#include "client/line_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <unistd.h>

#include "client/failure.hpp"

namespace baton::client {

namespace {

constexpr std::size_t chunk_bytes = 256U << 10U;

}  // namespace

bool LineReader::fill() {
  buffer_.erase(0, used_);
  scanned_ -= used_;
  used_ = 0;
  const std::size_t before = buffer_.size();
  if (before > most_bytes_) {
    throw Failure(ExitCode::refused, "line " + std::to_string(line_ + 1) + " is longer than " +
                                         std::to_string(most_bytes_ >> 20U) + " MiB");
  }
  buffer_.resize(before + chunk_bytes);
  ssize_t got = 0;
  do {
    got = ::read(fd_, buffer_.data() + before, chunk_bytes);
  } while (got < 0 && errno == EINTR);
  buffer_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  if (got < 0) {
    const std::string reason = std::strerror(errno);  // NOLINT(concurrency-mt-unsafe): one thread
    throw Failure(ExitCode::internal, "cannot read: " + reason);
  }
  return got > 0;
}

bool LineReader::starts_with(std::string_view bytes) {
  while (buffer_.size() - used_ < bytes.size() && fill()) {
  }
  return std::string_view(buffer_).substr(used_).starts_with(bytes);
}

std::optional<std::string_view> LineReader::next() {
  std::size_t end = buffer_.find('\n', std::max(scanned_, used_));
  while (end == std::string::npos) {
    scanned_ = buffer_.size();
    if (!fill()) break;
    end = buffer_.find('\n', scanned_);
  }
  if (end == std::string::npos && used_ == buffer_.size()) return std::nullopt;
  end = std::min(end, buffer_.size());
  const std::string_view line = std::string_view(buffer_).substr(used_, end - used_);
  used_ = std::min(end + 1, buffer_.size());
  scanned_ = used_;
  ++line_;
  return line;
}

}  // namespace baton::client
