#pragma once
// The patches that OpenAI's models write for the tool apply_patch:
//
//     *** Begin Patch
//     *** Update File: src/a.cpp
//     *** Move to: src/b.cpp
//     @@
//      unchanged
//     -removed
//     +added
//     *** Add File: notes.md
//     +all its lines
//     *** Delete File: old.md
//     *** End Patch

#include <string_view>
#include <vector>

#include "daemon/store/records.hpp"

namespace baton::capture {

/// The files that the patches within a text change, with the lines they add and remove; a moved
/// file is deleted where it was. The text may be a shell's or a script's that holds patches, their
/// line ends escaped or not. Nothing when there is no patch.
std::vector<store::FileTouch> files_of_patch(std::string_view text);

}  // namespace baton::capture
