#pragma once
// The JSON within the rows of a Cline task.

#include <string>
#include <string_view>
#include <vector>

#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/store/records.hpp"

namespace baton::capture::cline {

/// A `tool` row: `{"tool":"editedExistingFile","path":…,"diff":…}`.
struct ToolRow {
  std::string name;
  std::vector<store::FileTouch> files;
};

/// A use of a Model Context Protocol server.
struct ServerUse {
  std::string server;
  std::string tool;
  std::string input;  ///< JSON
};

/// Reads the text of a `tool` row; its name is `tool` when the text does not tell it.
ToolRow read_tool_row(std::string_view text, JsonReader& reader);
ServerUse read_server_use(std::string_view text, JsonReader& reader);

/// An answer in plan mode is `{"response":…}`; other texts are their own answer.
std::string answer_of(std::string_view text, JsonReader& reader);

/// `{"key":"text"}`.
std::string input_of(std::string_view key, std::string_view text);

}  // namespace baton::capture::cline
