#pragma once
// One function per group of measurements; each returns its rows of the table.

#include <filesystem>
#include <vector>

#include "tests/bench/corpus.hpp"
#include "tests/bench/daemon_process.hpp"
#include "tests/bench/statistics.hpp"

namespace baton::bench {

/// How much to measure.
struct Effort {
  double corpus_megabytes = 200;
  int processes = 200;  ///< runs of each whole process
  int requests = 5000;  ///< round trips
  int searches = 200;
  int idle_seconds = 60;
};

/// Backfill of the corpus against a bare SQLite batch insert of the same turns; memory; size of the
/// database.
std::vector<Row> measure_ingest(const DaemonProcess& daemon, const Corpus& corpus);
/// Whole processes: `baton handoff` against /bin/true and a raw C client; cold start and autostart.
std::vector<Row> measure_processes(const DaemonProcess& daemon, const Effort& effort);
/// Round trips of handoff.get against a blocking ping-pong of the same bytes; also while a backfill
/// runs.
std::vector<Row> measure_round_trips(const DaemonProcess& daemon, const Corpus& more,
                                     const Effort& effort);
/// search.query against ripgrep over the same logs.
std::vector<Row> measure_search(const DaemonProcess& daemon, const Corpus& corpus,
                                const Effort& effort);
/// From appending a line to its being searchable.
std::vector<Row> measure_freshness(const DaemonProcess& daemon,
                                   const std::filesystem::path& directory);
/// Memory and CPU of a daemon that nobody asks anything.
std::vector<Row> measure_idle(const DaemonProcess& daemon, const Effort& effort);

}  // namespace baton::bench
