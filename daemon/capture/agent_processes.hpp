#pragma once
// Which agents run on this machine, so that the end of a process can end its session.

#include <filesystem>
#include <set>
#include <string>
#include <utility>

namespace baton::capture {

/// An agent's id and the working directory of one of its processes.
using AgentProcess = std::pair<std::string, std::filesystem::path>;

/// The agents' processes of this user, told by their command lines in /proc (proc(5)): the
/// program's name, or that of the script which an interpreter runs. Blocking.
/// Processes that end meanwhile are left out.
/// @param proc where the process file system is mounted
std::set<AgentProcess> agent_processes(const std::filesystem::path& proc = "/proc");

}  // namespace baton::capture
