#include "daemon/capture/sources/specstory_blocks.hpp"

#include <algorithm>

#include "daemon/base/text.hpp"

namespace baton::capture::specstory {
namespace {

constexpr std::string_view note_begin = "Tool use: **";

bool is_rule(std::string_view line) {
  return trim(line) == "---";
}

class BlockSplitter {
 public:
  BlockSplitter(const Document& document, LineRange message)
      : document_(document), message_(message) {}

  std::vector<Block> split() {
    std::size_t prose = message_.begin;
    for (std::size_t i = message_.begin; i < message_.end;) {
      const Block block = block_at(i);
      if (block.lines.end == i) {
        fence_.enter(document_, i++);
        continue;
      }
      add_prose({prose, i});
      blocks_.push_back(block);
      i = prose = std::max(block.lines.end, block.output.end);
      fence_.reset();
    }
    add_prose({prose, message_.end});
    return std::move(blocks_);
  }

 private:
  /// The markup that begins at the line; an empty block when there is none.
  Block block_at(std::size_t i) const {
    const Block none{BlockKind::prose, {i, i}, {}};
    const std::string_view line = document_.line(i);
    if (line.empty() || document_.is_closed_soon(i, fence_.open())) return none;
    if (begins_tool_use(line)) return until(i, document_.tool_use_end(i), BlockKind::tool_use);
    if (line.starts_with("<think>"))
      return until(i, after(document_.thinking_end(i)), BlockKind::thinking);
    if (line.starts_with(note_begin)) return {BlockKind::tool_use, {i, note_end(i)}, {}};
    const bool begins_details = trim(line) == "<details>" && i + 1 < message_.end &&
                                trim(document_.line(i + 1)).starts_with("<summary>");
    if (begins_details) return until(i, after(document_.details_end(i)), BlockKind::tool_use);
    return none;
  }

  static std::optional<std::size_t> after(std::optional<std::size_t> line) {
    return line ? std::optional(*line + 1) : std::nullopt;
  }

  Block until(std::size_t i, std::optional<std::size_t> end, BlockKind kind) const {
    if (!end || *end > message_.end) return {BlockKind::prose, {i, i}, {}};
    Block block{kind, {i, *end}, {}};
    if (kind == BlockKind::tool_use) block.output = code_block_at(*end);
    return block;
  }

  LineRange code_block_at(std::size_t i) const {
    if (i >= message_.end || document_.fence(i) == 0 || !document_.is_bare_fence(i)) return {};
    FenceState fence;
    std::size_t end = i;
    do {
      fence.enter(document_, end++);
    } while (fence.open() > 0 && end < message_.end);
    if (fence.open() > 0) return {};
    return {i, end};
  }

  /// `Tool use: **name**` is followed by details or by code blocks, and ends with them at a rule.
  std::size_t note_end(std::size_t i) const {
    std::size_t at = i + 1;
    while (at < message_.end && document_.is_blank(at)) ++at;
    if (at < message_.end && trim(document_.line(at)) == "<details>") {
      const auto end = document_.details_end(at);
      if (end && *end < message_.end) return *end + 1;
    }
    FenceState fence;
    for (; at < message_.end; ++at) {
      if (is_rule(document_.line(at)) && !document_.is_closed_soon(at, fence.open())) break;
      fence.enter(document_, at);
    }
    return at;
  }

  void add_prose(LineRange lines) {
    const LineRange kept = without_rules(document_, lines);
    if (kept.begin < kept.end) blocks_.push_back({BlockKind::prose, kept, {}});
  }

  const Document& document_;
  LineRange message_;
  FenceState fence_;
  std::vector<Block> blocks_;
};

}  // namespace

LineRange without_rules(const Document& document, LineRange lines) {
  const auto is_filler = [&](std::size_t i) {
    return document.is_blank(i) || is_rule(document.line(i));
  };
  while (lines.begin < lines.end && is_filler(lines.begin)) ++lines.begin;
  while (lines.begin < lines.end && is_filler(lines.end - 1)) --lines.end;
  return lines;
}

std::vector<Block> split_blocks(const Document& document, LineRange message) {
  return BlockSplitter(document, message).split();
}

}  // namespace baton::capture::specstory
