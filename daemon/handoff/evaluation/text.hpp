#pragma once
// Texts as the measure sees them: taken apart into words, sentences and lines.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/base/regex.hpp"

namespace baton::handoff::evaluation {

/// All that a pattern matches, one after another. Bytes that are no UTF-8 are replaced before.
std::vector<std::string> all_matches(const Regex& pattern, std::string_view text);

/// The first group of the pattern's first match; nothing when it does not match. Pure.
std::optional<std::string> first_group(const Regex& pattern, std::string_view text);

/// The runs of letters and digits of every script and `_`, in lower case. Pure.
std::vector<std::string> plain_words(std::string_view text);

/// Runs of three and more letters and apostrophes that begin with a letter, in lower case and
/// without apostrophes at their end, stop words left out. Each as often as it stands there. Pure.
std::vector<std::string> content_words_of(std::string_view text);

/// The topic words of the measure: those of content_words_of() with at least four letters, each
/// once. Those that handoffs are made by know other scripts and languages, too; these are the ones
/// that the reference counts. Pure.
std::vector<std::string> measured_topics(std::string_view text);

/// The words by which a fact is recognised: three and more letters, digits, `_`, `'`, `.`, `/` and
/// `-`, or two and more digits; in lower case, without marks at their ends, stop words left out.
/// Pure.
std::vector<std::string> fact_words(std::string_view text);

/// Sentences and lines of prose, without fenced code and without marks of lists, quotes, headings
/// and tables at their ends. Pure.
std::vector<std::string> prose_sentences(std::string_view text);

/// Without any of these characters at either end. Pure.
std::string_view stripped_of(std::string_view text, std::string_view marks);

/// Pieces between line feeds, empty ones too. Pure.
std::vector<std::string_view> split_lines(std::string_view text);

/// A line without the citations at its end or within it: `[3:41]`, `[s3:41]`, `[s3:t4, 7]`. Pure.
std::string without_citations(std::string_view line);

/// Each run of white space as one space, in lower case. Pure.
std::string squeezed_lower(std::string_view text);

}  // namespace baton::handoff::evaluation
