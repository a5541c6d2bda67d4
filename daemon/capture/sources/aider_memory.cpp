#include <algorithm>
#include <optional>

#include "daemon/base/hash.hpp"
#include "daemon/capture/sources/aider_parser.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/json_lines.hpp"

namespace baton::capture::aider {

namespace json = boost::json;

std::string Memory::session() const {
  // The directory, since two projects may have begun a session in the same second.
  std::string id = "aider-" + started + "-" + hex64(hash64({directory, started}));
  std::replace(id.begin(), id.end(), ' ', 'T');
  if (same_second > 0) id += "-" + std::to_string(same_second + 1);
  return id;
}

std::string Memory::to_state() const {
  json::array files;
  for (const std::string& path : created) files.emplace_back(path);
  return json::serialize(json::object{{"started", started},
                                      {"same_second", same_second},
                                      {"start_line", start_line},
                                      {"model", model},
                                      {"version", version},
                                      {"has_prompt", has_prompt},
                                      {"knows_breaks", knows_breaks},
                                      {"has_breaks", has_breaks},
                                      {"in_fence", in_fence},
                                      {"in_tool_text", in_tool_text},
                                      {"in_handoff", in_handoff},
                                      {"has_reported", has_reported},
                                      {"block", static_cast<int>(block)},
                                      {"text", text},
                                      {"text_line", text_line},
                                      {"last_output", last_output},
                                      {"created", files}});
}

Memory Memory::from_state(std::string_view state) {
  Memory memory;
  JsonReader reader;
  std::string fault;
  const std::optional<json::value> value = reader.parse(state, fault);
  const json::object* saved = value ? value->if_object() : nullptr;
  if (saved == nullptr) return memory;
  memory.started = string_member(*saved, "started");
  memory.same_second = static_cast<int>(
      std::clamp<std::int64_t>(number_member(*saved, "same_second"), 0, 1'000'000));
  memory.start_line = std::max<std::int64_t>(number_member(*saved, "start_line"), 0);
  memory.model = string_member(*saved, "model");
  memory.version = string_member(*saved, "version");
  memory.has_prompt = flag_member(*saved, "has_prompt");
  memory.knows_breaks = flag_member(*saved, "knows_breaks");
  memory.has_breaks = !memory.knows_breaks || flag_member(*saved, "has_breaks");
  memory.in_fence = flag_member(*saved, "in_fence");
  memory.in_tool_text = flag_member(*saved, "in_tool_text");
  memory.in_handoff = flag_member(*saved, "in_handoff");
  memory.has_reported = flag_member(*saved, "has_reported");
  const std::int64_t block = number_member(*saved, "block");
  if (block > 0 && block <= static_cast<int>(Block::tool)) memory.block = static_cast<Block>(block);
  memory.text = string_member(*saved, "text");
  memory.text_line = std::max<std::int64_t>(number_member(*saved, "text_line"), 0);
  memory.last_output = string_member(*saved, "last_output");
  if (const json::array* files = array_member(*saved, "created")) {
    for (const json::value& path : *files) {
      if (path.is_string()) memory.created.emplace_back(path.get_string());
    }
  }
  return memory;
}

}  // namespace baton::capture::aider
