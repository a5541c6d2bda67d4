// What is remembered of a log of Copilot's events, as JSON.

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/copilot_events.hpp"
#include "daemon/capture/sources/json_access.hpp"

namespace baton::capture::copilot {

namespace json = boost::json;

std::string Memory::to_state() const {
  json::object state;
  state["session"] = to_valid_utf8(session);
  state["working_directory"] = to_valid_utf8(working_directory);
  state["model"] = to_valid_utf8(model);
  state["last_thought"] = last_thought;
  state["told_output"] = told_output;
  state["calls"] = calls.to_json();
  return json::serialize(state);
}

Memory Memory::from_state(std::string_view state) {
  Memory memory;
  const json::object object = parse_state(state);
  memory.session = string_member(object, "session");
  memory.working_directory = string_member(object, "working_directory");
  memory.model = string_member(object, "model");
  json::error_code failed;
  const json::value* thought = object.if_contains("last_thought");
  if (thought != nullptr && thought->is_number())
    memory.last_thought = thought->to_number<std::uint64_t>(failed);
  memory.told_output = number_member(object, "told_output");
  memory.calls = OpenCalls::from_json(array_member(object, "calls"));
  return memory;
}

}  // namespace baton::capture::copilot
