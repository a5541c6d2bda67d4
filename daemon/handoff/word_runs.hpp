#pragma once
// The words of a text in whatever script it is written.

#include <string_view>
#include <vector>

namespace baton::handoff {

/// Letters that belong together.
struct WordRun {
  std::string_view text;
  bool is_divided = true;  ///< a word; else a stretch of a script that puts no spaces between words
};

enum class WordParts { letters, letters_and_digits };

/// The runs of letters, or of letters, digits and `_`, each in one script: where Latin letters
/// follow Chinese ones a new run begins. Pure.
std::vector<WordRun> word_runs(std::string_view text, WordParts parts);

/// How much a word says, in letters: a Korean syllable, an ideograph or a kana counts as two, a
/// mark as nothing. Pure.
std::size_t letters_of(std::string_view word);

/// What can be taken for words in a stretch without spaces, in lower case: stop words and grammar
/// (hiragana) divide it; of a longer piece of ideographs each pair of neighbours, of another script
/// each four characters. Pure.
std::vector<std::string_view> words_of_stretch(std::string_view stretch);

}  // namespace baton::handoff
