#pragma once
// baton projects: what sessions belong to.

#include "client/commands/command.hpp"

namespace baton::client {

/// What the command line of `baton projects` says.
struct ProjectsOptions {
  std::optional<std::int64_t> limit;
};

extern const CommandHelp projects_help;

/// Declares the options of `baton projects`.
void declare(OptionSet& set, ProjectsOptions& options);

/// Runs `baton projects`.
ExitCode run(Context& context, const ProjectsOptions& options);

}  // namespace baton::client
