#pragma once

#include <string>

namespace baton {

/// Sends spdlog's default logger to standard error. Under systemd, which adds time and name itself,
/// each line begins with its journal priority (sd-daemon(3)); else with the time and level.
void start_logging(const std::string& level);

}  // namespace baton
