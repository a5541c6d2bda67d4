#include "daemon/handoff/words.hpp"

#include <algorithm>
#include <array>

#include "daemon/base/hash.hpp"
#include "daemon/base/text.hpp"

namespace baton::handoff {
namespace {

constexpr std::array<std::string_view, 40> common_words{
    "the",  "and",  "for",   "you",     "are",  "but",  "not",  "can",   "has",  "have",
    "was",  "this", "that",  "with",    "from", "into", "its",  "now",   "let",  "will",
    "just", "all",  "any",   "what",    "when", "then", "than", "there", "here", "your",
    "also", "some", "great", "perfect", "good", "done", "yes",  "okay",  "sure", "would"};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}
bool is_word_byte(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') || c == '_';
}
bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string_view without_list_mark(std::string_view line) {
  std::size_t at = line.find_first_not_of(" \t#>*-+|");
  if (at == std::string_view::npos) return {};
  const auto digits = line.find_first_not_of("0123456789", at);
  if (digits != std::string_view::npos && digits > at && digits + 1 < line.size() &&
      (line[digits] == '.' || line[digits] == ')') && line[digits + 1] == ' ') {
    at = digits + 2;
  }
  return trim(line.substr(at));
}

/// Ends of sentences within a line: `.`, `!`, `?` or a full-width stop, before a space or the end.
void split_line(std::string_view line, std::vector<std::string>& out) {
  std::size_t start = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const bool stop = line[at] == '.' || line[at] == '!' || line[at] == '?';
    const bool wide_stop = line.substr(at, 3) == "\xe3\x80\x82";
    if (!stop && !wide_stop) continue;
    const auto end = at + (wide_stop ? 3 : 1);
    if (!wide_stop && end < line.size() && line[end] != ' ') continue;
    if (const auto sentence = trim(line.substr(start, end - start)); !sentence.empty())
      out.emplace_back(sentence);
    start = end;
  }
  if (const auto rest = trim(line.substr(start)); !rest.empty()) out.emplace_back(rest);
}

}  // namespace

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (auto& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string with_plain_apostrophes(std::string_view text) {
  constexpr std::string_view typographic = "\xe2\x80\x99";
  std::string out;
  while (!text.empty()) {
    const auto at = text.find(typographic);
    out += text.substr(0, at);
    if (at == std::string_view::npos) break;
    out += '\'';
    text.remove_prefix(at + typographic.size());
  }
  return out;
}

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && lower_ascii(text.substr(0, prefix.size())) == prefix;
}

bool has_phrase(std::string_view lowered, std::string_view phrase) {
  for (auto at = lowered.find(phrase); at != std::string_view::npos;
       at = lowered.find(phrase, at + 1)) {
    const auto end = at + phrase.size();
    const bool begins = at == 0 || !is_word_byte(lowered[at - 1]) || !is_word_byte(phrase.front());
    const bool ends =
        end == lowered.size() || !is_word_byte(lowered[end]) || !is_word_byte(phrase.back());
    if (begins && ends) return true;
  }
  return false;
}

std::vector<std::string> sentences(std::string_view text) {
  std::vector<std::string> out;
  bool fenced = false;
  for (const auto line : lines_of(text)) {
    if (trim(line).substr(0, 3) == "```") {
      fenced = !fenced;
    } else if (!fenced) {
      split_line(without_list_mark(line), out);
    }
  }
  return out;
}

std::string without_fenced_blocks(std::string_view text) {
  constexpr std::string_view fence = "```";
  std::string out;
  for (;;) {
    const auto begin = text.find(fence);
    const auto end =
        begin == std::string_view::npos ? begin : text.find(fence, begin + fence.size());
    if (end == std::string_view::npos) return out.append(text);
    out.append(text.substr(0, begin)).append(" ");
    text.remove_prefix(end + fence.size());
  }
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    const auto last = line.find_last_not_of(" \t\r");
    if (last != std::string_view::npos) out.push_back(line.substr(0, last + 1));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < text.size();) {
    while (at < text.size() && is_space(text[at])) ++at;
    const auto start = at;
    while (at < text.size() && !is_space(text[at])) ++at;
    if (at > start) out.push_back(text.substr(start, at - start));
  }
  return out;
}

std::size_t content_words(std::string_view text) {
  std::size_t count = 0;
  const auto lowered = lower_ascii(text);
  for (std::size_t at = 0; at < lowered.size();) {
    const auto start = at;
    while (at < lowered.size() && is_letter(lowered[at])) ++at;
    const auto word = std::string_view(lowered).substr(start, at - start);
    if (word.size() >= 3 &&
        std::find(common_words.begin(), common_words.end(), word) == common_words.end())
      ++count;
    if (at == start) ++at;
  }
  return count;
}

std::vector<std::uint64_t> word_hashes(std::string_view text) {
  std::vector<std::uint64_t> out;
  const auto lowered = lower_ascii(text);
  for (std::size_t at = 0; at < lowered.size();) {
    const auto start = at;
    while (at < lowered.size() && is_word_byte(lowered[at])) ++at;
    if (at > start) out.push_back(hash64(std::string_view(lowered).substr(start, at - start)));
    if (at == start) ++at;
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

double share_within(const std::vector<std::uint64_t>& inner,
                    const std::vector<std::uint64_t>& outer) {
  if (inner.empty()) return 0;
  std::size_t common = 0;
  auto at = outer.begin();
  for (const auto hash : inner) {
    at = std::lower_bound(at, outer.end(), hash);
    if (at != outer.end() && *at == hash) ++common;
  }
  return static_cast<double>(common) / static_cast<double>(inner.size());
}

std::string cut_end(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  auto head = utf8_prefix(text, bytes);
  if (const auto space = head.find_last_of(" \n");
      space != std::string_view::npos && space > bytes / 2) {
    head = head.substr(0, space);
  }
  return std::string(trim(head)) + "…";
}

std::string cut_middle(std::string_view text, std::size_t bytes, std::string_view mark) {
  if (text.size() <= bytes) return std::string(text);
  auto head = utf8_prefix(text, bytes * 2 / 3);
  if (const auto space = head.find_last_of(" \n");
      space != std::string_view::npos && space > head.size() / 2) {
    head = head.substr(0, space);
  }
  auto start = text.size() - std::min(text.size(), bytes / 3);
  while (start < text.size() && (static_cast<unsigned char>(text[start]) & 0xc0U) == 0x80U) ++start;
  auto tail = text.substr(start);
  if (const auto space = tail.find_first_of(" \n");
      space != std::string_view::npos && space < tail.size() / 2) {
    tail = tail.substr(space + 1);
  }
  return std::string(trim(head)) + " " + std::string(mark) + " " + std::string(tail);
}

std::string in_quotes(std::string_view text) {
  return "\"" + squeeze_spaces(text) + "\"";
}

std::string as_code(std::string_view text, std::size_t bytes) {
  const auto line = cut_end(squeeze_spaces(text), bytes);
  return line.find('`') == std::string::npos ? "`" + line + "`" : "`` " + line + " ``";
}

std::string counted(std::int64_t count, std::string_view singular) {
  return grouped(count) + " " + std::string(singular) + (count == 1 ? "" : "s");
}

std::string grouped(std::int64_t count) {
  auto digits = std::to_string(count);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > (count < 0 ? 1 : 0);
       at -= 3) {
    digits.insert(static_cast<std::size_t>(at), ",");
  }
  return digits;
}

}  // namespace baton::handoff
