#include <atomic>
#include <cstdio>
#include <fstream>
#include <thread>

#include <boost/json.hpp>

#include "tests/bench/measurements.hpp"
#include "tests/bench/raw_socket.hpp"

namespace baton::bench {
namespace {

namespace json = boost::json;

const std::string request =
    R"({"jsonrpc":"2.0","id":1,"method":"handoff.get","params":{"project":"/home/dev/src/project0"}})"
    "\n";

Row p99_while(const std::string& what, const std::vector<double>& busy,
              const std::vector<double>& idle) {
  const double busy_p99 = percentile(busy, 0.99);
  const double idle_p99 = percentile(idle, 0.99);
  return {what, with_unit(busy_p99, "µs"), "idle p99 " + with_unit(idle_p99, "µs"),
          busy_p99 / idle_p99, 2.0};
}

/// Waits until the daemon has done what was left to do, handoffs of old sessions among it, and has
/// given back the memory that it took.
void wait_until_idle(const DaemonProcess& daemon, std::chrono::seconds quiet) {
  constexpr std::chrono::minutes most{10};
  const auto begin = Clock::now();
  auto last = begin;
  long ticks = daemon.cpu_ticks();
  while (Clock::now() - last < quiet && Clock::now() - begin < most) {
    std::this_thread::sleep_for(std::chrono::seconds(1));
    const long now = daemon.cpu_ticks();
    if (now - ticks > 1) last = Clock::now();
    ticks = now;
  }
  std::fprintf(stderr, "idle after %.0f s ...\n", microseconds_since(begin) / 1e6);
}

}  // namespace

std::vector<Row> measure_round_trips(const DaemonProcess& daemon, const Corpus& more,
                                     const Effort& effort) {
  RawSocket probe(daemon.socket());
  const std::string reply = std::string(probe.ask(request)) + "\n";
  const std::string limit_path = daemon.socket() + "p";
  const PingPong limit(limit_path, reply);
  const std::vector<double> bare = time_requests(limit_path, request, effort.requests);
  const std::vector<double> ours = time_requests(daemon.socket(), request, effort.requests);

  std::vector<double> busy;
  std::atomic<bool> done = false;
  std::thread backfill([&] {
    daemon.scan(more.directory);
    done = true;
  });
  while (!done) {
    const std::vector<double> some = time_requests(daemon.socket(), request, 100);
    busy.insert(busy.end(), some.begin(), some.end());
  }
  backfill.join();
  return {
      {"2. warm handoff.get, " + std::to_string(reply.size()) + " bytes, p50",
       with_unit(median(ours), "µs"), "blocking C ping-pong " + with_unit(median(bare), "µs"),
       median(ours) / median(bare), 3.0},
      p99_while("11. handoff.get p99 while a backfill runs", busy, ours),
  };
}

std::vector<Row> measure_freshness(const DaemonProcess& daemon,
                                   const std::filesystem::path& directory) {
  constexpr double debounce = 50'000;
  RawSocket socket(daemon.socket());
  std::filesystem::create_directories(directory);
  std::vector<double> times;
  for (int i = 0; i < 20; ++i) {
    const std::string word = "freshness" + std::to_string(i);
    const std::string ask =
        R"({"jsonrpc":"2.0","id":1,"method":"search.query","params":{"query":")" + word + "\"}}\n";
    const auto path = directory / (word + ".jsonl");
    std::ofstream(path)
        << R"({"type":"user","uuid":"00000000-0000-4000-8000-)" << 100000000000 + i
        << R"(","sessionId":"fresh)" << i
        << R"(","timestamp":"2026-01-01T00:00:00.000Z","cwd":"/home/dev/src/fresh",)"
        << R"("message":{"role":"user","content":")" << word << "\"}}\n";
    const auto start = Clock::now();
    while (socket.ask(ask).find("turn_id") == std::string_view::npos) std::this_thread::yield();
    times.push_back(microseconds_since(start));
  }
  return {{"10. log line written to searchable", with_unit(median(times) / 1000, "ms"),
           "debounce 50 ms", median(times) / debounce, 1.5}};
}

std::vector<Row> measure_idle(const DaemonProcess& daemon, const Effort& effort) {
  wait_until_idle(daemon, std::chrono::seconds(effort.idle_seconds + 5));
  const long before = daemon.cpu_ticks();
  std::this_thread::sleep_for(std::chrono::seconds(effort.idle_seconds));
  const auto ticks = static_cast<double>(daemon.cpu_ticks() - before);
  const double resident = daemon.status_kib("VmRSS") / 1024;
  return {
      {"7. idle daemon, resident memory", with_unit(resident, "MiB"), "20 MiB", resident / 20, 1.0},
      {"7. idle daemon, CPU ticks in " + std::to_string(effort.idle_seconds) + " s",
       with_unit(ticks, ""), "1 tick", ticks, 0.99},
  };
}

}  // namespace baton::bench
