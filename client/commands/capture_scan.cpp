#include "client/commands/capture_scan.hpp"

#include "client/connection.hpp"
#include "client/print/numbers.hpp"
#include "protocol/contracts.hpp"

namespace baton::client {

const CommandHelp capture_scan_help{
    R"(Looks for agents' logs below PATH, however deep, and reads them in the background: old logs, logs copied from
another machine, or logs in a place that is not watched. What was read before is not stored twice.
)",
    R"(  baton capture scan ~/.claude/projects           read in the background
  baton capture scan --wait ./old-logs            wait until all is read, and say how much
  baton capture scan --wait log.jsonl --timeout 60
)"};

namespace {

using namespace std::chrono_literals;

// News may be dropped when a connection is slow to read: after this long without any the daemon is
// asked.
constexpr auto quiet = 2s;

// How far one scan is.
struct Progress {
  std::int64_t files = 0;
  std::int64_t read = 0;
};

void print_progress(Context& context, const Progress& progress) {
  if (!context.err.is_terminal()) return;
  context.err.write("\r\x1b[KReading: " + grouped(progress.read) + " of " +
                    counted(progress.files, "file"));
  context.err.flush();
}

void end_progress(Context& context) {
  if (!context.err.is_terminal()) return;
  context.err.write("\r\x1b[K");
  context.err.flush();
}

void take_news(const Notification& news, std::int64_t scan_id, Progress& progress) {
  if (news.method != protocol::event_capture.name) return;
  const auto event = read_as<protocol::CaptureEvent>(news.method, news.params);
  if (event.scan_id != scan_id) return;
  progress.files = event.scan_files.value_or(progress.files);
  progress.read = event.scan_files_read.value_or(progress.read);
}

bool all_is_read(Transport& daemon) {
  return call(daemon, protocol::capture_status, {}).pending_files == 0;
}

void wait_for_scan(Context& context, const protocol::CaptureScanResult& scan) {
  Transport& daemon = context.daemon();
  Progress progress{scan.files, 0};
  const auto begin = Clock::now();
  while (progress.read < progress.files) {
    print_progress(context, progress);
    const auto news = daemon.next_notification(quiet);
    if (news) {
      take_news(*news, scan.scan_id, progress);
    } else if (all_is_read(daemon)) {
      break;
    }
    // Reading a large history takes minutes, so that only a time-out that was asked for ends it.
    if (context.globals.timeout && Clock::now() - begin > context.globals.timeout_or_default()) {
      end_progress(context);
      throw Failure(ExitCode::timed_out,
                    "the scan goes on in the background: " + grouped(progress.read) + " of " +
                        counted(progress.files, "file") + " read so far");
    }
  }
  end_progress(context);
}

std::string found(const protocol::CaptureScanResult& scan) {
  std::string text = counted(scan.files, "log file");
  if (scan.unrecognised > 0) {
    text += " (" + counted(scan.unrecognised, "other file") + " left alone)";
  }
  return text;
}

}  // namespace

void declare(OptionSet& set, CaptureScanOptions& options) {
  set.argument("PATH", options.path, "a log file, or a directory to search for logs",
               Completes::files)
      .flag("--wait", options.wait, "wait until all is read");
}

ExitCode run(Context& context, const CaptureScanOptions& options) {
  const std::string path = absolute_path(options.path, context.directory());
  Transport& daemon = context.daemon();
  std::int64_t turns_before = 0;
  if (options.wait) {
    context.err.look_at_terminal(!context.globals.no_color);
    // Before the scan begins, or its last event may be missed.
    call(daemon, protocol::event_subscribe, {.topics = {"capture"}});
    turns_before = call(daemon, protocol::daemon_status, {}).turns;
  }
  const auto result = daemon.request(protocol::capture_scan.name,
                                     protocol::encode(protocol::CaptureScanParams{.path = path}));
  const auto scan = read_result(protocol::capture_scan, result);
  if (options.wait) wait_for_scan(context, scan);
  if (context.globals.json) {
    print_json(context.out, result);
  } else if (options.wait) {
    const std::int64_t turns = call(daemon, protocol::daemon_status, {}).turns - turns_before;
    context.out.write("Read " + found(scan) + ": " + counted(turns, "new turn") + ".\n");
  } else {
    context.out.write("Found " + found(scan) +
                      "; reading in the background, see baton capture status.\n");
  }
  return ExitCode::ok;
}

}  // namespace baton::client
