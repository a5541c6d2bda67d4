#pragma once
// Cuts a stream of bytes into messages. Knows nothing of sockets, nor of what a message says.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/errors.hpp"

namespace baton::protocol {

/// How messages follow each other on a connection.
enum class Framing {
  undecided,  ///< nothing but blanks has come
  lines,      ///< one JSON text per line: for people, socat and jq
  headers,    ///< `Content-Length` headers before each, as in the Language Server Protocol: for
              ///< editors
};

/// The longest block of headers that is read, in bytes.
inline constexpr std::size_t max_header_bytes = 8192;

/// Finds the messages in the bytes of one connection, however they are sliced.
///
/// The first byte that is not blank decides the framing: a `C` or `c` begins a header, for no JSON
/// text begins so; everything else is taken as lines, so that garbage is answered by a parse error
/// that a person can read. Each byte is looked at once.
///
/// Feed a slice, then call next() until it returns nothing, before feeding more; then the reader
/// never holds more than one incomplete message within its limit, one block of headers and one
/// slice.
///
/// Not thread-safe: one thread at a time.
class FrameReader {
 public:
  /// @param max_message_bytes the largest message that is accepted, without its framing
  explicit FrameReader(std::size_t max_message_bytes) : max_message_bytes_(max_message_bytes) {}

  /// Appends bytes as they came; after next() has thrown they are dropped.
  void feed(std::string_view bytes);

  /// The next complete message, without its framing, or nothing until more bytes are fed. Blank
  /// lines between lines are skipped. The view is good until the next call of feed() or next().
  ///
  /// @throws RpcError too_large as soon as a message is known to be over the limit, or parse_error
  /// for
  ///         headers that are wrong. Nothing after it can be read: each later call throws the same,
  ///         and the connection should be closed once the error is sent.
  std::optional<std::string_view> next();

  /// The framing of the connection, for the answers.
  Framing framing() const noexcept { return framing_; }

  /// Whether the bytes end within a message: a peer that closes now has broken off.
  bool mid_message() const noexcept { return begin_ < buffer_.size() || body_bytes_.has_value(); }

 private:
  void decide();
  std::optional<std::string_view> next_line();
  std::optional<std::string_view> next_body();
  std::optional<std::string_view> take_text_line();
  bool read_headers();
  void read_header(std::string_view line);
  void set_length(std::string_view digits);
  void check_header_bytes(std::size_t bytes);
  [[noreturn]] void fail_too_large();
  [[noreturn]] void fail(ErrorCode code, const std::string& message);

  std::size_t max_message_bytes_;
  Framing framing_ = Framing::undecided;
  std::string buffer_;
  std::size_t begin_ = 0;    // of what has not been returned yet
  std::size_t scanned_ = 0;  // no line end between begin_ and here
  std::size_t header_bytes_ = 0;
  std::optional<std::size_t> length_;      // the Content-Length of the headers being read
  std::optional<std::size_t> body_bytes_;  // set while the body is awaited
  std::optional<RpcError> failure_;
};

/// A message as it goes over the wire. Any thread.
///
/// @param framing of the connection; undecided counts as lines
/// @param json    one JSON text; for lines it must not contain a line end, as serialised JSON never
/// does
std::string frame(Framing framing, std::string_view json);

}  // namespace baton::protocol
