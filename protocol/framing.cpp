#include "protocol/framing.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <utility>

namespace baton::protocol {

namespace {

// A buffer that one large message has blown up is given back; a daemon idles most of its life.
constexpr std::size_t kept_capacity = 65536;

constexpr std::string_view blanks = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

void FrameReader::feed(std::string_view bytes) {
  if (failure_) return;
  // What is left is at most an incomplete message whose bytes came in the last slice, or nothing
  // was returned since the last feed and begin_ is 0: so each byte moves at most once.
  if (begin_ > 0) {
    buffer_.erase(0, begin_);
    scanned_ -= begin_;
    begin_ = 0;
    if (buffer_.empty() && buffer_.capacity() > kept_capacity) std::string().swap(buffer_);
  }
  buffer_.append(bytes);
}

std::optional<std::string_view> FrameReader::next() {
  if (failure_) throw RpcError(*failure_);
  if (framing_ == Framing::undecided) decide();
  switch (framing_) {
    case Framing::undecided:
      return std::nullopt;
    case Framing::lines:
      return next_line();
    case Framing::headers:
      return next_body();
  }
  return std::nullopt;
}

void FrameReader::decide() {
  const std::size_t first = buffer_.find_first_not_of(blanks, begin_);
  begin_ = std::min(first, buffer_.size());
  scanned_ = begin_;
  if (begin_ == buffer_.size()) return;
  framing_ = lower(buffer_[begin_]) == 'c' ? Framing::headers : Framing::lines;
}

/// The bytes up to the next line end, which is consumed with them; nothing when it has not come
/// yet.
std::optional<std::string_view> FrameReader::take_text_line() {
  const std::size_t end = buffer_.find('\n', scanned_);
  if (end == std::string::npos) {
    scanned_ = buffer_.size();
    return std::nullopt;
  }
  std::string_view line = std::string_view(buffer_).substr(begin_, end - begin_);
  if (line.ends_with('\r')) line.remove_suffix(1);
  begin_ = scanned_ = end + 1;
  return line;
}

std::optional<std::string_view> FrameReader::next_line() {
  while (const auto line = take_text_line()) {
    if (line->size() > max_message_bytes_) fail_too_large();
    if (!trimmed(*line).empty()) return line;
  }
  // A carriage return at the very end may belong to a line end that is still on its way.
  std::size_t pending = buffer_.size() - begin_;
  if (pending > 0 && buffer_.back() == '\r') --pending;
  if (pending > max_message_bytes_) fail_too_large();
  return std::nullopt;
}

std::optional<std::string_view> FrameReader::next_body() {
  if (!body_bytes_ && !read_headers()) return std::nullopt;
  if (buffer_.size() - begin_ < *body_bytes_) return std::nullopt;
  const std::string_view body = std::string_view(buffer_).substr(begin_, *body_bytes_);
  begin_ += body.size();
  scanned_ = begin_;
  body_bytes_.reset();
  return body;
}

/// Reads header lines; true once the empty line after them has been read and body_bytes_ is known.
bool FrameReader::read_headers() {
  for (std::size_t line_begin = begin_; const auto line = take_text_line(); line_begin = begin_) {
    header_bytes_ += begin_ - line_begin;
    check_header_bytes(header_bytes_);
    if (!line->empty()) {
      read_header(*line);
      continue;
    }
    if (!length_) fail(ErrorCode::parse_error, "there is no Content-Length header");
    body_bytes_ = std::exchange(length_, std::nullopt);
    header_bytes_ = 0;
    return true;
  }
  check_header_bytes(header_bytes_ + (buffer_.size() - begin_));
  return false;
}

void FrameReader::check_header_bytes(std::size_t bytes) {
  if (bytes <= max_header_bytes) return;
  fail(ErrorCode::parse_error,
       "the headers are longer than " + std::to_string(max_header_bytes) + " bytes");
}

void FrameReader::read_header(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) {
    fail(ErrorCode::parse_error, "a header has the form `Name: value`");
  }
  const bool is_length = equal_ignoring_case(trimmed(line.substr(0, colon)), "Content-Length");
  if (is_length) set_length(trimmed(line.substr(colon + 1)));
}

void FrameReader::set_length(std::string_view digits) {
  if (length_) fail(ErrorCode::parse_error, "there are two Content-Length headers");
  std::size_t length = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, length);
  const bool is_number = !digits.empty() && stop == end && error != std::errc::invalid_argument;
  if (!is_number) fail(ErrorCode::parse_error, "Content-Length is not a number of bytes");
  const bool overflows = error == std::errc::result_out_of_range;
  if (overflows || length > max_message_bytes_) fail_too_large();
  length_ = length;
}

void FrameReader::fail_too_large() {
  fail(ErrorCode::too_large,
       "the message is larger than " + std::to_string(max_message_bytes_) + " bytes");
}

void FrameReader::fail(ErrorCode code, const std::string& message) {
  std::string().swap(buffer_);
  begin_ = scanned_ = 0;
  failure_.emplace(code, message);
  throw RpcError(*failure_);
}

std::string frame(Framing framing, std::string_view json) {
  std::string framed;
  if (framing == Framing::headers) {
    framed = "Content-Length: " + std::to_string(json.size()) + "\r\n\r\n";
    framed.reserve(framed.size() + json.size());
    return framed.append(json);
  }
  assert(json.find('\n') == std::string_view::npos);
  framed.reserve(json.size() + 1);
  framed.append(json).push_back('\n');
  return framed;
}

}  // namespace baton::protocol
