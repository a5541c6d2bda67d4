#include <stdexcept>
#include <string>

#include "tests/bench/measurements.hpp"
#include "tests/bench/raw_socket.hpp"
#include "tests/bench/spawn.hpp"

namespace baton::bench {

std::vector<Row> measure_search(const DaemonProcess& daemon, const Corpus& corpus,
                                const Effort& effort) {
  RawSocket socket(daemon.socket());
  std::vector<double> times;
  // A rare word and a common one in turn: the second is what bounded ranking is for.
  for (int i = 0; i < effort.searches; ++i) {
    const std::string word = i % 2 == 0 ? rare_word() : "the";
    const std::string request =
        R"({"jsonrpc":"2.0","id":1,"method":"search.query","params":{"query":")" + word + "\"}}\n";
    const auto start = Clock::now();
    if (socket.ask(request).find("\"error\"") != std::string_view::npos)
      throw std::runtime_error("search failed");
    times.push_back(microseconds_since(start));
  }
  const auto grep = time_in_turn(
      {{"rg", "--quiet", "--word-regexp", "--stats", rare_word(), corpus.directory.string()}}, 5);
  const double limit = median(grep[0]);
  const std::string against = "ripgrep " + with_unit(limit / 1000, "ms");
  return {
      {"8. one-word search, top 10, p50", with_unit(median(times) / 1000, "ms"), against,
       median(times) / limit, 0.05},
      {"8. one-word search, top 10, p99", with_unit(percentile(times, 0.99) / 1000, "ms"), against,
       percentile(times, 0.99) / limit, 0.333},
  };
}

}  // namespace baton::bench
