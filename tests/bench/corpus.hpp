#pragma once
// Logs to measure with: made up, always the same, shaped like Claude Code's.

#include <cstddef>
#include <filesystem>

namespace baton::bench {

/// What was written.
struct Corpus {
  std::filesystem::path directory;
  double megabytes = 0;
  std::size_t files = 0;
  std::size_t turns = 0;
};

/// What the sessions are like.
enum class Profile {
  tool,  ///< long outputs and whole files: about 280 turns per MB of log
  chat,  ///< short messages with few tools: about 900 turns per MB
};

/// Writes logs of about `megabytes` MB below `directory`, a file per session, of the projects
/// /home/dev/src/project0 to project11. Code and prose come from the machine's C++ headers. Like
/// the agent's own logs they hold every tool result twice and much that is no turn: the edited file
/// before the edit, patches, signatures, usage.
/// @param seed another one gives other sessions
/// @throws std::runtime_error when there are no headers, or the disk is full
Corpus make_corpus(const std::filesystem::path& directory, double megabytes, Profile profile,
                   unsigned seed = 1);

/// Writes one session of the tool profile with at least `turns` turns in the project
/// /home/dev/src/long. @throws std::runtime_error
Corpus make_session(const std::filesystem::path& directory, std::size_t turns);

/// A word that occurs in about one turn of 2000, for searching.
const char* rare_word();

}  // namespace baton::bench
