#pragma once
// Handoffs as files, for measuring what another program made, and for reading what was measured:
// `<project>/<n>.<budget>.md`, where n counts the sessions before it, and beside it
// `<n>.<budget>.json`, the lines with the turns that they cite.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/handoff/evaluation/generator.hpp"

namespace baton::handoff::evaluation {

/// Lines as JSON: `[{"text": "…", "citations": ["3:41"]}]`. Pure.
std::string lines_to_json(const std::vector<Line>& lines);

/// The lines of such a text. Pure.
/// @param place what to call the text in errors: its path
/// @throws LoadError when it is not of this form
std::vector<Line> lines_from_json(std::string_view json, const std::string& place);

/// Reads a handoff, and its lines when there are any. Blocking.
/// @param directory of the project's handoffs
/// @throws LoadError when the text is missing, or the lines are not of their form
Generated read_handoff(const std::filesystem::path& directory, std::size_t sessions_before,
                       std::int64_t budget);

/// Writes a handoff and its lines, over what stands there. Makes the directory. Blocking.
/// @throws LoadError when it cannot be written
void write_handoff(const std::filesystem::path& directory, std::size_t sessions_before,
                   std::int64_t budget, const Generated& made);

}  // namespace baton::handoff::evaluation
