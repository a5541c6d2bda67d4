#include "daemon/capture/agent_processes.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>

#include <sys/stat.h>
#include <unistd.h>

#include "daemon/capture/file_reader.hpp"

namespace baton::capture {
namespace {

constexpr std::size_t longest_command = 4096;

struct Program {
  std::string_view name;
  std::string_view agent;
};

constexpr auto programs = std::to_array<Program>({
    {"aider", "aider"},
    {"claude", "claude-code"},
    {"cline", "cline"},
    {"cn", "continue"},
    {"codex", "codex"},
    {"copilot", "copilot-cli"},
    {"crush", "crush"},
    {"cursor-agent", "cursor"},
    {"gemini", "gemini"},
    {"goose", "goose"},
    {"opencode", "opencode"},
    {"qwen", "qwen"},
});

std::string_view agent_of(std::string_view argument) {
  argument = argument.substr(argument.rfind('/') + 1);
  argument = argument.substr(0, argument.find('.'));
  const auto found = std::ranges::find(programs, argument, &Program::name);
  return found == programs.end() ? std::string_view() : found->agent;
}

/// The agent of a command line, whose arguments end with NUL each; empty when it is none.
std::string_view agent_of_command(std::string_view line) {
  for (int i = 0; i < 2 && !line.empty(); ++i) {
    const std::size_t end = std::min(line.find('\0'), line.size());
    const std::string_view agent = agent_of(line.substr(0, end));
    if (!agent.empty()) return agent;
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return {};
}

/// The beginning of a process's command line; empty when the process has ended meanwhile.
std::string command_line(const std::filesystem::path& process) try {
  return FileReader(process / "cmdline").read(0, longest_command);
} catch (const std::system_error&) {
  return {};
}

}  // namespace

std::set<AgentProcess> agent_processes(const std::filesystem::path& proc) {
  std::set<AgentProcess> found;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(proc, error)) {
    const std::string name = entry.path().filename().native();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    struct stat status {};
    if (::stat(entry.path().c_str(), &status) != 0 || status.st_uid != ::getuid()) continue;
    const std::string command = command_line(entry.path());
    const std::string_view agent = agent_of_command(command);
    if (agent.empty()) continue;
    std::error_code gone;
    const auto directory = std::filesystem::read_symlink(entry.path() / "cwd", gone);
    if (!gone) found.emplace(std::string(agent), directory);
  }
  return found;
}

}  // namespace baton::capture
