// Measures the release build against limits measured in the same run, so that the machine's speed
// cancels out, and prints ratios. It informs; it is no test: a noisy machine must not fail a build.
// Exit code 0 unless it cannot measure.

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <string>

#include <unistd.h>

#include "tests/bench/measurements.hpp"

namespace {

using namespace baton::bench;

void add(std::vector<Row>& rows, const std::vector<Row>& more) {
  rows.insert(rows.end(), more.begin(), more.end());
}

std::vector<Row> measure_all(const std::filesystem::path& directory, const Effort& effort) {
  std::fprintf(stderr, "writing %.0f MB of logs ...\n", effort.corpus_megabytes);
  const Corpus corpus = make_corpus(directory / "logs", effort.corpus_megabytes);
  const Corpus more = make_corpus(directory / "more", effort.corpus_megabytes / 8, 2);
  std::fprintf(stderr, "%zu files, %zu turns; measuring ...\n", corpus.files, corpus.turns);
  // The daemon watches what is there when it starts; what appears later waits for its rescan.
  const std::filesystem::path watched = directory / "d/.claude/projects/fresh";
  std::filesystem::create_directories(watched);
  const DaemonProcess daemon(directory / "d");
  std::vector<Row> rows = measure_ingest(daemon, corpus);
  add(rows, measure_processes(daemon, effort));
  add(rows, measure_round_trips(daemon, more, effort));
  add(rows, measure_search(daemon, corpus, effort));
  add(rows, measure_freshness(daemon, watched));
  std::fprintf(stderr, "idling for %d s ...\n", effort.idle_seconds);
  add(rows, measure_idle(daemon, effort));
  return rows;
}

}  // namespace

int main(int count, char** arguments) {
  Effort effort;
  if (count > 1 && std::strcmp(arguments[1], "--quick") == 0) {
    effort = {.corpus_megabytes = 20,
              .processes = 50,
              .requests = 1000,
              .searches = 50,
              .idle_seconds = 5};
  }
  std::string directory = "/tmp/baton-bench-XXXXXX";
  if (::mkdtemp(directory.data()) == nullptr) return 1;
  int result = 0;
  try {
    const int missed = print_table(measure_all(directory, effort));
    std::printf(
        "\n%d targets missed (marked !). Ratios hold across machines, absolute times do not.\n",
        missed);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "cannot measure: %s\n", error.what());
    result = 1;
  }
  std::filesystem::remove_all(directory);
  return result;
}
