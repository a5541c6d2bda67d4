#include "daemon/capture/sources/specstory_header.hpp"

#include <algorithm>

#include "daemon/base/hash.hpp"
#include "daemon/base/text.hpp"

namespace baton::capture::specstory {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t longest_head = 40;
constexpr std::size_t longest_id = 128;
constexpr std::size_t hashed_message = 4096;

/// `<!-- Codex CLI Session 019ca04c-… (2026-02-27 18:12:11Z) -->`
void read_session(std::string_view comment, Header& header) {
  constexpr std::string_view word = " Session ";
  const std::size_t at = comment.find(word);
  if (at == npos || !header.session.empty()) return;
  std::string_view rest = comment.substr(at + word.size());
  header.session = utf8_prefix(rest.substr(0, rest.find(' ')), longest_id);
  const std::size_t open = rest.find('(');
  const std::size_t close = rest.find(')');
  if (open == npos || close == npos || close < open) return;
  header.started_at = parse_specstory_time(rest.substr(open + 1, close - open - 1));
}

/// `Setting up (2025-04-26 16:30:55)` or `2026-02-27 18:12:11Z`
void read_heading(std::string_view heading, Header& header) {
  header.title = heading;
  std::string_view date = heading;
  const std::size_t open = heading.rfind('(');
  if (!parse_specstory_time(date) && open != npos && heading.ends_with(')')) {
    date = heading.substr(open + 1, heading.size() - open - 2);
  }
  const std::optional<Milliseconds> time = parse_specstory_time(date);
  if (!time) return;
  header.date = date;
  header.title = date.size() == heading.size() ? std::string_view() : trim(heading.substr(0, open));
  if (!header.started_at) header.started_at = time;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

Header parse_header(const Document& document, std::size_t first_message_line) {
  Header header;
  bool has_heading = false;
  for (std::size_t i = 0; i < std::min(first_message_line, longest_head); ++i) {
    const std::string_view line = trim(document.line(i));
    if (line.starts_with("<!--")) {
      read_session(line, header);
    } else if (line.starts_with("# ") && !has_heading) {
      has_heading = true;
      read_heading(trim(line.substr(2)), header);
    }
  }
  return header;
}

std::string date_of_name(const std::filesystem::path& path) {
  const std::string name = path.filename().string();
  constexpr std::string_view pattern = "dddd-dd-dd_dd-dd";
  if (name.size() < pattern.size()) return {};
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == 'd' ? !is_digit(name[i]) : name[i] != pattern[i]) return {};
  }
  return name.substr(0, pattern.size());
}

std::string session_id_of(const Header& header, const std::filesystem::path& path,
                          std::string_view first_message) {
  if (!header.session.empty()) return header.session;
  const std::string date = header.date.empty() ? date_of_name(path) : header.date;
  return "specstory-" + hex64(hash64({date, utf8_prefix(trim(first_message), hashed_message)}));
}

std::filesystem::path project_of(const std::filesystem::path& path) {
  for (auto directory = path.parent_path(); directory.has_relative_path();
       directory = directory.parent_path()) {
    if (directory.filename() == "history" && directory.parent_path().filename() == ".specstory") {
      return directory.parent_path().parent_path();
    }
  }
  return path.parent_path();
}

}  // namespace baton::capture::specstory
