#include "client/commands/capture_pause.hpp"

#include "client/print/numbers.hpp"
#include "protocol/contracts.hpp"

namespace baton::client {

const CommandHelp capture_pause_help{
    R"(Reading the agents' logs rests until `baton capture resume` or until the daemon starts again. Nothing is lost: what
is written meanwhile is read afterwards. To leave something out for good, see `baton capture ignore`.
)",
    R"(  baton capture pause
  baton capture pause --json     for programs
)"};

const CommandHelp capture_resume_help{
    R"(Goes on reading the agents' logs after `baton capture pause`.
)",
    R"(  baton capture resume
)"};

void declare(OptionSet&, CapturePauseOptions&) {}
void declare(OptionSet&, CaptureResumeOptions&) {}

ExitCode run(Context& context, const CapturePauseOptions&) {
  return answer(context, protocol::capture_pause, {}, [&](const protocol::CapturePauseResult&) {
    context.out.write("Capture rests; baton capture resume goes on.\n");
  });
}

ExitCode run(Context& context, const CaptureResumeOptions&) {
  return answer(context, protocol::capture_resume, {},
                [&](const protocol::CapturePauseResult& result) {
                  context.out.write("Capture goes on: " + counted(result.pending_files, "file") +
                                    " waiting.\n");
                });
}

}  // namespace baton::client
