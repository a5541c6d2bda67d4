#include "daemon/handoff/candidate.hpp"

#include <algorithm>
#include <charconv>

#include "daemon/base/text.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {

std::vector<Citation> citations_of(std::vector<Citation> all, std::size_t most) {
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  if (all.size() > most) all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(most));
  return all;
}

std::string to_string(const Citation& citation, std::int64_t session) {
  const std::string before =
      citation.session == session ? "" : std::to_string(citation.session) + ":";
  return "[" + before + std::to_string(citation.ordinal) + "]";
}

std::optional<Citation> parse_citation(std::string_view text) {
  const char* end = text.data() + text.size();
  Citation citation;
  const auto session = std::from_chars(text.data(), end, citation.session);
  if (session.ec != std::errc{} || session.ptr == end || *session.ptr != ':') return std::nullopt;
  const auto ordinal = std::from_chars(session.ptr + 1, end, citation.ordinal);
  if (ordinal.ec != std::errc{} || ordinal.ptr != end) return std::nullopt;
  return citation;
}

std::string labelled(const std::string& label, std::string_view text) {
  const auto lines = lines_of(text);
  if (lines.size() <= 1) return (label.empty() ? "" : label + ": ") + in_quotes(text);
  std::string out = (label.empty() ? "Then" : label) + ":";
  for (const auto line : lines) out += "\n" + std::string(line);
  return out;
}

}  // namespace baton::handoff
