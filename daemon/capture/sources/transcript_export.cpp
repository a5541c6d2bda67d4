#include "daemon/capture/sources/transcript_export.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>

#include "daemon/base/text.hpp"

namespace baton::capture {
namespace {

using store::Role;
using store::TurnKind;

struct Bullet {
  std::string_view mark;
  Role role;
  TurnKind kind;
  bool may_be_indented;
};

constexpr auto bullets = std::to_array<Bullet>({
    {"> ", Role::user, TurnKind::text, false},
    {"\u276F ", Role::user, TurnKind::text, false},
    {"\u23FA ", Role::assistant, TurnKind::text, false},
    {"\u25CF ", Role::assistant, TurnKind::text, false},
    {"\u273B ", Role::assistant, TurnKind::thinking, false},
    {"\u23BF ", Role::tool, TurnKind::tool_result, true},
});

/// Claude Code separates a mark from its text by a space of either width.
std::string with_plain_spaces(std::string_view text) {
  constexpr std::string_view wide = "\u00A0";
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t next = std::min(text.find(wide, at), text.size());
    plain += text.substr(at, next - at);
    if (next < text.size()) plain += ' ';
    at = next + (next < text.size() ? wide.size() : 0);
  }
  return plain;
}

const Bullet* bullet_of(std::string_view line) {
  const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
  for (const Bullet& bullet : bullets) {
    if ((indent == 0 || bullet.may_be_indented) && line.substr(indent).starts_with(bullet.mark))
      return &bullet;
  }
  return nullptr;
}

/// `Bash(ls -la)` → its name and what it is given.
std::optional<std::pair<std::string_view, std::string_view>> call_in(std::string_view text) {
  constexpr std::size_t longest_name = 64;
  const std::size_t open = text.substr(0, longest_name).find('(');
  if (open == std::string_view::npos || open == 0 || !text.ends_with(')')) return std::nullopt;
  const std::string_view name = text.substr(0, open);
  const auto fits = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == ':';
  };
  const bool is_name =
      std::isupper(static_cast<unsigned char>(name[0])) != 0 || name.starts_with("mcp__");
  if (!is_name || !std::all_of(name.begin(), name.end(), fits)) return std::nullopt;
  return std::pair(name, text.substr(open + 1, text.size() - open - 2));
}

/// Puts the parts of one text together.
class ExportReading {
 public:
  void read_line(std::string_view line) {
    if (const Bullet* bullet = bullet_of(line)) {
      flush();
      bullet_ = bullet;
      const std::size_t at = line.find(bullet->mark) + bullet->mark.size();
      text_ = trim(line.substr(at));
      has_answers_ |= bullet->role == Role::assistant && bullet->kind == TurnKind::text;
    } else if (bullet_ != nullptr) {
      const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
      text_ += '\n';
      text_ += line.substr(std::min(indent, bullet_->may_be_indented ? std::size_t{5} : 2));
    }
  }

  Transcript take() {
    flush();
    return has_answers_ ? std::move(found_) : Transcript();
  }

 private:
  void flush() {
    const std::string text(trim(text_));
    text_.clear();
    if (bullet_ == nullptr || text.empty()) return;
    TranscriptPart part{bullet_->role, bullet_->kind, {}, text};
    const bool may_call = part.role == Role::assistant && part.kind == TurnKind::text;
    if (const auto call = may_call ? call_in(text) : std::nullopt) {
      part.kind = TurnKind::tool_call;
      part.tool = last_tool_ = call->first;
      part.text = trim(call->second).empty() ? "{}" : std::string(trim(call->second));
    }
    if (part.kind == TurnKind::tool_result) part.tool = last_tool_;
    if (part.role != Role::tool && part.role != speaker_) {
      found_.switches += found_.parts.empty() ? 0 : 1;
      speaker_ = part.role;
    }
    found_.parts.push_back(std::move(part));
  }

  Transcript found_;
  const Bullet* bullet_ = nullptr;
  std::string text_;
  std::string last_tool_;
  Role speaker_ = Role::system;
  bool has_answers_ = false;
};

}  // namespace

Transcript read_export(std::string_view text) {
  const std::string plain = with_plain_spaces(text);
  std::string_view rest = plain;
  ExportReading reading;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    reading.read_line(line);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return reading.take();
}

}  // namespace baton::capture
