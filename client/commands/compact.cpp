#include "client/commands/compact.hpp"

#include <thread>

#include "client/connection.hpp"
#include "client/print/numbers.hpp"
#include "protocol/contracts.hpp"

namespace baton::client {

const CommandHelp compact_help{
    R"(Deletes what is older than [retention] in the configuration allows (nothing, unless you have set it), merges the
search index, gives free pages back to the disk and cuts the write-ahead log. The daemon does it in small steps beside
its other work; ending this command does not end it.
)",
    R"(  baton compact
  baton compact --json
)"};

namespace {

using namespace std::chrono_literals;

constexpr auto first_pause = 20ms;
constexpr auto longest_pause = 500ms;

void print_stage(Context& context, std::string_view stage) {
  if (!context.err.is_terminal()) return;
  context.err.write("\r\x1b[K");
  if (!stage.empty()) context.err.write("Compacting: " + std::string(stage));
  context.err.flush();
}

/// Asks until the run has ended. Only a time-out that was asked for ends it earlier: a large
/// database takes minutes.
boost::json::value wait_for_end(Context& context) {
  Transport& daemon = context.daemon();
  const auto begin = Clock::now();
  std::chrono::milliseconds pause = first_pause;
  protocol::DaemonCompactParams params;
  for (;;) {
    auto answer = daemon.request(protocol::daemon_compact.name, protocol::encode(params));
    const auto result = read_result(protocol::daemon_compact, answer);
    if (result.finished) return answer;
    params.run = result.run;
    print_stage(context, result.stage);
    if (context.globals.timeout && Clock::now() - begin > context.globals.timeout_or_default()) {
      print_stage(context, "");
      throw Failure(ExitCode::timed_out, "the daemon goes on compacting in the background");
    }
    std::this_thread::sleep_for(pause);
    pause = std::min<std::chrono::milliseconds>(2 * pause, longest_pause);
  }
}

}  // namespace

void declare(OptionSet&, CompactOptions&) {}

ExitCode run(Context& context, const CompactOptions&) {
  context.err.look_at_terminal(!context.globals.no_color);
  const auto answer = wait_for_end(context);
  print_stage(context, "");
  if (context.globals.json) {
    print_json(context.out, answer);
    return ExitCode::ok;
  }
  const auto result = read_result(protocol::daemon_compact, answer);
  if (result.turns_removed > 0 || result.outputs_cut > 0) {
    context.out.write("Retention deleted " + counted(result.turns_removed, "turn") + " and cut " +
                      counted(result.outputs_cut, "tool output") + ".\n");
  }
  context.out.write("The database takes " + byte_size(result.bytes_after) + "; it took " +
                    byte_size(result.bytes_before) + ".\n");
  return ExitCode::ok;
}

}  // namespace baton::client
