#include "daemon/handoff/sentences.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "daemon/base/characters.hpp"
#include "daemon/base/scripts.hpp"
#include "daemon/base/text.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

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

bool is_stop(std::uint32_t c) {
  return c == '.' || c == '!' || c == '?' || c == U'؟' || c == U'۔' || c == U'।' || c == U'॥';
}

/// Stops of scripts that put no space behind them.
bool is_wide_stop(std::uint32_t c) {
  return c == U'。' || c == U'！' || c == U'？' || c == U'｡' || c == U'．';
}

bool closes_quotation(std::uint32_t c) {
  return c == U'」' || c == U'』' || c == U'”' || c == U'’' || c == U'）' || c == U'】' ||
         c == U'》';
}

/// Where the sentence ends whose stop was read just before `at`; 0 when the stop does not end one.
std::size_t end_behind_stop(std::string_view line, std::uint32_t stop, std::size_t at) {
  if (is_stop(stop)) {
    const bool ends = at >= line.size() || line[at] == ' ' ||
                      (stop != '.' && is_ideographic(code_point_at(line, at).value));
    return ends ? at : 0;
  }
  while (at < line.size()) {
    const CodePoint next = code_point_at(line, at);
    if (!closes_quotation(next.value) && !is_wide_stop(next.value)) break;
    at += next.bytes;
  }
  return at;
}

/// Sentences within a line.
void split_line(std::string_view line, std::vector<std::string>& out) {
  std::size_t start = 0;
  for (std::size_t at = 0; at < line.size();) {
    const CodePoint point = code_point_at(line, at);
    at += point.bytes;
    if (!is_stop(point.value) && !is_wide_stop(point.value)) continue;
    const std::size_t end = end_behind_stop(line, point.value, at);
    if (end == 0) continue;
    if (const auto sentence = trim(line.substr(start, end - start)); !sentence.empty())
      out.emplace_back(sentence);
    start = at = end;
  }
  if (const auto rest = trim(line.substr(start)); !rest.empty()) out.emplace_back(rest);
}

bool ends_with_one_of(std::string_view text, const auto& marks) {
  return std::any_of(marks.begin(), marks.end(),
                     [text](std::string_view mark) { return text.ends_with(mark); });
}

}  // namespace

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

bool is_question(std::string_view sentence) {
  constexpr std::array<std::string_view, 8> marks{"?",   "?\"",  "?”",   "？",
                                                  "？”", "？」", "？』", "؟"};
  return ends_with_one_of(sentence, marks);
}

bool announces(std::string_view sentence) {
  constexpr std::array<std::string_view, 3> marks{":", ":**", "："};
  return ends_with_one_of(sentence, marks);
}

}  // namespace baton::handoff
