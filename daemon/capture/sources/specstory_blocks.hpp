#pragma once
// What an agent's message in a SpecStory file consists of.

#include <vector>

#include "daemon/capture/sources/specstory_document.hpp"

namespace baton::capture::specstory {

enum class BlockKind {
  prose,
  thinking,  ///< `<think>…</think>`
  tool_use,  ///< `<tool-use …>…</tool-use>`, `Tool use: **name**` and what follows, or `<details>`
             ///< with a summary
};

/// A stretch of an agent's message.
struct Block {
  BlockKind kind = BlockKind::prose;
  LineRange lines;
  LineRange output;  ///< of a tool use: a code block that stands right below it; else empty
};

/// The blocks of a message, in order; prose without blank lines and rules (`---`) at its ends, and
/// only where something is left. What looks like markup within a code block is prose.
std::vector<Block> split_blocks(const Document& document, LineRange message);

/// The range without blank lines and rules (`---`) at its ends: rules separate messages.
LineRange without_rules(const Document& document, LineRange lines);

}  // namespace baton::capture::specstory
