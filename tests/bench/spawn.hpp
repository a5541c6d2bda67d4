#pragma once
// Whole processes, timed from outside.

#include <string>
#include <vector>

namespace baton::bench {

using Command = std::vector<std::string>;

/// Runs the commands in turn (A B C A B C …), so that the machine's drift meets all of them, with
/// standard output to /dev/null. @returns for each command the wall time of each run in
/// microseconds; the first `warm_up` runs are not counted
/// @throws std::runtime_error when a command cannot be started or exits with another code than 0
std::vector<std::vector<double>> time_in_turn(const std::vector<Command>& commands, int runs,
                                              int warm_up = 3);

/// The median of the pairwise ratios a[i] / b[i].
double paired_ratio(const std::vector<double>& a, const std::vector<double>& b);

}  // namespace baton::bench
