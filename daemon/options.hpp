#pragma once
// batond's command line.

#include <filesystem>
#include <optional>
#include <string>

#include "daemon/config.hpp"

namespace baton {

struct Options {
  std::filesystem::path config_path;
  bool config_given = false;  ///< by --config: then the file must exist
  std::string socket;         ///< overrides the configuration when not empty
  std::string data_dir;       ///< overrides the configuration when not empty
  std::string log_level;      ///< overrides the configuration when not empty
  bool no_watch = false;
  bool check_config = false;
  bool print_config = false;
  int ready_descriptor = -1;  ///< one byte is written to it when the daemon serves
};

/// Parses the command line. Prints help, version or an error itself. @returns the options, or the
/// exit code to end with
struct ParsedOptions {
  std::optional<Options> options;
  int exit_code = 0;
};
ParsedOptions parse_options(int argc, char** argv);

/// The configuration with the command line's overrides. @throws ConfigError
Config effective_config(const Options& options);

}  // namespace baton
