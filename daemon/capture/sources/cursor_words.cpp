#include "daemon/capture/sources/cursor_words.hpp"

#include <algorithm>
#include <array>

#include "daemon/base/text.hpp"

namespace baton::capture::cursor {
namespace {

constexpr auto elements = std::to_array<InjectedMarks::Element>({
    {"<user_info", "</user_info>"},
    {"<git_status", "</git_status>"},
    {"<project_layout", "</project_layout>"},
    {"<rules", "</rules>"},
    {"<always_applied_workspace_rules", "</always_applied_workspace_rules>"},
    {"<agent_skills", "</agent_skills>"},
    {"<agent_transcripts", "</agent_transcripts>"},
    {"<mcp_file_system", "</mcp_file_system>"},
    {"<open_files", "</open_files>"},
    {"<open_and_recently_viewed_files", "</open_and_recently_viewed_files>"},
    {"<attached_files", "</attached_files>"},
    {"<additional_data", "</additional_data>"},
    {"<external_links", "</external_links>"},
    {"<image_files", "</image_files>"},
    {"<timestamp", "</timestamp>"},
    {"<system_reminder", "</system_reminder>"},
    {"<system-reminder", "</system-reminder>"},
    {"<hook_context", "</hook_context>"},
});
constexpr InjectedMarks marks{elements, {}, {}};

/// Every text begins with nothing.
constexpr auto any_beginning = std::to_array<std::string_view>({""});
constexpr InjectedMarks all_injected{{}, {}, any_beginning};

constexpr std::string_view query_begin = "<user_query>";
constexpr std::string_view query_end = "</user_query>";

}  // namespace

void tell_user(std::string_view text, MessageTeller& teller) {
  const std::size_t begin = text.find(query_begin);
  const std::size_t end = text.rfind(query_end);
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) {
    teller.skip();
    teller.user_text(text, marks);
    return teller.skip();
  }
  teller.user_text(text.substr(0, begin), all_injected);
  const std::size_t words = begin + query_begin.size();
  teller.user_text(text.substr(words, end - words), marks);
  teller.user_text(text.substr(end + query_end.size()), all_injected);
}

std::string_view without_redaction(std::string_view text) {
  constexpr std::string_view mark = "[REDACTED]";
  text = trim(text);
  while (text.ends_with(mark)) text = trim(text.substr(0, text.size() - mark.size()));
  return text;
}

}  // namespace baton::capture::cursor
