#include "daemon/handoff/words.hpp"

#include <algorithm>

#include "daemon/base/characters.hpp"
#include "daemon/base/hash.hpp"
#include "daemon/base/scripts.hpp"
#include "daemon/base/text.hpp"
#include "daemon/handoff/cues/cues.hpp"
#include "daemon/handoff/word_runs.hpp"

namespace baton::handoff {
namespace {

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// The number of bytes that the text's first characters take which say as much as `letters` Latin
/// ones: an ideograph says as much as its three bytes, a letter of an alphabet as one however many
/// bytes it has.
std::size_t bytes_saying(std::string_view text, std::size_t letters) {
  if (is_ascii(text.substr(0, letters))) return std::min(letters, text.size());
  std::size_t at = 0;
  for (std::size_t said = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    const bool is_letter = point.value >= 0x80 && is_word_character(point.value) &&
                           !is_ideographic(point.value) && !is_hangul(point.value);
    said += is_letter ? 1 : point.bytes;
    if (said > letters) break;
    at += point.bytes;
  }
  return at;
}

std::string_view cut_at_space(std::string_view text, std::size_t beyond) {
  const auto space = text.find_last_of(" \n");
  return space != std::string_view::npos && space > beyond ? text.substr(0, space) : text;
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
  constexpr std::size_t shortest = 3;
  std::size_t count = 0;
  const auto lowered = to_lower(text);
  for (const WordRun& run : word_runs(lowered, WordParts::letters)) {
    if (cues().is_common(run.text)) continue;
    if (run.is_divided) {
      if (letters_of(run.text) >= shortest) ++count;
      continue;
    }
    const auto words = words_of_stretch(run.text);
    count += static_cast<std::size_t>(std::count_if(
        words.begin(), words.end(), [](std::string_view word) { return !cues().is_common(word); }));
  }
  return count;
}

std::vector<std::uint64_t> word_hashes(std::string_view text) {
  std::vector<std::uint64_t> out;
  const auto lowered = to_lower(text);
  for (const WordRun& run : word_runs(lowered, WordParts::letters_and_digits)) {
    if (run.is_divided) {
      out.push_back(hash64(run.text));
    } else {
      for (const auto word : words_of_stretch(run.text)) out.push_back(hash64(word));
    }
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

std::string cut_end(std::string_view text, std::size_t letters) {
  const std::size_t bytes = bytes_saying(text, letters);
  if (text.size() <= bytes) return std::string(text);
  return std::string(trim(cut_at_space(whole_prefix(text, bytes), bytes / 2))) + "…";
}

std::string cut_middle(std::string_view text, std::size_t letters, std::string_view mark) {
  const std::size_t bytes = bytes_saying(text, letters);
  if (text.size() <= bytes) return std::string(text);
  auto head = whole_prefix(text, bytes * 2 / 3);
  head = cut_at_space(head, head.size() / 2);
  auto tail = text.substr(whole_prefix(text, text.size() - bytes / 3).size());
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
