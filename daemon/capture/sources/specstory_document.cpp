#include "daemon/capture/sources/specstory_document.hpp"

#include <algorithm>
#include <string>

#include "daemon/base/text.hpp"

namespace baton::capture::specstory {
namespace {

constexpr auto npos = std::string_view::npos;

/// A code block that hides a marker is believed to end at most this many lines below it.
constexpr std::size_t hidden_within = 40;

constexpr std::string_view tool_use_begin = "<tool-use ";
constexpr std::string_view tool_use_close = "</tool-use>";

std::vector<std::string_view> split_lines(std::string_view bytes) {
  std::vector<std::string_view> lines;
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    std::string_view line = bytes.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  return lines;
}

std::size_t fence_length(std::string_view line) {
  if (line.empty() || (line.front() != '`' && line.front() != '~')) return 0;
  const std::size_t length = std::min(line.find_first_not_of(line.front()), line.size());
  const bool is_inline_code = line.front() == '`' && line.find('`', length) != npos;
  return length >= 3 && !is_inline_code ? length : 0;
}

bool closes_tool_use(std::string_view line) {
  return line.ends_with(tool_use_close) &&
         (line.size() == tool_use_close.size() || line.starts_with("</details>"));
}

/// For every line the first line at or behind it that `matches`.
template <class Matches>
std::vector<std::size_t> next_lines(const std::vector<std::string_view>& lines, Matches matches) {
  std::vector<std::size_t> next(lines.size(), lines.size());
  for (std::size_t i = lines.size(), found = lines.size(); i-- > 0;) {
    if (matches(lines[i])) found = i;
    next[i] = found;
  }
  return next;
}

std::optional<std::size_t> found_at(const std::vector<std::size_t>& next, std::size_t i) {
  if (i >= next.size() || next[i] == next.size()) return std::nullopt;
  return next[i];
}

/// `gpt-5.3-codex 2026-02-27 18:12:18Z`, `default`, `model X, mode Agent`, or a time alone.
void parse_details(std::string_view details, Marker& marker) {
  for (std::size_t at = 0; at != npos; at = details.find(' ', at + 1)) {
    marker.time = parse_specstory_time(trim(details.substr(at)));
    if (!marker.time) continue;
    details = trim(details.substr(0, at));
    break;
  }
  if (details.starts_with("model ")) details.remove_prefix(6);
  details = trim(details.substr(0, details.find(',')));
  if (details != "default" && !marker.is_user) marker.model = details;
}

}  // namespace

bool begins_tool_use(std::string_view line) {
  return line.starts_with(tool_use_begin);
}

std::optional<Milliseconds> parse_specstory_time(std::string_view text) {
  constexpr std::size_t date_length = 10;
  if (text.size() < date_length + 6 || text.size() > 40) return std::nullopt;
  std::string normal(text);
  if (normal[date_length] == '_') {
    normal[date_length] = ' ';
    std::replace(normal.begin() + date_length, normal.end(), '-', ':');
  }
  return parse_time(normal);
}

std::optional<Marker> parse_marker(std::string_view line) {
  constexpr std::string_view begin = "_**";
  constexpr std::string_view end = "**_";
  if (line.size() > 256 || !line.starts_with(begin) || !line.ends_with(end) || line.size() < 10)
    return std::nullopt;
  std::string_view name = line.substr(begin.size(), line.size() - begin.size() - end.size());
  Marker marker;
  std::string_view details;
  const std::size_t bracket = name.find('(');
  if (bracket != npos) {
    if (!name.ends_with(')')) return std::nullopt;
    details = name.substr(bracket + 1, name.size() - bracket - 2);
    name = trim(name.substr(0, bracket));
  }
  constexpr std::string_view sidechain = " - sidechain";
  if (name.ends_with(sidechain)) {
    marker.is_sidechain = true;
    name.remove_suffix(sidechain.size());
  }
  if (name != "User" && name != "Agent" && name != "Assistant") return std::nullopt;
  marker.is_user = name == "User";
  parse_details(details, marker);
  return marker;
}

Document::Document(std::string_view bytes) : bytes_(bytes), lines_(split_lines(bytes)) {
  for (const std::string_view line : lines_) fences_.push_back(fence_length(line));
  next_fence_.assign(size(), size());
  for (std::size_t i = size(), found = size(); i-- > 0;) {
    next_fence_[i] = found;
    if (fences_[i] > 0) found = i;
  }
  next_details_ =
      next_lines(lines_, [](std::string_view line) { return trim(line) == "</details>"; });
  next_thinking_ =
      next_lines(lines_, [](std::string_view line) { return line.find("</think>") != npos; });
  match_tool_uses();
}

void Document::match_tool_uses() {
  tool_use_end_.assign(size(), 0);
  const std::vector<std::size_t> next_close = next_lines(lines_, closes_tool_use);
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < size(); ++i) {
    if (begins_tool_use(lines_[i])) {
      open.push_back(i);
    }
    // An element may begin and end on one line.
    if (!open.empty() && lines_[i].ends_with(tool_use_close) &&
        (closes_tool_use(lines_[i]) || open.back() == i)) {
      tool_use_end_[open.back()] = i + 1;
      open.pop_back();
    }
  }
  for (const std::size_t i : open) {
    if (next_close[i] < size()) tool_use_end_[i] = next_close[i] + 1;
  }
}

