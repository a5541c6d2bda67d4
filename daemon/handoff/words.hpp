#pragma once
// Words, lines and cuts: what the facts need to know of a text.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace baton::handoff {

/// A-Z as a-z; other bytes as they are.
std::string lower_ascii(std::string_view text);

/// Straight apostrophes for typographic ones, so that a phrase matches both spellings.
std::string with_plain_apostrophes(std::string_view text);

/// True when the text begins with the prefix, letters of ASCII compared without case. The prefix is
/// in lower case.
bool starts_with_ignoring_case(std::string_view text, std::string_view prefix);

/// True when the phrase stands in the text as whole words. Both in lower case.
bool has_phrase(std::string_view lowered, std::string_view phrase);

/// Text without what stands between fences of three back-ticks; a space stands in its place.
std::string without_fenced_blocks(std::string_view text);

/// Non-empty lines, without white space at their end.
std::vector<std::string_view> lines_of(std::string_view text);

/// Words divided by white space.
std::vector<std::string_view> words_of(std::string_view text);

/// The number of words of letters that say something: at least three letters (two Korean syllables,
/// one ideograph), none of the commonest of any language.
std::size_t content_words(std::string_view text);

/// Hashes of the text's words without case, sorted, each once: for comparing texts.
std::vector<std::uint64_t> word_hashes(std::string_view text);

/// The share of `inner` that also stands in `outer`, from 0 to 1.
double share_within(const std::vector<std::uint64_t>& inner,
                    const std::vector<std::uint64_t>& outer);

/// At most about `letters` letters: the beginning and "…". An ideograph counts as three letters,
/// since it says as much; anything else that is no letter by its bytes. No character is cut, nor a
/// letter from its marks.
std::string cut_end(std::string_view text, std::size_t letters);

/// At most about `letters` letters, counted likewise: the beginning, the mark, and a shorter piece
/// of the end.
std::string cut_middle(std::string_view text, std::size_t letters, std::string_view mark);

/// Between quotation marks, on one line.
std::string in_quotes(std::string_view text);

/// Between back-ticks, on one line, at most `bytes` bytes.
std::string as_code(std::string_view text, std::size_t bytes);

/// "1 file", "3 files".
std::string counted(std::int64_t count, std::string_view singular);

/// Digits grouped by commas: 12,345.
std::string grouped(std::int64_t count);

}  // namespace baton::handoff
