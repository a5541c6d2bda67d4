#pragma once
// What a shell command is for.

#include <string>
#include <string_view>
#include <vector>

namespace baton::handoff {

/// What a command is for. The first four say something about the state of the work.
enum class Purpose { test, build, lint, typecheck, run, install, version, commit, change, look };

/// The word for a purpose, as a line of the document begins with it.
std::string_view word_for(Purpose purpose);
/// True for tests, builds, linters and type checks.
bool is_check(Purpose purpose);

/// The purpose of a simple command, given its words and the same joined by single spaces. There is
/// at least one word.
Purpose purpose_of(const std::vector<std::string_view>& words, const std::string& text);

}  // namespace baton::handoff
