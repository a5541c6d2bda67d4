#include "client/program.hpp"

#include <exception>

#include "client/command_line.hpp"
#include "client/help.hpp"
#include "client/print/escape.hpp"
#include "protocol/contracts.hpp"

namespace baton::client {

namespace {

const Command& known_command(const std::vector<std::string>& name) {
  const Command* command = find_command(name);
  if (command == nullptr) throw Failure(ExitCode::usage, unknown_command(name));
  return *command;
}

ExitCode help_about(std::vector<std::string> name, Context& context) {
  if (!name.empty() && name.front() == "help") name.erase(name.begin());
  if (name.empty()) {
    print_help(context.out);
    return ExitCode::ok;
  }
  const auto members = name.size() == 1 ? family(name.front()) : std::vector<const Command*>{};
  if (members.empty()) {
    print_help(context.out, known_command(name));
    return ExitCode::ok;
  }
  if (const Command* command = find_command(name)) {
    print_help(context.out, *command);
    print_members(context.out, members);
    return ExitCode::ok;
  }
  for (const Command* member : members) {
    if (member != members.front()) context.out.write("\n");
    print_help(context.out, *member);
  }
  return ExitCode::ok;
}

ExitCode run_command(const CommandLine& line, Context& context) {
  const Command& command = known_command(line.name);
  OptionSet options;
  const Run run = command.bind(options);
  declare_globals(options, context.globals);
  try {
    options.parse(line.rest);
    context.globals.timeout_or_default();
  } catch (const Failure& failure) {
    throw Failure(failure.code(), std::string(failure.what()) + " (see baton help " +
                                      std::string(command.name) + ")");
  }
  if (context.globals.no_color) context.out.disable_colour();
  return run(context);
}

ExitCode dispatch(const std::vector<std::string>& words, Context& context) {
  const CommandLine line = split_command_line(words);
  if (line.version) {
    context.out.write("baton " BATON_VERSION ", protocol " +
                      std::to_string(protocol::protocol_version) + "\n");
    return ExitCode::ok;
  }
  const bool help = line.help || (!line.name.empty() && line.name.front() == "help");
  if (help || (line.name.empty() && line.rest.empty())) return help_about(line.name, context);
  if (line.name.empty())
    throw Failure(ExitCode::usage, "a command is missing; baton help lists them");
  return run_command(line, context);
}

std::string explain(const protocol::RpcError& error) {
  std::string text =
      std::string(error.what()) + " (" + std::string(protocol::error_name(error.code())) + ")";
  if (error.code() == protocol::ErrorCode::method_not_found) {
    text += "; the daemon may be older than this client, see baton doctor";
  }
  return text;
}

ExitCode complain(Context& context, ExitCode code, std::string_view message) {
  context.err.look_at_terminal(!context.globals.no_color);
  context.err.write(Style::red, "baton: ").write(escape_to_line(message)).write("\n");
  try {
    context.err.flush();
  } catch (const Failure&) {
    // The exit code still tells.
  }
  return code;
}

}  // namespace

ExitCode run_program(const std::vector<std::string>& words, Context& context) {
  try {
    const ExitCode code = dispatch(words, context);
    context.out.flush();
    return code;
  } catch (const Failure& failure) {
    return complain(context, failure.code(), failure.what());
  } catch (const protocol::RpcError& error) {
    return complain(context, ExitCode::refused, explain(error));
  } catch (const std::exception& error) {
    return complain(context, ExitCode::internal, error.what());
  }
}

}  // namespace baton::client
