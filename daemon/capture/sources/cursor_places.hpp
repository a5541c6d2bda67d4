#pragma once
// What the places of Cursor's files tell: which project, and which other file has the session, too.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/base/time.hpp"

namespace baton::capture::cursor {

/// What the path of an agent's transcript tells.
struct TranscriptPlace {
  std::string session;
  std::string parent;     ///< the session whose subagent this one is; empty when it is none
  std::string directory;  ///< the project's; empty when it cannot be found
  std::optional<Milliseconds> written_at;  ///< transcripts themselves have no times
};

/// Of `…/projects/<slug>/agent-transcripts/<id>.jsonl`, `…/<id>/<id>.jsonl` or
/// `…/<id>/subagents/<other id>.jsonl`.
TranscriptPlace place_of(const std::filesystem::path& transcript);

/// The directory whose path with every character but letters and digits replaced by `-` is the
/// slug, if there is one. Looks at a bounded number of directories.
std::string directory_of_slug(std::string_view slug);

/// Whether one of Cursor's databases of the same user holds the session: the editor's, or the
/// command line's. False when they cannot be read now.
bool is_in_database(const std::filesystem::path& transcript, const std::string& session);

/// The folders of the windows that composers belong to, by the composer's id: versions before 3.12
/// tell them only in the databases below `workspaceStorage`.
std::map<std::string, std::string> folders_of_composers(
    const std::filesystem::path& workspace_storage);

}  // namespace baton::capture::cursor
