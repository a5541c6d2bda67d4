#pragma once
// baton show: a session, or one turn of it.

#include "client/commands/command.hpp"

namespace baton::client {

/// What the command line of `baton show` says.
struct ShowOptions {
  std::string reference{};
  std::optional<std::string> project{};
  std::optional<std::int64_t> from{};
  std::optional<std::int64_t> limit{};
  bool full = false;
};

/// What a reference such as `3`, `s3` or `3:41` names; handoffs cite turns in the last form.
struct Reference {
  std::int64_t session = 0;
  std::optional<std::int64_t> turn{};
};

/// Reads a reference; nothing when the text is not one.
std::optional<Reference> parse_reference(std::string_view text);

extern const CommandHelp show_help;

/// Declares the options of `baton show`.
void declare(OptionSet& set, ShowOptions& options);

/// Runs `baton show`.
ExitCode run(Context& context, const ShowOptions& options);

}  // namespace baton::client
