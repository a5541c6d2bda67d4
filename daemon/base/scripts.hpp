#pragma once
// What the characters of the world's scripts are to somebody who looks for words. All functions are
// pure and may be called by any thread.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace baton {

/// Whether a character is a part of words: a letter or digit of any script, `_`, or a mark that
/// belongs to the letter before it.
bool is_word_character(std::uint32_t character);

/// Whether a character changes or joins its neighbours rather than standing for itself: accents and
/// vowel signs, joiners, variation selectors, skin tones.
bool is_combining(std::uint32_t character);

/// Whether a script puts no spaces between words, so that a word may begin and end anywhere:
/// Chinese, Japanese, Thai, Lao, Khmer and Burmese; Korean too, whose particles follow without a
/// space.
bool is_unspaced(std::uint32_t character);

/// Whether a character is a Chinese ideograph or a Japanese kana.
bool is_ideographic(std::uint32_t character);

/// Whether a character is a syllable or a letter of Korean.
bool is_hangul(std::uint32_t character);

/// Whether a character is a hiragana, the syllables with which Japanese writes its grammar.
bool is_hiragana(std::uint32_t character);

/// Whether a word may begin or end between two neighbouring characters.
bool is_word_boundary(std::uint32_t before, std::uint32_t after);

/// The character that ends before byte `at`; a line feed at the beginning of the text.
std::uint32_t character_before(std::string_view text, std::size_t at);

/// The longest beginning of at most `bytes` bytes that cuts neither a UTF-8 sequence nor what is
/// seen as one character: a letter from its marks, an emoji joined of several, a flag.
std::string_view whole_prefix(std::string_view text, std::size_t bytes);

}  // namespace baton
