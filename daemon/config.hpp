#pragma once
// config.toml: what the user may set. One table in config.cpp gives every key its type, default,
// bounds and text; reading, checking and the printed reference are made from it.

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace baton {

/// The configuration is wrong; the message names the file, the line, what is wrong and how to mend
/// it.
class ConfigError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Config {
  std::string socket;    ///< empty: the default, see protocol/socket_path.hpp
  std::string data_dir;  ///< empty: $XDG_DATA_HOME/baton
  std::string log_level = "info";
  std::int64_t max_connections = 1024;
  std::int64_t max_message_mib = 16;
  bool watch = true;
  std::vector<std::string> extra_roots;
  std::int64_t rescan_seconds = 60;
  std::int64_t debounce_milliseconds = 50;
  std::int64_t silence_minutes = 30;
  std::int64_t budget = 2000;
  std::int64_t keep_turn_days = 0;
  std::int64_t keep_tool_output_days = 0;
};

/// `$XDG_CONFIG_HOME/baton/config.toml`, else `~/.config/baton/config.toml`.
std::filesystem::path default_config_path();

/// Reads a file; a missing one gives the defaults when `optional`. @throws ConfigError
Config read_config(const std::filesystem::path& path, bool optional);

/// Reads TOML text. @param name stands for the file in messages. @throws ConfigError
Config parse_config(std::string_view text, std::string_view name);

/// The defaults as TOML, with a comment above each key: the reference of all there is to set.
std::string documented_defaults();

}  // namespace baton
