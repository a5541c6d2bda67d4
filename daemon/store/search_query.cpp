#include "daemon/store/search_query.hpp"

#include <algorithm>
#include <cstddef>

#include "daemon/base/text.hpp"

namespace baton::store {
namespace {

// Bounds what one request can make FTS5 do.
constexpr std::size_t longest_query = 4096;
constexpr int most_terms = 32;
constexpr std::ptrdiff_t shortest_prefix = 4;

/// Whether the tokenizer may take the byte for a part of a word. Of what is not ASCII it decides
/// itself.
bool is_word_byte(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return value >= 0x80U || (value >= '0' && value <= '9') || (value >= 'a' && value <= 'z') ||
         (value >= 'A' && value <= 'Z');
}

bool is_space(char byte) {
  return static_cast<unsigned char>(byte) <= 0x20U || byte == 0x7f;
}

bool starts_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

/// Characters of the last word in the text: what a prefix search would look for.
std::ptrdiff_t last_word_length(std::string_view text) {
  const auto end = std::find_if_not(text.rbegin(), text.rend(), is_word_byte);
  return std::count_if(text.rbegin(), end, starts_character);
}

/// Takes the next term off the query. A phrase ends at a quotation mark, a word at one or at white
/// space.
std::string_view take_term(std::string_view& query, bool phrase) {
  std::size_t end = 0;
  while (end < query.size() && query[end] != '"' && (phrase || !is_space(query[end]))) ++end;
  const std::string_view term = query.substr(0, end);
  query.remove_prefix(end);
  if (phrase && !query.empty()) query.remove_prefix(1);
  return term;
}

void append_term(std::string& expression, std::string_view term, bool phrase) {
  if (std::none_of(term.begin(), term.end(), is_word_byte)) return;
  bool prefix = false;
  while (!phrase && term.ends_with('*')) {
    term.remove_suffix(1);
    prefix = true;
  }
  if (!expression.empty()) expression += ' ';
  expression += '"';
  // A NUL would end the expression.
  for (const char byte : term) expression += byte == '\0' ? ' ' : byte;
  expression += '"';
  if (prefix && last_word_length(term) >= shortest_prefix) expression += '*';
}

}  // namespace

std::string match_expression(std::string_view query) {
  query = utf8_prefix(query, longest_query);
  std::string expression;
  for (int terms = 0; !query.empty() && terms < most_terms;) {
    if (is_space(query.front())) {
      query.remove_prefix(1);
      continue;
    }
    const bool phrase = query.front() == '"';
    if (phrase) query.remove_prefix(1);
    append_term(expression, take_term(query, phrase), phrase);
    ++terms;
  }
  return expression;
}

}  // namespace baton::store
