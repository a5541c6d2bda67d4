#pragma once
// What a command works with: where to print, whom to ask, and what the user asked for on every
// command.

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "client/environment.hpp"
#include "client/options.hpp"
#include "client/print/json.hpp"
#include "client/print/output.hpp"
#include "client/print/time.hpp"
#include "client/transport.hpp"

namespace baton::client {

/// The options that every command has.
struct Globals {
  bool json = false;
  bool no_color = false;
  bool no_start = false;
  std::optional<std::string> socket;
  std::optional<std::string> timeout;  ///< seconds, as given

  /// How long to wait for an answer.
  ///
  /// @throws Failure usage when the option is not a number of seconds
  std::chrono::milliseconds timeout_or_default() const;
};

/// Declares the global options; they stand in the help under a heading of their own.
void declare_globals(OptionSet& options, Globals& globals);

/// One run of a command. The functions are called only by commands that need what they give.
struct Context {
  Output& out;
  Output& err;
  Globals globals{};
  Environment environment{};
  Seconds now = 0;
  /// Connects at the first call; throws as reach_daemon() does.
  std::function<Transport&(const Context&)> connect{};
  /// The current directory, absolute.
  std::function<std::string()> directory = current_directory;

  Transport& daemon() const { return connect(*this); }
};

/// The absolute path of the socket that the options or the environment name.
///
/// @throws Failure unreachable when neither does
std::string chosen_socket(const Context& context);

/// A project as the daemon takes it: the given id or name; a path (with a slash, or `.` and `..`)
/// made absolute; without one the current directory.
std::string project_reference(const Context& context, const std::optional<std::string>& given);

/// Calls a method and prints its result: as JSON when that was asked for, else by `print(result)`.
template <class Contract, class Print>
ExitCode answer(Context& context, const Contract& contract, const typename Contract::Params& params,
                Print&& print) {
  const auto result = context.daemon().request(contract.name, protocol::encode(params));
  if (context.globals.json) {
    print_json(context.out, result);
  } else {
    print(read_result(contract, result));
  }
  return ExitCode::ok;
}

}  // namespace baton::client
