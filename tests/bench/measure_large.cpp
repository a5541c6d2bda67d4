// What a large store costs: requests, and the daemon's start.

#include <cstdlib>
#include <filesystem>
#include <string>

#include "tests/bench/measurements.hpp"
#include "tests/bench/raw_socket.hpp"
#include "tests/bench/spawn.hpp"

namespace baton::bench {
namespace {

const std::string project = "/home/dev/src/project0";

std::string handoff_request(const std::string& more_params) {
  return R"({"jsonrpc":"2.0","id":1,"method":"handoff.get","params":{"project":")" + project +
         "\"" + more_params + "}}\n";
}

/// From starting the daemon on a store that is there to its first answer.
std::vector<double> cold_starts(const std::filesystem::path& directory, int count) {
  std::vector<double> times;
  for (int i = -1; i < count; ++i) {
    const auto start = Clock::now();
    const DaemonProcess daemon(directory);
    RawSocket(daemon.socket()).ask(handoff_request(""));
    if (i >= 0) times.push_back(microseconds_since(start));
  }
  return times;
}

/// `baton handoff` when no daemon runs: it starts one, which is stopped again each time.
std::vector<double> autostarts(const std::filesystem::path& directory, int count) {
  const std::filesystem::path data = directory / "share/baton";
  std::filesystem::create_directories(data.parent_path());
  std::filesystem::create_directory_symlink(directory / "data", data);
  ::setenv("HOME", directory.c_str(), 1);
  ::setenv("XDG_DATA_HOME", data.parent_path().c_str(), 1);
  ::setenv("XDG_STATE_HOME", data.parent_path().c_str(), 1);
  ::setenv("XDG_CONFIG_HOME", directory.c_str(), 1);
  const std::string socket = (directory / "a").string();
  std::vector<double> times;
  for (int i = 0; i < count; ++i) {
    times.push_back(time_in_turn(
        {{BATON_BENCH_CLIENT, "handoff", "--socket", socket, "--project", project}}, 1, 0)[0][0]);
    stop_daemon_at(socket);
  }
  return times;
}

/// The same request to both stores, in turns: what else the machine does meets both.
Row compare_sizes(const std::string& name, const std::string& request, const DaemonProcess& large,
                  const DaemonProcess& small, int count) {
  constexpr int turns = 20;
  std::vector<double> in_large;
  std::vector<double> in_small;
  for (int i = 0; i < turns; ++i) {
    for (const double time : time_requests(small.socket(), request, count / turns))
      in_small.push_back(time);
    for (const double time : time_requests(large.socket(), request, count / turns))
      in_large.push_back(time);
  }
  return {"3. handoff.get p50" + name, with_unit(median(in_large), "µs"),
          "in the small store " + with_unit(median(in_small), "µs"),
          median(in_large) / median(in_small), 1.2};
}

}  // namespace

std::vector<Row> measure_large(const DaemonProcess& small, const Corpus& corpus,
                               const std::filesystem::path& directory, const Effort& effort) {
  std::vector<Row> rows;
  {
    const DaemonProcess large(directory);
    rows = measure_chat_ingest(large, corpus, small);
    const std::string turns = ", " + std::to_string(corpus.turns) + " turns";
    // Sections are read from the store; the plain text comes from memory.
    for (const char* params : {"", R"(,"sections":true)"}) {
      rows.push_back(compare_sizes(turns + (*params == 0 ? "" : ", with sections"),
                                   handoff_request(params), large, small, effort.requests));
    }
    for (const Row& row : measure_search(large, corpus, effort)) rows.push_back(row);
  }
  const double limit = median(time_in_turn({{"/bin/true"}}, effort.processes)[0]);
  const std::string against = "/bin/true " + with_unit(limit, "µs");
  const double cold = median(cold_starts(directory, effort.starts));
  const double automatic = median(autostarts(directory, effort.starts));
  rows.push_back({"4. cold start to the first answer", with_unit(cold / 1000, "ms"),
                  against + " (no watchman here)", cold / limit, 0});
  rows.push_back({"4. `baton handoff` that starts the daemon", with_unit(automatic / 1000, "ms"),
                  against, automatic / limit, 40});
  return rows;
}

}  // namespace baton::bench
