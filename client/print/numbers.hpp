#pragma once
// Numbers for people.

#include <cstdint>
#include <string>
#include <string_view>

namespace baton::client {

/// In groups of three digits: `1 234 567`.
std::string grouped(std::int64_t number);

/// `1 turn`, `2 turns`, `1 234 turns`: the plural is made with an `s`.
std::string counted(std::int64_t number, std::string_view noun);

/// A size in bytes: `512 B`, `8.1 KB`, `201 MB`.
std::string byte_size(std::int64_t bytes);

}  // namespace baton::client
