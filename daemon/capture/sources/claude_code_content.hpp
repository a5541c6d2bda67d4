#pragma once
// From the content blocks of a Claude Code record to turns.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/claude_code_memory.hpp"

namespace baton::capture::claude_code {

/// What all turns of one record have in common.
struct RecordOrigin {
  std::string_view uuid;
  Milliseconds time = 0;
  std::int64_t line = 0;
  bool injected = false;  ///< no person typed any of it, whatever it says
};

/// The turns of one record.
struct RecordTurns {
  std::vector<TurnEvent> turns;
  std::string
      unknown_block;  ///< type of a block that was not understood; empty when there was none
};

/// Turns of a `user` record: text is split into typed and injected parts, the first part of a block
/// has the block's index as its part number, the n-th part the index + n × 65536. Takes the calls
/// that its results answer out of the memory. Source: Messages API content blocks, as Claude
/// Code 1.0 to 2.1 writes them.
RecordTurns user_turns(const boost::json::object& record, const RecordOrigin& origin,
                       Memory& memory);

/// Turns of an `assistant` record; remembers its calls.
RecordTurns assistant_turns(const boost::json::object& record, const RecordOrigin& origin,
                            Memory& memory);

/// Turns of an `attachment` that is a message: `queued_command` (typed while the model was busy)
/// and `hook_additional_context`. Others are context which the harness adds by itself and give
/// none.
RecordTurns attachment_turns(const boost::json::object& record, const RecordOrigin& origin);

/// The turn of a `system` record: of a local command's output and of a compaction's boundary.
RecordTurns system_turns(const boost::json::object& record, const RecordOrigin& origin);

/// What a person typed in the record, which may be content of a message or a queued command's
/// prompt: its strings and text blocks.
std::string typed_text(const boost::json::value* content);

}  // namespace baton::capture::claude_code
