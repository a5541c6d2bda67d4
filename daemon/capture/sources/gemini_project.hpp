#pragma once
// Which project a Gemini CLI session belongs to: its log does not say.

#include <filesystem>
#include <string>

namespace baton::capture::gemini {

/// The working directory of a session whose log is `<base>/tmp/<project>/chats/…`: what the
/// directory's own `.project_root` says, else the path that `<base>/projects.json` gives this name.
/// Empty when neither does. Blocking; never throws on what it finds.
std::string working_directory_of(const std::filesystem::path& log);

/// The session whose subagent wrote the log, which is `chats/<session>/<subagent>.jsonl`; empty for
/// others.
std::string parent_session_of(const std::filesystem::path& log);

}  // namespace baton::capture::gemini
