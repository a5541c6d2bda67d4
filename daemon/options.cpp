#include "daemon/options.hpp"

#include <CLI/CLI.hpp>

namespace baton {

ParsedOptions parse_options(int argc, char** argv) {
  Options options;
  options.config_path = default_config_path();
  CLI::App app{
      "batond records AI coding sessions and hands each one's context to the next.\n"
      "It serves JSON-RPC on a Unix socket; `baton` is its command line client.",
      "batond"};
  app.set_version_flag("--version", "batond " BATON_VERSION);
  auto* config =
      app.add_option("--config", options.config_path, "Read this file instead of the default");
  app.add_option("--socket", options.socket, "Listen on this path");
  app.add_option("--data-dir", options.data_dir, "Keep the database in this directory");
  app.add_option("--log-level", options.log_level, "trace, debug, info, warning, error or off")
      ->check(CLI::IsMember({"trace", "debug", "info", "warning", "error", "off"}));
  app.add_flag("--no-watch", options.no_watch, "Do not read the agents' own log directories");
  app.add_option("--ready-fd", options.ready_descriptor,
                 "Write one byte to this descriptor once the socket answers");
  app.add_flag("--check-config", options.check_config,
               "Read the configuration, say whether it is right, and end");
  app.add_flag("--print-config", options.print_config,
               "Print every key of the configuration with its default, and end");
  app.footer(
      "Examples:\n"
      "  batond                       # in the foreground, with the default socket and database\n"
      "  batond --check-config        # is ~/.config/baton/config.toml right?\n"
      "  batond --print-config > ~/.config/baton/config.toml");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const bool asked = error.get_exit_code() == 0;
    app.exit(error);
    return {std::nullopt, asked ? 0 : 2};
  }
  options.config_given = config->count() > 0;
  return {std::move(options), 0};
}

Config effective_config(const Options& options) {
  Config config = read_config(options.config_path, !options.config_given);
  if (!options.socket.empty()) config.socket = options.socket;
  if (!options.data_dir.empty()) config.data_dir = options.data_dir;
  if (!options.log_level.empty()) config.log_level = options.log_level;
  if (options.no_watch) config.watch = false;
  return config;
}

}  // namespace baton
