#pragma once
// baton search: full-text search over what was recorded.

#include "client/commands/command.hpp"

namespace baton::client {

/// What the command line of `baton search` says.
struct SearchOptions {
  std::vector<std::string> words{};
  std::optional<std::string> project{};
  bool all = false;
  std::optional<std::int64_t> limit{};
};

extern const CommandHelp search_help;

/// Declares the options of `baton search`.
void declare(OptionSet& set, SearchOptions& options);

/// Runs `baton search`.
ExitCode run(Context& context, const SearchOptions& options);

}  // namespace baton::client
