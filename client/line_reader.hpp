#pragma once
// A file line by line, however long it is.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace baton::client {

/// Reads a file descriptor, which stays the caller's, and holds no more than a line of it.
class LineReader {
 public:
  /// @param most_bytes the longest line that is read
  LineReader(int fd, std::size_t most_bytes) : fd_(fd), most_bytes_(most_bytes) {}

  /// Whether the file goes on with these bytes. Nothing is used up. @throws Failure as next()
  bool starts_with(std::string_view bytes);

  /// The next line without its end, good until the next call; nothing at the end of the file.
  ///
  /// @throws Failure refused when a line is too long, internal when the file cannot be read
  std::optional<std::string_view> next();

  /// Number of the line that next() returned last, from 1.
  std::int64_t line() const noexcept { return line_; }

 private:
  bool fill();

  int fd_;
  std::size_t most_bytes_;
  std::string buffer_;
  std::size_t used_ = 0;     // bytes that were given out
  std::size_t scanned_ = 0;  // no line end between used_ and here
  std::int64_t line_ = 0;
};

}  // namespace baton::client
