// Feeds TOML to the configuration. Whatever it says, it is a configuration within its bounds or a
// ConfigError that names the file and a line.

#include "daemon/config.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const baton::Config config =
        baton::parse_config({reinterpret_cast<const char*>(data), size}, "config.toml");
    if (config.budget < 200 || config.budget > 20'000) std::abort();
    if (config.rescan_seconds < 5 || config.max_connections < 8) std::abort();
  } catch (const baton::ConfigError& error) {
    if (!std::string_view(error.what()).starts_with("config.toml:")) std::abort();
  }
  return 0;
}
