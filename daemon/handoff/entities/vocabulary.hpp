#pragma once
// The words that the extraction of entities knows. All functions are pure.

#include <span>
#include <string_view>

namespace baton::handoff {

/// Extensions of file names, without the dot, in lower case.
std::span<const std::string_view> file_extensions();

/// Whether a program is worth remembering a command of: builders, test runners, package managers.
bool is_program(std::string_view name);

/// Whether the program's second and third words belong to what it does (`npm run test`).
bool has_subcommands(std::string_view program);

/// Whether a subcommand of git is part of every session's routine.
bool is_plain_git(std::string_view subcommand);

/// Whether what looks like a path (lower case) is none.
bool is_no_path(std::string_view lowered);

/// Whether what looks like an identifier (lower case) says nothing.
bool is_no_identifier(std::string_view lowered);

/// Whether `name.member` is an expression rather than a file name (lower case).
bool is_object_name(std::string_view lowered);

/// Whether `PREFIX-123` is a standard rather than an issue.
bool is_no_issue(std::string_view prefix);

/// English words too common to say anything, in lower case, sorted. The measure has no others.
std::span<const std::string_view> english_stop_words();

/// Whether an English word (lower case) is too common to say anything.
bool is_stop_word(std::string_view lowered);

}  // namespace baton::handoff
