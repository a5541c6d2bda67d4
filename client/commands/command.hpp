#pragma once
// What a command is to the program: a row of the table in registry.cpp.

#include <functional>
#include <memory>
#include <span>
#include <string_view>

#include "client/context.hpp"
#include "client/options.hpp"

namespace baton::client {

/// Under which heading the help lists a command.
enum class Group { everyday, recording, daemon, tools };

/// What the help of a command says besides its options.
struct CommandHelp {
  std::string_view details;   ///< paragraphs of whole lines
  std::string_view examples;  ///< lines of a command and what it does
};

/// Runs a command whose options were parsed.
using Run = std::function<ExitCode(Context&)>;

/// One command. A command is a file in this folder and a row of the table.
struct Command {
  std::string_view name;  ///< one word, or two for a command of a family: `capture scan`
  std::string_view summary;
  Group group;
  const CommandHelp* help;
  Run (*bind)(OptionSet&);  ///< declares the options and gives the function that uses them
};

/// A command's `bind`: its options live as long as the function that is given back. `Options` has
/// the overloads `declare(OptionSet&, Options&)` and `run(Context&, const Options&)`.
template <class Options>
Run bind(OptionSet& set) {
  auto options = std::make_shared<Options>();
  declare(set, *options);
  return [options](Context& context) { return run(context, *options); };
}

/// All commands, in the order of the help.
std::span<const Command> all_commands();

}  // namespace baton::client
