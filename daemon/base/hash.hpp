#pragma once
// Hashes for identity and change detection; none of them is for security.

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace baton {

/// XXH3 of 64 bits over the bytes. Stable across versions and machines. Any thread.
std::uint64_t hash64(std::string_view bytes);

/// XXH3 of 64 bits over several parts, each preceded by its length, so that ("ab","c") and
/// ("a","bc") differ.
std::uint64_t hash64(std::initializer_list<std::string_view> parts);

/// The same as a signed number, as SQLite stores it.
std::int64_t signed_hash64(std::initializer_list<std::string_view> parts);

/// Sixteen lower-case hexadecimal digits of a hash.
std::string hex64(std::uint64_t hash);

}  // namespace baton
