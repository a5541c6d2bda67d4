#include <csignal>
#include <cstdio>
#include <exception>

#include <malloc.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include "daemon/app.hpp"
#include "daemon/logging.hpp"
#include "daemon/options.hpp"

namespace {

int run(const baton::Options& options) {
  const baton::Config config = baton::effective_config(options);
  if (options.check_config) {
    std::printf("%s: the configuration is right\n", options.config_path.c_str());
    return 0;
  }
  baton::start_logging(config.log_level);
  baton::App app(config);
  app.run(options.ready_descriptor);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  ::umask(077);
  // By default each thread keeps a heap of its own, with what the others could use lying free in
  // it: a third of the daemon's memory after a backfill. One heap for all costs 5 % of its speed.
  ::mallopt(M_ARENA_MAX, 2);
  std::signal(SIGPIPE, SIG_IGN);
  const baton::ParsedOptions parsed = baton::parse_options(argc, argv);
  if (!parsed.options) return parsed.exit_code;
  if (parsed.options->print_config) {
    std::fputs(baton::documented_defaults().c_str(), stdout);
    return 0;
  }
  try {
    return run(*parsed.options);
  } catch (const baton::ConfigError& error) {
    std::fprintf(stderr, "batond: %s\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "batond: %s\n", error.what());
    return 1;
  }
}
