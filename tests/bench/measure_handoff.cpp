#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "daemon/capture/log_finder.hpp"
#include "daemon/capture/source.hpp"
#include "daemon/handoff/handoff.hpp"
#include "tests/bench/measurements.hpp"
#include "tests/bench/raw_socket.hpp"

namespace baton::bench {
namespace {

/// Keeps the texts of all turns.
class Texts final : public capture::EventSink {
 public:
  std::vector<std::string> texts;

  void on_session(const store::SessionFacts&) override {}
  void on_usage(store::Usage) override {}
  void on_unparsed(store::UnparsedRecord) override {}
  void on_turn(capture::TurnEvent turn) override { texts.push_back(std::move(turn.text)); }
};

double tokenising_microseconds(const std::filesystem::path& log) {
  std::ifstream file(log, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  Texts sink;
  capture::recognise(log)->make_parser(log, "")->parse(bytes, 0, 1, sink);
  std::vector<double> times;
  std::int64_t tokens = 0;
  for (int i = 0; i < 5; ++i) {
    const auto start = Clock::now();
    for (const std::string& text : sink.texts) tokens += handoff::estimate_tokens(text);
    times.push_back(microseconds_since(start));
  }
  if (tokens == 0) throw std::runtime_error("the session has no text");
  return median(times);
}

/// Appends answers to the session's log, each after the handoff has taken up the one before.
/// @returns microseconds of the daemon's time for each, all in all
double live_microseconds(const DaemonProcess& daemon, const std::filesystem::path& log) {
  RawSocket socket(daemon.socket());
  socket.ask(
      R"({"jsonrpc":"2.0","id":1,"method":"event.subscribe","params":{"topics":["handoff"]}})"
      "\n");
  constexpr int count = 10;
  double before = 0;
  for (int i = -1; i < count; ++i) {  // the first one makes everything warm
    if (i == 0) before = daemon.cpu_microseconds();
    std::ofstream(log, std::ios::app)
        << R"({"type":"assistant","uuid":"00000000-0000-4000-9000-)" << 100000000001 + i
        << R"(","sessionId":"long","timestamp":"2027-01-01T00:00:00.000Z",)"
        << R"("cwd":"/home/dev/src/long","message":{"role":"assistant","content":)"
        << R"([{"type":"text","text":"Step )" << i << " is done.\"}]}}\n";
    socket.next_line();
  }
  return (daemon.cpu_microseconds() - before) / count;
}

}  // namespace

std::vector<Row> measure_handoff(const DaemonProcess& daemon,
                                 const std::filesystem::path& directory) {
  const Corpus session = make_session(directory, 2000);
  const std::filesystem::path log = directory / "long.jsonl";
  daemon.scan(directory);
  const std::string turns = std::to_string(session.turns) + "-turn session";
  // With a budget of its own it is built from the turns for this request.
  RawSocket socket(daemon.socket());
  std::vector<double> times;
  for (int i = 0; i < 10; ++i) {
    const auto start = Clock::now();
    const auto reply = socket.ask(R"({"jsonrpc":"2.0","id":1,"method":"handoff.get","params":)"
                                  R"({"project":"/home/dev/src/long","budget":1999}})"
                                  "\n");
    times.push_back(microseconds_since(start));
    if (reply.find("\"error\"") != std::string_view::npos)
      throw std::runtime_error(std::string(reply));
  }
  const double full = median(times);
  const double tokenising = tokenising_microseconds(log);
  const double live = live_microseconds(daemon, log);
  return {
      {"12. live handoff update per new turn, CPU, " + turns, with_unit(live / 1000, "ms"), "5 ms",
       live / 5000, 1.0},
      {"12. full rebuild, " + turns, with_unit(full / 1000, "ms"), "300 ms", full / 300'000, 1.0},
      {"12. full rebuild, " + turns, with_unit(full / 1000, "ms"),
       "tokenising its text " + with_unit(tokenising / 1000, "ms"), full / tokenising, 3.0}};
}

}  // namespace baton::bench
