#include "daemon/base/hash.hpp"

#include <bit>
#include <cstdio>
#include <memory>

#include <xxhash.h>

namespace baton {

std::uint64_t hash64(std::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

std::uint64_t hash64(std::initializer_list<std::string_view> parts) {
  const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(),
                                                                       &XXH3_freeState);
  if (!state) throw std::bad_alloc();
  XXH3_64bits_reset(state.get());
  for (const std::string_view part : parts) {
    const std::uint64_t size = part.size();
    XXH3_64bits_update(state.get(), &size, sizeof size);
    XXH3_64bits_update(state.get(), part.data(), part.size());
  }
  return XXH3_64bits_digest(state.get());
}

std::int64_t signed_hash64(std::initializer_list<std::string_view> parts) {
  return std::bit_cast<std::int64_t>(hash64(parts));
}

std::string hex64(std::uint64_t hash) {
  std::string digits(16, '0');
  for (std::size_t i = digits.size(); i-- > 0; hash >>= 4U)
    digits[i] = "0123456789abcdef"[hash & 15U];
  return digits;
}

}  // namespace baton
