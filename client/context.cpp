#include "client/context.hpp"

#include <charconv>
#include <exception>

#include "protocol/socket_path.hpp"

namespace baton::client {

namespace {

constexpr double default_seconds = 30;
constexpr double most_seconds = 86'400;

}  // namespace

std::chrono::milliseconds Globals::timeout_or_default() const {
  double seconds = default_seconds;
  if (timeout) {
    const char* end = timeout->data() + timeout->size();
    const auto [stopped, error] = std::from_chars(timeout->data(), end, seconds);
    if (error != std::errc() || stopped != end || !(seconds > 0) || seconds > most_seconds) {
      throw Failure(ExitCode::usage,
                    "--timeout takes seconds above 0, at most 86400, not '" + *timeout + "'");
    }
  }
  return std::chrono::ceil<std::chrono::milliseconds>(std::chrono::duration<double>(seconds));
}

void declare_globals(OptionSet& options, Globals& globals) {
  options.flag("--json", globals.json, "print the result as JSON, for programs")
      .text("--socket", "PATH", globals.socket,
            "the daemon's socket, instead of $BATON_SOCKET or the default", Completes::files)
      .text("--timeout", "SECONDS", globals.timeout, "wait at most this long for an answer (30)")
      .flag("--no-start", globals.no_start, "do not start the daemon when none runs")
      .flag("--no-color", globals.no_color, "no colour, as with NO_COLOR=1");
}

std::string chosen_socket(const Context& context) {
  std::string path;
  if (context.globals.socket) {
    path = *context.globals.socket;
  } else {
    try {
      path = protocol::default_socket_path();
    } catch (const std::exception& error) {
      throw Failure(ExitCode::unreachable, error.what());
    }
  }
  return path.starts_with('/') ? path : absolute_path(path, context.directory());
}

std::string project_reference(const Context& context, const std::optional<std::string>& given) {
  if (!given) return context.directory();
  const bool is_path = given->find('/') != std::string::npos || *given == "." || *given == "..";
  if (!is_path) return *given;
  const bool is_absolute = given->starts_with('/');
  return absolute_path(*given, is_absolute ? std::string() : context.directory());
}

}  // namespace baton::client
