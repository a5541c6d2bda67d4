#pragma once
// The state of a chat from the log of its changes.

#include <string_view>

#include <boost/json/object.hpp>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/json_lines.hpp"

namespace baton::capture::copilot_vscode {

/// Plays a `.jsonl` file back. Its first line `{"kind":0,"v":…}` is the whole chat; each further
/// one changes what stands at the path `k`: 1 puts `v` there, 2 cuts the array down to `i` entries
/// if that is given and appends those of `v`, 3 takes the member out. A line that changes what
/// there is not is reported and passed over; a last line without its end is still being written.
/// Source: VS Code's src/vs/workbench/contrib/chat/common/model/objectMutationLog.ts, of 2026.
boost::json::object play_back(std::string_view bytes, EventSink& sink);

}  // namespace baton::capture::copilot_vscode
