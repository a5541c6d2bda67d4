#include "daemon/capture/sources/tool_kinds.hpp"

#include <array>
#include <cctype>
#include <string>
#include <utility>

namespace baton::capture {
namespace {

using store::ToolKind;

/// Lower-case names without `_`, so that `TodoWrite`, `todo_write` and `todowrite` are one.
constexpr auto known_tools = std::to_array<std::pair<std::string_view, ToolKind>>({
    {"bash", ToolKind::shell},
    {"bashoutput", ToolKind::shell},
    {"developershell", ToolKind::shell},
    {"execcommand", ToolKind::shell},
    {"executecommand", ToolKind::shell},
    {"killbash", ToolKind::shell},
    {"killshell", ToolKind::shell},
    {"localshellcall", ToolKind::shell},
    {"powershell", ToolKind::shell},
    {"jobkill", ToolKind::shell},
    {"joboutput", ToolKind::shell},
    {"runinterminal", ToolKind::shell},
    {"runshellcommand", ToolKind::shell},
    {"runterminalcmd", ToolKind::shell},
    {"runterminalcommand", ToolKind::shell},
    {"shell", ToolKind::shell},
    {"shellcommand", ToolKind::shell},
    {"terminal", ToolKind::shell},
    {"writestdin", ToolKind::shell},
    {"list", ToolKind::read},
    {"listdir", ToolKind::read},
    {"listdirectory", ToolKind::read},
    {"developerread", ToolKind::read},
    {"developertree", ToolKind::read},
    {"ls", ToolKind::read},
    {"notebookread", ToolKind::read},
    {"read", ToolKind::read},
    {"readfile", ToolKind::read},
    {"readlints", ToolKind::read},
    {"view", ToolKind::read},
    {"viewimage", ToolKind::read},
    {"applydiff", ToolKind::edit},
    {"applypatch", ToolKind::edit},
    {"deletefile", ToolKind::edit},
    {"developeredit", ToolKind::edit},
    {"developertexteditor", ToolKind::edit},
    {"edit", ToolKind::edit},
    {"editfile", ToolKind::edit},
    {"inserteditintofile", ToolKind::edit},
    {"multiedit", ToolKind::edit},
    {"notebookedit", ToolKind::edit},
    {"patch", ToolKind::edit},
    {"replace", ToolKind::edit},
    {"replaceinfile", ToolKind::edit},
    {"searchreplace", ToolKind::edit},
    {"texteditor", ToolKind::edit},
    {"strreplace", ToolKind::edit},
    {"strreplaceeditor", ToolKind::edit},
    {"create", ToolKind::write},
    {"createfile", ToolKind::write},
    {"developerwrite", ToolKind::write},
    {"write", ToolKind::write},
    {"writefile", ToolKind::write},
    {"writetofile", ToolKind::write},
    {"codebasesearch", ToolKind::search},
    {"codesearch", ToolKind::search},
    {"filesearch", ToolKind::search},
    {"glob", ToolKind::search},
    {"globfilesearch", ToolKind::search},
    {"grep", ToolKind::search},
    {"grepsearch", ToolKind::search},
    {"rg", ToolKind::search},
    {"ripgreprawsearch", ToolKind::search},
    {"searchfiles", ToolKind::search},
    {"sourcegraph", ToolKind::search},
    {"semanticsearchfull", ToolKind::search},
    {"toolsearch", ToolKind::search},
    {"agenticfetch", ToolKind::web},
    {"download", ToolKind::web},
    {"fetch", ToolKind::web},
    {"webfetch", ToolKind::web},
    {"websearch", ToolKind::web},
    {"agent", ToolKind::task},
    {"newtask", ToolKind::task},
    {"spawnagent", ToolKind::task},
    {"task", ToolKind::task},
    {"delegate", ToolKind::task},
    {"subagentexecutetask", ToolKind::task},
    {"taskoutput", ToolKind::task},
    {"taskcreate", ToolKind::todo},
    {"taskget", ToolKind::todo},
    {"tasklist", ToolKind::todo},
    {"taskupdate", ToolKind::todo},
    {"todotodowrite", ToolKind::todo},
    {"todoread", ToolKind::todo},
    {"todos", ToolKind::todo},
    {"todowrite", ToolKind::todo},
    {"updateplan", ToolKind::todo},
    {"writetodos", ToolKind::todo},
    {"askfollowupquestion", ToolKind::ask},
    {"askuser", ToolKind::ask},
    {"askuserquestion", ToolKind::ask},
    {"exitplanmode", ToolKind::ask},
    {"planexit", ToolKind::ask},
    {"question", ToolKind::ask},
    {"requestuserinput", ToolKind::ask},
    {"callmcptool", ToolKind::mcp},
    {"fetchmcpresource", ToolKind::mcp},
    {"listmcpresources", ToolKind::mcp},
    {"readmcpresource", ToolKind::mcp},
});

constexpr std::size_t longest_name = 64;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// `edit_file_v2` → `edit_file`.
std::string_view without_version(std::string_view name) {
  std::size_t end = name.size();
  while (end > 0 && is_digit(name[end - 1])) --end;
  const bool has_version = end < name.size() && end > 2 && name.substr(end - 2, 2) == "_v";
  return has_version ? name.substr(0, end - 2) : name;
}

std::string normalised(std::string_view name) {
  std::string result;
  for (const char c : without_version(name.substr(0, longest_name))) {
    if (c != '_' && c != '-') {
      result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  return result;
}

}  // namespace

ToolKind tool_kind_of(std::string_view name) {
  if (name.empty()) return ToolKind::none;
  if (name.starts_with("mcp_") || name.starts_with("mcp-")) return ToolKind::mcp;
  const std::string key = normalised(name);
  for (const auto& [known, kind] : known_tools) {
    if (known == key) return kind;
  }
  return ToolKind::other;
}

}  // namespace baton::capture
