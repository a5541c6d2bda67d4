#pragma once
// Numbers and texts as bytes, for state that is read back by the same program.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace baton::handoff {

/// Appends to a string of bytes.
class ByteWriter {
 public:
  /// Small numbers take one byte, seven bits to each.
  void number(std::uint64_t value);
  /// A number of -1 or more.
  void position(std::int32_t value) { number(static_cast<std::uint64_t>(value + 1)); }
  void flag(bool value) { number(value ? 1 : 0); }
  /// Exactly; 0 and short fractions take few bytes.
  void real(double value);
  void text(std::string_view value);
  /// Eight bytes, the lowest first.
  void fixed(std::uint64_t value);

  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

/// Reads what a `ByteWriter` wrote. Bytes that are something else make `is_good` false, for ever,
/// and every value 0; no bytes can make it read outside of them.
class ByteReader {
 public:
  /// The bytes must outlive it.
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t number();
  /// A number below `limit`.
  std::uint64_t number_below(std::uint64_t limit);
  std::uint32_t count() {
    return static_cast<std::uint32_t>(number_below(std::uint64_t{1} << 32U));
  }
  /// A number from -1 up to, not including, `limit`.
  std::int32_t position_below(std::int32_t limit);
  bool flag() { return number_below(2) == 1; }
  /// A finite number that is not negative.
  double real();
  std::string_view text();
  std::uint64_t fixed();
  /// The number of items that follow, each of at least one byte.
  std::size_t item_count();

  void fail() { is_good_ = false; }
  bool is_good() const { return is_good_; }
  bool is_at_end() const { return rest_.empty(); }

 private:
  std::string_view take(std::size_t bytes);

  std::string_view rest_;
  bool is_good_ = true;
};

}  // namespace baton::handoff
