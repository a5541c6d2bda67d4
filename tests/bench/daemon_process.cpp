#include "tests/bench/daemon_process.hpp"

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <boost/json.hpp>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/raw_socket.hpp"
#include "tests/bench/statistics.hpp"

namespace baton::bench {

namespace json = boost::json;

DaemonProcess::DaemonProcess(const std::filesystem::path& directory)
    : directory_(directory), socket_((directory / "s").string()) {
  std::filesystem::create_directories(directory);
  int ready[2];
  if (::pipe2(ready, O_CLOEXEC) != 0) throw std::runtime_error("cannot make a pipe");
  pid_ = ::fork();
  if (pid_ == 0) {
    ::dup2(ready[1], 3);
    ::setenv("HOME", directory.c_str(), 1);
    for (const char* name : {"CLAUDE_CONFIG_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME"})
      ::unsetenv(name);
    ::execl(BATON_BENCH_DAEMON, "batond", "--config", "/dev/null", "--socket", socket_.c_str(),
            "--data-dir", (directory / "data").c_str(), "--log-level", "error", "--ready-fd", "3",
            nullptr);
    ::_exit(127);
  }
  ::close(ready[1]);
  char byte = 0;
  const bool serves = ::read(ready[0], &byte, 1) == 1;
  ::close(ready[0]);
  if (!serves) throw std::runtime_error("batond did not start");
}

DaemonProcess::~DaemonProcess() {
  ::kill(pid_, SIGTERM);
  ::waitpid(pid_, nullptr, 0);
}

double DaemonProcess::status_kib(const std::string& key) const {
  std::ifstream file("/proc/" + std::to_string(pid_) + "/status");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with(key + ":")) return std::stod(line.substr(key.size() + 1));
  }
  throw std::runtime_error("no " + key);
}

long DaemonProcess::cpu_ticks() const {
  std::ifstream file("/proc/" + std::to_string(pid_) + "/stat");
  std::string text{std::istreambuf_iterator<char>(file), {}};
  std::istringstream fields(text.substr(text.rfind(')') + 2));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  long user = 0;
  long system = 0;
  fields >> user >> system;
  return user + system;
}

double DaemonProcess::cpu_microseconds() const {
  double nanoseconds = 0;
  for (const auto& task :
       std::filesystem::directory_iterator("/proc/" + std::to_string(pid_) + "/task")) {
    double ran = 0;
    std::ifstream(task.path() / "schedstat") >> ran;
    nanoseconds += ran;
  }
  return nanoseconds / 1000;
}

double DaemonProcess::scan(const std::filesystem::path& logs) const {
  RawSocket socket(socket_);
  socket.ask(
      R"({"jsonrpc":"2.0","id":1,"method":"event.subscribe","params":{"topics":["capture"]}})"
      "\n");
  const auto start = Clock::now();
  const json::object request{{"jsonrpc", "2.0"},
                             {"id", 2},
                             {"method", "capture.scan"},
                             {"params", {{"path", logs.string()}}}};
  std::string_view line = socket.ask(json::serialize(request) + "\n");
  for (;; line = socket.next_line()) {
    const json::object message = json::parse(line).as_object();
    if (message.contains("error")) throw std::runtime_error(std::string(line));
    const json::value* params = message.if_contains("params");
    if (params == nullptr || !params->as_object().contains("scan_id")) continue;
    if (params->at("scan_files") == params->at("scan_files_read"))
      return microseconds_since(start) / 1e6;
  }
}

void stop_daemon_at(const std::string& socket) {
  const pid_t pid = RawSocket(socket).peer();
  ::kill(pid, SIGTERM);
  while (::kill(pid, 0) == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

}  // namespace baton::bench
