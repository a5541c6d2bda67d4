#pragma once
// Phrases by which facts are found in English logs. All functions are pure.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace baton::handoff::evaluation {

/// Whether a command checks something: tests, builds, lints, formats.
bool is_check_command(std::string_view command);

/// Whether a user's sentence lays down a rule: "always", "never", "use X instead of Y". Questions
/// and "I don't know" are none.
bool is_rule(std::string_view sentence);

/// Whether a user's sentence decides something: "let's go with", "I'd prefer".
bool is_decision(std::string_view sentence);

/// Whether a line of output tells of a fault.
bool is_error_line(std::string_view line);

/// Whether a line says that something went well, or that it failed.
bool says_success(std::string_view line);
bool says_failure(std::string_view line);

/// The beginning of the message that a command gives to `git commit -m`; nothing when it gives
/// none.
std::optional<std::string> commit_message(std::string_view command);

/// The number of the pull request whose address an output names; empty when it names none.
std::string pull_request_number(std::string_view output);

/// The questions and answers that a tool which asks the user reports as "question"="answer".
std::vector<std::pair<std::string, std::string>> answered_questions(std::string_view output);

}  // namespace baton::handoff::evaluation
