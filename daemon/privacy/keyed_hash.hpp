#pragma once
// The keyed hash behind the placeholders' digits.

#include <array>
#include <cstdint>
#include <string_view>

namespace baton::privacy {

// A placeholder must not tell a short secret to someone who tries candidates without the key, which
// rules out plain hashes and XXH3 with a seed (its seed can be recovered). SipHash-2-4 is a
// pseudorandom function made for short inputs, needs no library, and its 128 bits of key are more
// than 48 shown bits can leak.

/// The 128-bit key of SipHash as two little-endian words.
using SipKey = std::array<std::uint64_t, 2>;

/// SipHash-2-4 of the bytes. Any thread. Source: Aumasson and Bernstein, "SipHash: a fast
/// short-input PRF", 2012.
std::uint64_t sip_hash(const SipKey& key, std::string_view bytes);

/// A key for `sip_hash` from random bytes of any length.
SipKey derive_sip_key(std::string_view random_bytes);

}  // namespace baton::privacy
