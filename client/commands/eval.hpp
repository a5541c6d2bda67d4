#pragma once
// baton eval: how much of what sessions needed their handoffs held.

#include "client/commands/command.hpp"

namespace baton::client {

/// What the command line of `baton eval` says.
struct EvalOptions {
  std::optional<std::string> path;
  std::optional<std::string> project;
  std::vector<std::int64_t> budgets;
  std::vector<std::string> generators;
  std::optional<std::string> handoffs;
  std::optional<std::string> write;
  bool goal = false;
};

extern const CommandHelp eval_help;

/// Declares the options of `baton eval`.
void declare(OptionSet& set, EvalOptions& options);

/// Runs `baton eval`.
ExitCode run(Context& context, const EvalOptions& options);

}  // namespace baton::client
