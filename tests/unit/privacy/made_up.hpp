#pragma once
// Made-up secrets, put together at run time: the repository itself holds nothing that a secret
// scanner would report.

#include <cstdint>
#include <string>
#include <string_view>

#include "daemon/privacy/redactor.hpp"

namespace baton::tests {

inline constexpr std::string_view alphanumeric =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
inline constexpr std::string_view base64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
inline constexpr std::string_view capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
inline constexpr std::string_view hexadecimal = "0123456789abcdef";
inline constexpr std::string_view decimal = "0123456789";

/// Characters that look random and are the same in every run.
inline std::string scrambled(std::size_t size, std::string_view alphabet = alphanumeric,
                             std::uint64_t seed = 7) {
  std::string text;
  for (std::uint64_t state = seed; text.size() < size;) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    text += alphabet[(state >> 33U) % alphabet.size()];
  }
  return text;
}

inline const privacy::Redactor& redactor() {
  static const privacy::Redactor instance("a key for tests, 32 bytes long..");
  return instance;
}

inline std::string redact(std::string_view text) {
  return redactor().redact(text);
}

inline bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace baton::tests
