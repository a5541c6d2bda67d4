#include <boost/json.hpp>

#include "tests/bench/measurements.hpp"
#include "tests/bench/spawn.hpp"

namespace baton::bench {

namespace json = boost::json;

std::vector<Row> measure_processes(const DaemonProcess& daemon, const Effort& effort) {
  const std::string project = "/home/dev/src/project0";
  const std::string request = json::serialize(json::object{{"jsonrpc", "2.0"},
                                                           {"id", 1},
                                                           {"method", "handoff.get"},
                                                           {"params", {{"project", project}}}});
  const std::vector<Command> commands{
      {BATON_BENCH_CLIENT, "handoff", "--socket", daemon.socket(), "--project", project},
      {"/bin/true"},
      {BATON_BENCH_RAW_CLIENT, daemon.socket(), request},
  };
  const auto times = time_in_turn(commands, effort.processes);
  const std::string ours = with_unit(median(times[0]), "µs");
  return {
      {"1. `baton handoff`, whole process", ours, "/bin/true " + with_unit(median(times[1]), "µs"),
       paired_ratio(times[0], times[1]), 1.5},
      {"1. `baton handoff`, whole process", ours,
       "raw static C client " + with_unit(median(times[2]), "µs"), paired_ratio(times[0], times[2]),
       1.25},
  };
}

}  // namespace baton::bench
