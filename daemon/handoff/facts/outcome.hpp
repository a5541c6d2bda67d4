#pragma once
// What the output of a tool says about how it went.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace baton::handoff {

enum class Outcome { unknown, succeeded, failed, rejected };

/// The exit code that the agent wrote into the output: "Exit code 1", "Process exited with code 0",
/// `"exit_code":2`.
std::optional<int> exit_code(std::string_view output);

/// How a tool went, from the flag that the agent set and from the output. Whether a check such as a
/// test run passed is read from its output as well, since a pipe hides its exit code.
Outcome outcome_of(std::string_view output, bool is_error, bool check, bool piped);

/// The lines of the output that name the error, the most telling first; at most `most`, each on one
/// line and cut.
std::vector<std::string> error_lines(std::string_view output, std::size_t most);

/// The line of a passing check's output that counts what passed; empty when there is none.
std::string passing_line(std::string_view output);

}  // namespace baton::handoff
