#include "daemon/handoff/memory/bytes.hpp"

#include <bit>
#include <cmath>

namespace baton::handoff {
namespace {

/// The bytes in the opposite order: sums of few terms end in zeros, which `number` leaves out only
/// at the upper end.
std::uint64_t reversed(std::uint64_t value) {
  std::uint64_t result = 0;
  for (int i = 0; i < 8; ++i, value >>= 8U) result = result << 8U | (value & 0xffU);
  return result;
}

}  // namespace

void ByteWriter::number(std::uint64_t value) {
  for (; value >= 0x80; value >>= 7U) bytes_ += static_cast<char>(0x80U | (value & 0x7fU));
  bytes_ += static_cast<char>(value);
}

void ByteWriter::fixed(std::uint64_t value) {
  for (unsigned shift = 0; shift < 64; shift += 8) bytes_ += static_cast<char>(value >> shift);
}

void ByteWriter::real(double value) {
  number(reversed(std::bit_cast<std::uint64_t>(value)));
}

void ByteWriter::text(std::string_view value) {
  number(value.size());
  bytes_ += value;
}

std::string_view ByteReader::take(std::size_t bytes) {
  if (!is_good_ || bytes > rest_.size()) {
    is_good_ = false;
    return {};
  }
  const auto taken = rest_.substr(0, bytes);
  rest_.remove_prefix(bytes);
  return taken;
}

std::uint64_t ByteReader::number() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const auto byte = take(1);
    if (byte.empty()) return 0;
    const auto bits = static_cast<unsigned char>(byte.front());
    value |= static_cast<std::uint64_t>(bits & 0x7fU) << shift;
    if (bits < 0x80) return value;
  }
  is_good_ = false;
  return 0;
}

std::uint64_t ByteReader::number_below(std::uint64_t limit) {
  const auto value = number();
  if (value < limit) return value;
  is_good_ = false;
  return 0;
}

std::int32_t ByteReader::position_below(std::int32_t limit) {
  return static_cast<std::int32_t>(number_below(static_cast<std::uint64_t>(limit) + 1)) - 1;
}

std::uint64_t ByteReader::fixed() {
  std::uint64_t value = 0;
  unsigned shift = 0;
  for (const char byte : take(8)) {
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(byte)) << shift;
    shift += 8;
  }
  return value;
}

double ByteReader::real() {
  const auto value = std::bit_cast<double>(reversed(number()));
  if (std::isfinite(value) && value >= 0) return value;
  is_good_ = false;
  return 0;
}

std::string_view ByteReader::text() {
  return take(item_count());
}

std::size_t ByteReader::item_count() {
  const auto count = number();
  if (count <= rest_.size()) return static_cast<std::size_t>(count);
  is_good_ = false;
  return 0;
}

}  // namespace baton::handoff
