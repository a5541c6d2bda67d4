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
    {"exec", ToolKind::shell},
    {"execcommand", ToolKind::shell},
    {"execute", ToolKind::shell},
    {"executecommand", ToolKind::shell},
    {"getterminaloutput", ToolKind::shell},
    {"jobkill", ToolKind::shell},
    {"joboutput", ToolKind::shell},
    {"killbash", ToolKind::shell},
    {"killshell", ToolKind::shell},
    {"localshellcall", ToolKind::shell},
    {"powershell", ToolKind::shell},
    {"python", ToolKind::shell},
    {"readbash", ToolKind::shell},
    {"readpowershell", ToolKind::shell},
    {"runcommand", ToolKind::shell},
    {"runcommands", ToolKind::shell},
    {"runinterminal", ToolKind::shell},
    {"runshellcommand", ToolKind::shell},
    {"runterminal", ToolKind::shell},
    {"runterminalcmd", ToolKind::shell},
    {"runterminalcommand", ToolKind::shell},
    {"runtests", ToolKind::shell},
    {"shell", ToolKind::shell},
    {"shellcommand", ToolKind::shell},
    {"shellexec", ToolKind::shell},
    {"stopbash", ToolKind::shell},
    {"stoppowershell", ToolKind::shell},
    {"terminal", ToolKind::shell},
    {"terminallastcommand", ToolKind::shell},
    {"writebash", ToolKind::shell},
    {"writepowershell", ToolKind::shell},
    {"writestdin", ToolKind::shell},
    {"developerread", ToolKind::read},
    {"developertree", ToolKind::read},
    {"fetchinstructions", ToolKind::read},
    {"list", ToolKind::read},
    {"listcodedefinitionnames", ToolKind::read},
    {"listdir", ToolKind::read},
    {"listdirectory", ToolKind::read},
    {"listfiles", ToolKind::read},
    {"listfilesrecursive", ToolKind::read},
    {"listfilestoplevel", ToolKind::read},
    {"ls", ToolKind::read},
    {"notebookread", ToolKind::read},
    {"read", ToolKind::read},
    {"readcurrentlyopenfile", ToolKind::read},
    {"readfile", ToolKind::read},
    {"readfilerange", ToolKind::read},
    {"readfiles", ToolKind::read},
    {"readlints", ToolKind::read},
    {"readmanyfiles", ToolKind::read},
    {"readnotebookcelloutput", ToolKind::read},
    {"view", ToolKind::read},
    {"viewfile", ToolKind::read},
    {"viewimage", ToolKind::read},
    {"viewsubdirectory", ToolKind::read},
    {"applieddiff", ToolKind::edit},
    {"applydiff", ToolKind::edit},
    {"applypatch", ToolKind::edit},
    {"deletefile", ToolKind::edit},
    {"developeredit", ToolKind::edit},
    {"developertexteditor", ToolKind::edit},
    {"edit", ToolKind::edit},
    {"editedexistingfile", ToolKind::edit},
    {"editexistingfile", ToolKind::edit},
    {"editfile", ToolKind::edit},
    {"editnotebook", ToolKind::edit},
    {"editor", ToolKind::edit},
    {"filedeleted", ToolKind::edit},
    {"insertcontent", ToolKind::edit},
    {"insertedit", ToolKind::edit},
    {"inserteditintofile", ToolKind::edit},
    {"multiedit", ToolKind::edit},
    {"multireplacefilecontent", ToolKind::edit},
    {"multireplacestring", ToolKind::edit},
    {"multireplacestringinfile", ToolKind::edit},
    {"notebookedit", ToolKind::edit},
    {"patch", ToolKind::edit},
    {"replace", ToolKind::edit},
    {"replacefilecontent", ToolKind::edit},
    {"replaceinfile", ToolKind::edit},
    {"replacestring", ToolKind::edit},
    {"replacestringinfile", ToolKind::edit},
    {"searchandreplace", ToolKind::edit},
    {"searchreplace", ToolKind::edit},
    {"singlefindandreplace", ToolKind::edit},
    {"strreplace", ToolKind::edit},
    {"strreplaceeditor", ToolKind::edit},
    {"texteditgroup", ToolKind::edit},
    {"texteditor", ToolKind::edit},
    {"update", ToolKind::edit},
    {"create", ToolKind::write},
    {"createfile", ToolKind::write},
    {"createnewfile", ToolKind::write},
    {"developerwrite", ToolKind::write},
    {"newfilecreated", ToolKind::write},
    {"write", ToolKind::write},
    {"writefile", ToolKind::write},
    {"writetofile", ToolKind::write},
    {"codebase", ToolKind::search},
    {"codebasesearch", ToolKind::search},
    {"codesearch", ToolKind::search},
    {"fileglobsearch", ToolKind::search},
    {"filesearch", ToolKind::search},
    {"findbyname", ToolKind::search},
    {"findfiles", ToolKind::search},
    {"findtestfiles", ToolKind::search},
    {"findtextinfiles", ToolKind::search},
    {"glob", ToolKind::search},
    {"globfilesearch", ToolKind::search},
    {"globsearch", ToolKind::search},
    {"grep", ToolKind::search},
    {"grepsearch", ToolKind::search},
    {"listcodeusages", ToolKind::search},
    {"rg", ToolKind::search},
    {"rgsearch", ToolKind::search},
    {"ripgreprawsearch", ToolKind::search},
    {"search", ToolKind::search},
    {"searchcodebase", ToolKind::search},
    {"searchfilecontent", ToolKind::search},
    {"searchfiles", ToolKind::search},
    {"semanticsearch", ToolKind::search},
    {"semanticsearchfull", ToolKind::search},
    {"sourcegraph", ToolKind::search},
    {"toolsearch", ToolKind::search},
    {"agenticfetch", ToolKind::web},
    {"browseraction", ToolKind::web},
    {"download", ToolKind::web},
    {"fetch", ToolKind::web},
    {"fetchurl", ToolKind::web},
    {"fetchurlcontent", ToolKind::web},
    {"fetchwebcontent", ToolKind::web},
    {"fetchwebpage", ToolKind::web},
    {"googlewebsearch", ToolKind::web},
    {"readurlcontent", ToolKind::web},
    {"searchweb", ToolKind::web},
    {"webfetch", ToolKind::web},
    {"websearch", ToolKind::web},
    {"agent", ToolKind::task},
    {"closeagent", ToolKind::task},
    {"codebaseinvestigator", ToolKind::task},
    {"delegate", ToolKind::task},
    {"delegatetoagent", ToolKind::task},
    {"newtask", ToolKind::task},
    {"resumeagent", ToolKind::task},
    {"runsubagent", ToolKind::task},
    {"sendinput", ToolKind::task},
    {"spawnagent", ToolKind::task},
    {"spawnsubagent", ToolKind::task},
    {"subagent", ToolKind::task},
    {"subagentexecutetask", ToolKind::task},
    {"task", ToolKind::task},
    {"taskoutput", ToolKind::task},
    {"waitagent", ToolKind::task},
    {"checklist", ToolKind::todo},
    {"managetodolist", ToolKind::todo},
    {"taskcreate", ToolKind::todo},
    {"taskget", ToolKind::todo},
    {"tasklist", ToolKind::todo},
    {"taskprogress", ToolKind::todo},
    {"taskupdate", ToolKind::todo},
    {"todolist", ToolKind::todo},
    {"todoread", ToolKind::todo},
    {"todos", ToolKind::todo},
    {"todotodowrite", ToolKind::todo},
    {"todowrite", ToolKind::todo},
    {"updateplan", ToolKind::todo},
    {"updatetodolist", ToolKind::todo},
    {"writetodos", ToolKind::todo},
    {"askfollowupquestion", ToolKind::ask},
    {"askquestion", ToolKind::ask},
    {"askquestions", ToolKind::ask},
    {"askuser", ToolKind::ask},
    {"askuserquestion", ToolKind::ask},
    {"exitplanmode", ToolKind::ask},
    {"exitspecmode", ToolKind::ask},
    {"planexit", ToolKind::ask},
    {"planmoderespond", ToolKind::ask},
    {"question", ToolKind::ask},
    {"requestuserinput", ToolKind::ask},
    {"vscodeaskquestions", ToolKind::ask},
    {"accessmcpresource", ToolKind::mcp},
    {"callmcptool", ToolKind::mcp},
    {"fetchmcpresource", ToolKind::mcp},
    {"listmcpresources", ToolKind::mcp},
    {"readmcpresource", ToolKind::mcp},
    {"usemcptool", ToolKind::mcp},
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
