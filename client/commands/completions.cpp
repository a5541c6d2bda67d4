#include "client/commands/completions.hpp"

#include "client/completions.hpp"

namespace baton::client {

const CommandHelp completions_help{
    R"(The script goes to standard output; it is made from the same table as the help, so that it fits this version.
)",
    R"(  baton completions bash > ~/.local/share/bash-completion/completions/baton
  baton completions zsh > ~/.zfunc/_baton            with ~/.zfunc in $fpath
  baton completions fish > ~/.config/fish/completions/baton.fish
)"};

void declare(OptionSet& set, CompletionsOptions& options) {
  set.choice("SHELL", options.shell, {"bash", "zsh", "fish"}, "bash, zsh or fish");
}

ExitCode run(Context& context, const CompletionsOptions& options) {
  const Completed completed = completed_commands();
  if (options.shell == "bash") context.out.write(bash_completions(completed));
  if (options.shell == "zsh") context.out.write(zsh_completions(completed));
  if (options.shell == "fish") context.out.write(fish_completions(completed));
  return ExitCode::ok;
}

}  // namespace baton::client
