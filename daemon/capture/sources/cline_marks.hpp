#pragma once
// What Cline and its kin put into a user's message.

#include <array>
#include <string_view>

#include "daemon/capture/sources/injected.hpp"

namespace baton::capture::cline {

inline constexpr auto mark_elements = std::to_array<InjectedMarks::Element>({
    {"<environment_details", "</environment_details>"},
    {"<SYSTEM_NOTICE", "</SYSTEM_NOTICE>"},
    {"<system-reminder", "</system-reminder>"},
    {"<file_content", "</file_content>"},
    {"<folder_content", "</folder_content>"},
    {"<explicit_instructions", "</explicit_instructions>"},
    {"<hook_context", "</hook_context>"},
});
inline constexpr auto mark_brackets =
    std::to_array<std::string_view>({"[TASK RESUMPTION]", "[file ", "[ERROR]"});

/// Source: Cline's src/core/prompts/responses.ts and its SDK's messages, 3.x and 4.x.
inline constexpr InjectedMarks marks{mark_elements, mark_brackets, {}};

}  // namespace baton::capture::cline
