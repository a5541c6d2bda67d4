#include "client/print/output.hpp"

#include <cerrno>
#include <cstring>
#include <utility>

#include <sys/ioctl.h>
#include <unistd.h>

#include "client/failure.hpp"

namespace baton::client {

namespace {

constexpr std::size_t default_columns = 80;

std::string_view code_of(Style style) {
  switch (style) {
    case Style::plain:
      return {};
    case Style::bold:
      return "\x1b[1m";
    case Style::dim:
      return "\x1b[2m";
    case Style::red:
      return "\x1b[31m";
    case Style::green:
      return "\x1b[32m";
    case Style::yellow:
      return "\x1b[33m";
    case Style::blue:
      return "\x1b[34m";
    case Style::cyan:
      return "\x1b[36m";
  }
  return {};
}

}  // namespace

void Output::look_at_terminal(bool colour_allowed) {
  // One call answers both questions: it fails for everything that is not a terminal.
  winsize size{};
  if (::ioctl(fd_, TIOCGWINSZ, &size) != 0) return;
  terminal_ = true;
  colour_ = colour_allowed;
  columns_ = size.ws_col > 0 ? size.ws_col : default_columns;
}

void Output::pretend_terminal(std::size_t columns, bool colour) {
  terminal_ = true;
  colour_ = colour;
  columns_ = columns;
}

Output& Output::write(std::string_view text) {
  buffer_ += text;
  return *this;
}

Output& Output::write(std::string&& text) {
  if (!buffer_.empty()) return write(std::string_view(text));
  buffer_ = std::move(text);
  return *this;
}

std::string_view Output::begin(Style style) const {
  return colour_ ? code_of(style) : "";
}

std::string_view Output::end() const {
  return colour_ ? "\x1b[0m" : "";
}

std::string Output::styled(Style style, std::string_view text) const {
  if (!colour_ || style == Style::plain || text.empty()) return std::string(text);
  std::string result(begin(style));
  return result.append(text).append(end());
}

void Output::flush() {
  if (fd_ < 0) return;
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t written = ::write(fd_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      const std::string reason = std::strerror(errno);  // NOLINT(concurrency-mt-unsafe): one thread
      buffer_.clear();
      throw Failure(ExitCode::internal, "cannot write the output: " + reason);
    }
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
}

}  // namespace baton::client
