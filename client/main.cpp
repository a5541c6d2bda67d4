// The `baton` command: gives the program its process.

#include <cstdlib>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

#include <unistd.h>

#include "client/autostart.hpp"
#include "client/program.hpp"

namespace {

using baton::client::Connection;
using baton::client::Context;
using baton::client::Output;
using baton::client::Transport;

bool colour_welcome() {
  const char* no_color = std::getenv("NO_COLOR");  // NOLINT(concurrency-mt-unsafe): one thread
  return no_color == nullptr || *no_color == '\0';
}

std::unique_ptr<Transport> connect(const Context& context) {
  const std::string socket = baton::client::chosen_socket(context);
  const auto timeout = context.globals.timeout_or_default();
  auto connected = baton::client::reach_daemon(
      context.environment, socket, {.start = !context.globals.no_start, .timeout = timeout});
  return std::make_unique<Connection>(std::move(connected), socket, timeout);
}

}  // namespace

int main(int argc, char** argv) {
  Output out(STDOUT_FILENO);
  Output err(STDERR_FILENO);
  const bool colour = colour_welcome();
  out.look_at_terminal(colour);
  Context context{.out = out, .err = err};
  context.globals.no_color = !colour;
  context.environment = baton::client::Environment::of_process();
  context.now = std::time(nullptr);
  std::unique_ptr<Transport> daemon;
  context.connect = [&](const Context& asking) -> Transport& {
    if (!daemon) daemon = connect(asking);
    return *daemon;
  };
  const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
  return static_cast<int>(baton::client::run_program(words, context));
}
