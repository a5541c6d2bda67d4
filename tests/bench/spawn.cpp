#include "tests/bench/spawn.hpp"

#include <algorithm>
#include <stdexcept>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/statistics.hpp"

extern char** environ;

namespace baton::bench {
namespace {

double time_one(const Command& command) {
  std::vector<char*> arguments;
  for (const std::string& argument : command)
    arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t pid = 0;
  const auto start = Clock::now();
  const int error = posix_spawnp(&pid, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw std::runtime_error("cannot start " + command[0]);
  int status = 0;
  ::waitpid(pid, &status, 0);
  const double took = microseconds_since(start);
  if (status != 0) throw std::runtime_error(command[0] + " failed");
  return took;
}

}  // namespace

std::vector<std::vector<double>> time_in_turn(const std::vector<Command>& commands, int runs,
                                              int warm_up) {
  std::vector<std::vector<double>> times(commands.size());
  for (int run = -warm_up; run < runs; ++run) {
    for (std::size_t i = 0; i < commands.size(); ++i) {
      const double took = time_one(commands[i]);
      if (run >= 0) times[i].push_back(took);
    }
  }
  return times;
}

double paired_ratio(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) ratios.push_back(a[i] / b[i]);
  return median(ratios);
}

}  // namespace baton::bench