std::string_view Document::text(LineRange range) const {
  if (range.begin >= range.end) return {};
  const char* begin = lines_[range.begin].data();
  const std::string_view last = lines_[range.end - 1];
  return bytes_.substr(static_cast<std::size_t>(begin - bytes_.data()),
                       static_cast<std::size_t>(last.data() + last.size() - begin));
}

bool Document::is_blank(std::size_t i) const {
  return trim(lines_[i]).empty();
}

std::optional<std::size_t> Document::tool_use_end(std::size_t i) const {
  if (tool_use_end_[i] == 0) return std::nullopt;
  return tool_use_end_[i];
}

std::optional<std::size_t> Document::details_end(std::size_t i) const {
  return found_at(next_details_, i);
}

std::optional<std::size_t> Document::thinking_end(std::size_t i) const {
  return found_at(next_thinking_, i);
}

bool Document::is_bare_fence(std::size_t i) const {
  return trim(lines_[i].substr(fences_[i])).empty();
}

bool Document::is_closed_soon(std::size_t i, std::size_t open_fence) const {
  const std::size_t next = next_fence_[i];
  return open_fence > 0 && next < size() && next - i <= hidden_within && is_bare_fence(next) &&
         fences_[next] >= open_fence;
}

std::optional<Marker> Document::marker_at(std::size_t i, std::size_t open_fence) const {
  if (!lines_[i].starts_with("_**")) return std::nullopt;
  const bool stands_alone = (i == 0 || is_blank(i - 1)) && (i + 1 == size() || is_blank(i + 1));
  if (!stands_alone || is_closed_soon(i, open_fence)) return std::nullopt;
  return parse_marker(lines_[i]);
}

std::vector<Message> Document::messages() const {
  std::vector<Message> messages;
  FenceState fence;
  std::size_t i = 0;
  while (i < size()) {
    if (const auto marker = marker_at(i, fence.open())) {
      if (!messages.empty()) messages.back().lines.end = i;
      messages.push_back({*marker, {i + 1, size()}});
      fence.reset();
    } else if (!messages.empty() && !messages.back().marker.is_user && tool_use_end_[i] != 0 &&
               !is_closed_soon(i, fence.open())) {
      fence.reset();
      i = tool_use_end_[i];
      continue;
    } else {
      fence.enter(*this, i);
    }
    ++i;
  }
  return messages;
}

bool FenceState::enter(const Document& document, std::size_t i) {
  const std::size_t length = document.fence(i);
  if (length == 0) return false;
  if (open_ == 0) {
    open_ = length;
  } else if (length >= open_ && document.is_bare_fence(i)) {
    open_ = 0;
  }
  return true;
}

}  // namespace baton::capture::specstory
