#include "daemon/capture/sources/transcript.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/transcript_export.hpp"

namespace baton::capture {
namespace {

using store::Role;

constexpr auto npos = std::string_view::npos;

constexpr auto user_names =
    std::to_array<std::string_view>({"user", "human", "you", "me", "q", "prompt"});
constexpr auto assistant_names = std::to_array<std::string_view>(
    {"assistant", "ai", "a", "agent", "bot", "claude", "chatgpt", "gpt", "copilot",
     "github copilot", "cursor", "codex", "gemini", "model", "claude code", "response"});

enum class Style { colon, bold, heading, said };
constexpr auto styles = std::to_array({Style::colon, Style::bold, Style::heading, Style::said});
constexpr std::size_t longest_name = 16;

struct Mark {
  Role role = Role::user;
  std::string_view rest;  // of its line
};

std::optional<Role> role_of(std::string_view name) {
  if (name.empty() || name.size() > longest_name) return std::nullopt;
  std::string lower(name);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  // A single letter is a speaker's only as a capital.
  if (lower.size() == 1 && lower == name) return std::nullopt;
  if (std::find(user_names.begin(), user_names.end(), lower) != user_names.end()) return Role::user;
  const auto found = std::find(assistant_names.begin(), assistant_names.end(), lower);
  return found == assistant_names.end() ? std::nullopt : std::optional(Role::assistant);
}

std::optional<Mark> mark_of(std::string_view name, std::string_view rest) {
  const std::optional<Role> role = role_of(trim(name));
  return role ? std::optional(Mark{*role, trim(rest)}) : std::nullopt;
}

/// `User: words`.
std::optional<Mark> colon_mark(std::string_view line) {
  const std::size_t colon = line.substr(0, longest_name + 1).find(':');
  if (colon == npos || line.starts_with(' ')) return std::nullopt;
  const std::string_view rest = line.substr(colon + 1);
  if (!rest.empty() && rest[0] != ' ' && rest[0] != '\t') return std::nullopt;
  return mark_of(line.substr(0, colon), rest);
}

/// `**User**`, `**User:** words` or `**User**: words`.
std::optional<Mark> bold_mark(std::string_view line) {
  if (!line.starts_with("**")) return std::nullopt;
  const std::size_t end = line.substr(0, longest_name + 6).find("**", 2);
  if (end == npos) return std::nullopt;
  std::string_view name = line.substr(2, end - 2);
  std::string_view rest = line.substr(end + 2);
  const bool inner = name.ends_with(':');
  if (inner) name.remove_suffix(1);
  const bool outer = rest.starts_with(':');
  if (outer) rest.remove_prefix(1);
  if (!inner && !outer && !trim(rest).empty()) return std::nullopt;
  return mark_of(name, rest);
}

/// `### User` or `## User:`.
std::optional<Mark> heading_mark(std::string_view line) {
  const std::size_t depth = std::min(line.find_first_not_of('#'), line.size());
  if (depth == 0 || depth > 6 || depth == line.size() || line[depth] != ' ') return std::nullopt;
  std::string_view name = trim(line.substr(depth));
  if (name.starts_with("**") && name.ends_with("**") && name.size() > 4)
    name = name.substr(2, name.size() - 4);
  if (name.ends_with(':')) name.remove_suffix(1);
  return mark_of(name, {});
}

/// `You said:` and `ChatGPT said:`, as a web page's text has them; also as headings.
std::optional<Mark> said_mark(std::string_view line) {
  constexpr std::string_view end = " said:";
  line = trim(line.substr(std::min(line.find_first_not_of("# "), line.size())));
  if (!line.ends_with(end)) return std::nullopt;
  return mark_of(line.substr(0, line.size() - end.size()), {});
}

std::optional<Mark> mark_at(std::string_view line, Style style) {
  switch (style) {
    case Style::colon:
      return colon_mark(line);
    case Style::bold:
      return bold_mark(line);
    case Style::heading:
      return heading_mark(line);
    case Style::said:
      return said_mark(line);
  }
  return std::nullopt;
}

/// How many of a fence's characters a line begins with; 0 for other lines.
std::size_t fence_length(std::string_view line) {
  const std::size_t ticks = std::min(line.find_first_not_of('`'), line.size());
  return ticks >= 3 ? ticks : 0;
}

/// The lines of a text, without those of code blocks for whoever looks for marks.
class Lines {
 public:
  explicit Lines(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      std::string_view line = text.substr(0, end);
      if (line.ends_with('\r')) line.remove_suffix(1);
      lines_.push_back(line);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    find_code();
  }

  std::size_t size() const { return lines_.size(); }
  std::string_view operator[](std::size_t i) const { return lines_[i]; }
  bool is_code(std::size_t i) const { return code_[i]; }

 private:
  /// A fence without an end begins no code block.
  void find_code() {
    code_.assign(lines_.size(), false);
    std::size_t begin = lines_.size();
    std::size_t length = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const std::string_view line = trim(lines_[i]);
      const std::size_t fence = fence_length(line);
      if (fence == 0) continue;
      if (length == 0) {
        begin = i;
        length = fence;
      } else if (fence >= length && fence == line.size()) {
        std::fill(code_.begin() + static_cast<std::ptrdiff_t>(begin),
                  code_.begin() + static_cast<std::ptrdiff_t>(i) + 1, true);
        length = 0;
      }
    }
  }

  std::vector<std::string_view> lines_;
  std::vector<bool> code_;
};

/// Without the rules that some programs put between messages.
std::string_view without_rules(std::string_view text) {
  constexpr std::string_view rule = "---";
  text = trim(text);
  while (text == rule || text.ends_with("\n---"))
    text = trim(text.substr(0, text.size() - rule.size()));
  while (text.starts_with("---\n")) text = trim(text.substr(rule.size()));
  return text;
}

Transcript read_style(const Lines& lines, Style style) {
  Transcript found;
  std::optional<Role> speaker;
  std::string text;
  const auto finish = [&](Role next) {
    const std::string_view words = without_rules(text);
    if (speaker && !words.empty()) {
      if (!found.parts.empty() && found.parts.back().role != *speaker) ++found.switches;
      found.parts.push_back({*speaker, store::TurnKind::text, {}, std::string(words)});
    }
    text.clear();
    speaker = next;
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::optional<Mark> mark = lines.is_code(i) ? std::nullopt : mark_at(lines[i], style);
    if (mark) finish(mark->role);
    text += mark ? mark->rest : lines[i];
    text += '\n';
  }
  finish(Role::user);
  return found;
}

}  // namespace

Transcript read_transcript(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Transcript best = read_export(text);
  const Lines lines(text);
  for (const Style style : styles) {
    Transcript found = read_style(lines, style);
    if (found.switches > best.switches) best = std::move(found);
  }
  return best;
}

}  // namespace baton::capture
