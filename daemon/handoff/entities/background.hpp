#pragma once
// background.txt, embedded into the program.

#include <span>

#include "daemon/base/embedded_text.hpp"

namespace baton::handoff {

/// The one file of document frequencies.
std::span<const EmbeddedText> embedded_background();

}  // namespace baton::handoff
