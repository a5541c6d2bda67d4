// After fork() this process has one thread, so that the children may call what they like before
// exec.
#include "client/spawn.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace baton::client {

namespace {

constexpr int exec_failed = 127;
// Above the descriptors that a child gives a fixed number.
constexpr int out_of_the_way = 10;

std::vector<char*> c_arguments(const std::vector<std::string>& arguments) {
  std::vector<char*> pointers;
  pointers.reserve(arguments.size() + 1);
  for (const std::string& argument : arguments)
    pointers.push_back(const_cast<char*>(argument.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

std::array<FileDescriptor, 2> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw Failure(ExitCode::unreachable, "cannot make a pipe to the daemon: too many open files");
  }
  return {FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

void close_from(int first) {
  if (::close_range(static_cast<unsigned>(first), ~0U, 0) == 0) return;
  // Kernels before 5.9.
  const long last = ::sysconf(_SC_OPEN_MAX);
  for (int fd = first; fd < last; ++fd) ::close(fd);
}

void use_null(int fd, int flags) {
  const int null = ::open("/dev/null", flags);
  if (null == fd || null < 0) return;
  ::dup2(null, fd);
  ::close(null);
}

[[noreturn]] void become_daemon(const std::vector<char*>& arguments, int log, int ready) {
  log = ::fcntl(log, F_DUPFD, out_of_the_way);
  ready = ::fcntl(ready, F_DUPFD, out_of_the_way);
  use_null(STDIN_FILENO, O_RDONLY);
  ::dup2(log, STDOUT_FILENO);
  ::dup2(log, STDERR_FILENO);
  ::dup2(ready, ready_descriptor);
  close_from(ready_descriptor + 1);
  ::umask(077);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  if (::chdir("/") == 0) ::execv(arguments.front(), arguments.data());
  const std::string complaint = std::string("baton: cannot run ") + arguments.front() + ": " +
                                std::strerror(errno) + "\n";  // NOLINT(concurrency-mt-unsafe)
  // Nobody is left to tell when the log cannot be written.
  [[maybe_unused]] const ssize_t written =
      ::write(STDERR_FILENO, complaint.data(), complaint.size());
  ::_exit(exec_failed);
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

}  // namespace

StartedDaemon start_detached(const std::vector<std::string>& arguments, const FileDescriptor& log) {
  const std::vector<char*> pointers = c_arguments(arguments);
  auto [ready, signal] = make_pipe();
  const pid_t child = ::fork();
  if (child < 0) throw Failure(ExitCode::unreachable, "cannot start the daemon: no more processes");
  if (child == 0) {
    ::setsid();
    // The second fork gives up the leadership of the session, so that no terminal can become the
    // daemon's.
    const pid_t grandchild = ::fork();
    if (grandchild == 0) become_daemon(pointers, log.get(), signal.get());
    ::_exit(grandchild < 0 ? exec_failed : 0);
  }
  wait_for(child);
  return {std::move(ready)};
}

bool run_quietly(const std::vector<std::string>& arguments, const std::string& environment,
                 Clock::time_point deadline) {
  const std::vector<char*> pointers = c_arguments(arguments);
  // The child holds the writing end open as long as it lives: its end shows as the end of the pipe.
  auto [alive, held] = make_pipe();
  const pid_t child = ::fork();
  if (child < 0) return false;
  if (child == 0) {
    std::string variable = environment;
    ::putenv(variable.data());
    use_null(STDIN_FILENO, O_RDONLY);
    use_null(STDOUT_FILENO, O_WRONLY);
    use_null(STDERR_FILENO, O_WRONLY);
    ::fcntl(held.get(), F_SETFD, 0);
    ::execvp(pointers.front(), pointers.data());
    ::_exit(exec_failed);
  }
  held.close();
  if (!wait_readable(alive.get(), deadline)) ::kill(child, SIGKILL);
  const int status = wait_for(child);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

int run_on_terminal(const std::vector<std::string>& arguments) {
  const std::vector<char*> pointers = c_arguments(arguments);
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  struct sigaction before {};
  ::sigaction(SIGINT, &ignore, &before);
  const pid_t child = ::fork();
  if (child == 0) {
    ::sigaction(SIGINT, &before, nullptr);
    ::execvp(pointers.front(), pointers.data());
    ::_exit(exec_failed);
  }
  const int status = child < 0 ? -1 : wait_for(child);
  ::sigaction(SIGINT, &before, nullptr);
  if (child < 0) return exec_failed;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace baton::client
