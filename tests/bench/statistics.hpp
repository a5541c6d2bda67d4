#pragma once
// Medians and ratios, and the table they are printed in.

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace baton::bench {

using Clock = std::chrono::steady_clock;

/// Microseconds since `start`.
double microseconds_since(Clock::time_point start);

/// The value below which `share` (0 to 1) of the values lie. The values may be in any order; empty
/// gives 0.
double percentile(std::vector<double> values, double share);
double median(const std::vector<double>& values);

/// One line of the result.
struct Row {
  std::string name;
  std::string measured;   ///< in words, with units
  std::string limit;      ///< what it is compared with, with units
  double ratio = 0;       ///< measured to limit
  double target = 0;      ///< the ratio to reach; 0 for none
  bool at_least = false;  ///< the ratio should be at least the target, not at most
};

/// Prints the table; returns how many targets were missed.
int print_table(const std::vector<Row>& rows);

/// E.g. `with_unit(12.345, "µs")` is `12.3 µs`.
std::string with_unit(double value, std::string_view unit);

}  // namespace baton::bench
