#include "client/commands/capture_ignore.hpp"

#include "client/print/escape.hpp"
#include "protocol/contracts.hpp"

namespace baton::client {

const CommandHelp capture_ignore_help{
    R"(From now on records nothing of WHAT: an agent's id, a project (its name or a directory in it), or a log (its path,
a directory of logs, or a path with * and ?, which also stand for slashes). What is stored already stays. Baton tells
by itself which of these WHAT is; --scope says it where that is not what you mean.
)",
    R"(  baton capture ignore cursor                            an agent
  baton capture ignore .                                 the project that this directory belongs to
  baton capture ignore --note "client work" ~/src/acme
  baton capture ignore '*/secret-*.jsonl' --scope path
)"};

const CommandHelp capture_unignore_help{
    R"(Takes `baton capture ignore` back. What the logs still hold of the time in between is read now.
)",
    R"(  baton capture unignore cursor
  baton capture unignore ~/src/acme
)"};

namespace {

// A word with a slash, or the name of something in this directory, is a path; others are names.
std::string absolute_if_path(const Context& context, const std::string& what) {
  const bool is_path = what.find('/') != std::string::npos || what == "." || what == "..";
  return is_path && !what.starts_with('*') ? absolute_path(what, context.directory()) : what;
}

std::string named(const protocol::IgnoreRule& rule) {
  return escape_to_line(rule.scope) + " " + escape_to_line(rule.pattern);
}

}  // namespace

void declare(OptionSet& set, CaptureIgnoreOptions& options) {
  set.argument("WHAT", options.what, "an agent's id, a project or a path", Completes::files)
      .text("--scope", "SCOPE", options.scope, "agent, project or path")
      .text("--note", "TEXT", options.note, "why, shown by baton capture status");
}

void declare(OptionSet& set, CaptureUnignoreOptions& options) {
  set.argument("WHAT", options.what, "as for baton capture ignore", Completes::files)
      .text("--scope", "SCOPE", options.scope, "agent, project or path");
}

ExitCode run(Context& context, const CaptureIgnoreOptions& options) {
  return answer(context, protocol::capture_ignore,
                {.what = absolute_if_path(context, options.what),
                 .scope = options.scope,
                 .note = options.note},
                [&](const protocol::IgnoreRule& rule) {
                  context.out.write("Nothing is recorded any more of the " + named(rule) + ".\n");
                });
}

ExitCode run(Context& context, const CaptureUnignoreOptions& options) {
  return answer(
      context, protocol::capture_unignore,
      {.what = absolute_if_path(context, options.what), .scope = options.scope},
      [&](const protocol::IgnoreRule& rule) {
        context.out.write("The " + named(rule) + " is recorded again; its logs are read now.\n");
      });
}

}  // namespace baton::client
