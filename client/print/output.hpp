#pragma once
// Where a command prints: a buffer that goes out in one write, and what is known of its reader.

#include <cstddef>
#include <string>
#include <string_view>

namespace baton::client {

/// How a piece of text stands out, where there is colour.
enum class Style { plain, bold, dim, red, green, yellow, blue, cyan };

/// Collects what is printed. Not thread-safe.
class Output {
 public:
  /// Prints to a file descriptor, which stays the caller's.
  ///
  /// @param fd -1 only collects, which is how tests read what was printed
  explicit Output(int fd) : fd_(fd) {}

  /// Finds out whether a person reads: whether it is a terminal, how wide, and whether colour is
  /// welcome.
  ///
  /// @param colour_allowed false for --no-color and NO_COLOR
  void look_at_terminal(bool colour_allowed);

  /// From now on nothing is coloured.
  void disable_colour() noexcept { colour_ = false; }

  /// Appends text as it is.
  Output& write(std::string_view text);
  Output& write(const char* text) { return write(std::string_view(text)); }
  Output& write(const std::string& text) { return write(std::string_view(text)); }

  /// Appends text as it is, without a copy when it is the first.
  Output& write(std::string&& text);

  /// Appends text in a style; the style is left out where there is no colour.
  Output& write(Style style, std::string_view text) { return write(styled(style, text)); }

  /// The text between the codes of a style, or alone where there is no colour.
  std::string styled(Style style, std::string_view text) const;
  /// The code that begins a style, and the one that ends all; empty where there is no colour.
  std::string_view begin(Style style) const;
  std::string_view end() const;

  /// Writes out what was collected.
  ///
  /// @throws Failure internal when it cannot be written, e.g. to a full disk
  void flush();

  bool is_terminal() const noexcept { return terminal_; }
  /// Width in columns; 0 when there is no limit because nobody watches.
  std::size_t columns() const noexcept { return columns_; }
  /// What was printed and not flushed.
  const std::string& text() const noexcept { return buffer_; }

  /// Pretends to be a terminal: for tests.
  void pretend_terminal(std::size_t columns, bool colour);

 private:
  int fd_;
  bool terminal_ = false;
  bool colour_ = false;
  std::size_t columns_ = 0;
  std::string buffer_;
};

}  // namespace baton::client
