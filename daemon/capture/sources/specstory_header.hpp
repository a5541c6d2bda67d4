#pragma once
// The head of a SpecStory file, and which session it is.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/base/time.hpp"
#include "daemon/capture/sources/specstory_document.hpp"

namespace baton::capture::specstory {

/// What stands above the first message.
struct Header {
  std::string session;  ///< the agent's own id; empty in files of early 2025
  std::string title;    ///< the heading without its date; empty when it is only a date
  std::string date;     ///< the heading's date as it stands
  std::optional<Milliseconds> started_at;
};

/// Reads `<!-- Codex CLI Session <id> (<time>) -->` and `# <title> (<time>)` or `# <time>`; either
/// may be absent.
Header parse_header(const Document& document, std::size_t first_message_line);

/// The session's id: the header's, else a hash of what stays when SpecStory writes the file anew
/// under another name, which is the heading's date (else the date that the file's name begins with)
/// and the first message.
std::string session_id_of(const Header& header, const std::filesystem::path& path,
                          std::string_view first_message);

/// The date that the file's name begins with, `2025-04-26_20-30`; empty when it does not.
std::string date_of_name(const std::filesystem::path& path);

/// The project: the directory that holds `.specstory/history`, else the file's own.
std::filesystem::path project_of(const std::filesystem::path& path);

}  // namespace baton::capture::specstory
