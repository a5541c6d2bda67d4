#include <csignal>
#include <cstdio>
#include <exception>

#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include "daemon/app.hpp"
#include "daemon/base/memory.hpp"
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
  baton::configure_heap();
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
