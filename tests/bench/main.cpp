// Measures the release build against limits measured in the same run, so that the machine's speed
// cancels out, and prints ratios. It informs; it is no test: a noisy machine must not fail a build.
// Exit code 0 unless it cannot measure.
//
//   baton_bench [--quick]
//   baton_bench --write-logs tool|chat MEGABYTES DIRECTORY    only makes the logs that it measures
//   with

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
  const Corpus corpus = make_corpus(directory / "logs", effort.corpus_megabytes, Profile::tool);
  const Corpus more =
      make_corpus(directory / "more", effort.corpus_megabytes / 8, Profile::tool, 2);
  std::fprintf(stderr, "%zu files, %zu turns; measuring ...\n", corpus.files, corpus.turns);
  // The daemon watches what is there when it starts; what appears later waits for its rescan.
  const std::filesystem::path watched = directory / "d/.claude/projects/fresh";
  std::filesystem::create_directories(watched);
  std::filesystem::create_directories(watched.parent_path() / "long");
  const DaemonProcess daemon(directory / "d");
  std::vector<Row> rows = measure_ingest(daemon, corpus);
  add(rows, measure_processes(daemon, effort));
  add(rows, measure_round_trips(daemon, more, effort));
  add(rows, measure_freshness(daemon, watched));
  add(rows, measure_handoff(daemon, watched.parent_path() / "long"));
  std::fprintf(stderr, "idling for %d s ...\n", effort.idle_seconds);
  add(rows, measure_idle(daemon, effort));
  std::fprintf(stderr, "writing %.0f MB of chat logs ...\n", effort.chat_megabytes);
  const Corpus chat = make_corpus(directory / "chat", effort.chat_megabytes, Profile::chat);
  std::fprintf(stderr, "%zu files, %zu turns; measuring ...\n", chat.files, chat.turns);
  add(rows, measure_large(daemon, chat, directory / "l", effort));
  return rows;
}

int write_logs(char** arguments) {
  const Profile profile = std::strcmp(arguments[0], "chat") == 0 ? Profile::chat : Profile::tool;
  const Corpus corpus = make_corpus(arguments[2], std::strtod(arguments[1], nullptr), profile);
  std::printf("%.1f MB, %zu files, %zu turns\n", corpus.megabytes, corpus.files, corpus.turns);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count == 5 && std::strcmp(arguments[1], "--write-logs") == 0)
    return write_logs(arguments + 2);
  Effort effort;
  if (count > 1 && std::strcmp(arguments[1], "--quick") == 0) {
    effort = {.corpus_megabytes = 20,
              .chat_megabytes = 40,
              .starts = 5,
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
