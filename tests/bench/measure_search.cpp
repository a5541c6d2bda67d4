#include <iterator>
#include <stdexcept>
#include <string>

#include "tests/bench/measurements.hpp"
#include "tests/bench/raw_socket.hpp"
#include "tests/bench/spawn.hpp"

namespace baton::bench {
namespace {

/// Times searches for a rare word, one of medium frequency and a common one in turn: the median is
/// that of the medium one; the common ones are what bounded ranking is for.
std::vector<double> time_searches(const DaemonProcess& daemon, int count,
                                  const std::string& more_params) {
  RawSocket socket(daemon.socket());
  const std::string words[] = {rare_word(), "iterator", "the"};
  std::vector<double> times;
  for (int i = 0; i < count; ++i) {
    const std::string request =
        R"({"jsonrpc":"2.0","id":1,"method":"search.query","params":{"query":")" +
        words[static_cast<std::size_t>(i) % std::size(words)] + "\"" + more_params + "}}\n";
    const auto start = Clock::now();
    if (socket.ask(request).find("\"error\"") != std::string_view::npos)
      throw std::runtime_error("search failed");
    times.push_back(microseconds_since(start));
  }
  return times;
}

}  // namespace

std::vector<Row> measure_search(const DaemonProcess& daemon, const Corpus& corpus,
                                const Effort& effort) {
  const auto grep = time_in_turn(
      {{"rg", "--quiet", "--word-regexp", "--stats", rare_word(), corpus.directory.string()}}, 5);
  const double limit = median(grep[0]);
  const std::string against = "ripgrep " + with_unit(limit / 1000, "ms");
  // The targets are for a million turns; over few, ripgrep hardly takes longer than to start.
  const bool is_large = corpus.turns > 500'000;
  const auto row = [&](const std::string& name, double time, double target) {
    return Row{"8. one-word search" + name, with_unit(time / 1000, "ms"), against, time / limit,
               is_large ? target : 0};
  };
  const auto anywhere = time_searches(daemon, effort.searches, "");
  const auto inside =
      time_searches(daemon, effort.searches, R"(,"project":"/home/dev/src/project0")");
  const std::string turns = " in " + std::to_string(corpus.turns) + " turns";
  return {row(turns + ", p50", median(anywhere), 0.05),
          row(turns + ", p99", percentile(anywhere, 0.99), 0.333),
          row(" in one project, p50", median(inside), 0.05),
          row(" in one project, p99", percentile(inside, 0.99), 0.333)};
}

}  // namespace baton::bench
