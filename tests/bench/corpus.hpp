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

/// Writes logs of about `megabytes` MB below `directory`: sessions of requests, answers, file
/// reads, shell commands with outputs of log-normal length; words from a Zipf distribution over a
/// vocabulary of 20,000.
/// @param seed another one gives other sessions
Corpus make_corpus(const std::filesystem::path& directory, double megabytes, unsigned seed = 1);

/// A word that occurs in about one turn of 2000, for searching.
const char* rare_word();

}  // namespace baton::bench
