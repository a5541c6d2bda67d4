#pragma once
// baton rpc: any method, raw.

#include "client/commands/command.hpp"

namespace baton::client {

/// What the command line of `baton rpc` says.
struct RpcOptions {
  std::optional<std::string> method;
  std::optional<std::string> params;
  bool list = false;
};

extern const CommandHelp rpc_help;

/// Declares the options of `baton rpc`.
void declare(OptionSet& set, RpcOptions& options);

/// Runs `baton rpc`.
ExitCode run(Context& context, const RpcOptions& options);

}  // namespace baton::client
