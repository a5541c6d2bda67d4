#pragma once
// The first look at a text: which pieces of it could name something at all.
//
// Looking for each kind of entity in the whole text costs as much as all of Baton's other work on a
// turn together. Nearly all kinds lie within one run of word and path characters, and most runs are
// plain words. One pass over the bytes finds the runs worth a second look and says what is in them.

#include <cstdint>
#include <string_view>
#include <vector>

namespace baton::handoff {

/// What a run holds, as bits of `Run::has`.
namespace run_has {
inline constexpr std::uint32_t lower = 1U << 0U;
inline constexpr std::uint32_t upper = 1U << 1U;
inline constexpr std::uint32_t digit = 1U << 2U;
inline constexpr std::uint32_t underscore = 1U << 3U;
inline constexpr std::uint32_t slash = 1U << 4U;  ///< of either kind
inline constexpr std::uint32_t dot = 1U << 5U;
inline constexpr std::uint32_t dash = 1U << 6U;
inline constexpr std::uint32_t hash = 1U << 7U;
inline constexpr std::uint32_t colon = 1U << 8U;
inline constexpr std::uint32_t inner_dot = 1U << 9U;    ///< before something that is no space
inline constexpr std::uint32_t hump = 1U << 10U;        ///< upper after lower case or a digit
inline constexpr std::uint32_t two_uppers = 1U << 11U;  ///< anywhere in it
inline constexpr std::uint32_t double_dash = 1U << 12U;
inline constexpr std::uint32_t call = 1U << 13U;     ///< `()` follows
inline constexpr std::uint32_t any_run = 1U << 14U;  ///< set for each run
}  // namespace run_has

/// A longest piece of characters that may stand in a path, an identifier, a flag, a version or an
/// issue's number. What is beyond ASCII counts as such a character unless it is known to be
/// punctuation, so a run may be longer than the words in it, never shorter.
struct Run {
  std::uint32_t begin = 0;  ///< bytes of the text
  std::uint32_t end = 0;
  std::uint32_t has = 0;

  bool has_any(std::uint32_t bits) const { return (has & bits) != 0; }
  bool has_all(std::uint32_t bits) const { return (has & bits) == bits; }
};

/// The runs that may name something, in their order. Runs of more than 1 KiB are left out: they are
/// encoded data, and searching them for paths would take quadratic time. At most the first 4 GiB of
/// the text are looked at. Pure.
std::vector<Run> find_runs(std::string_view text);

}  // namespace baton::handoff
