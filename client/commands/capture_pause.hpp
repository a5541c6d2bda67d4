#pragma once
// baton capture pause, baton capture resume: reading logs rests for a while.

#include "client/commands/command.hpp"

namespace baton::client {

/// What the command line of `baton capture pause` says.
struct CapturePauseOptions {};
/// What the command line of `baton capture resume` says.
struct CaptureResumeOptions {};

extern const CommandHelp capture_pause_help;
extern const CommandHelp capture_resume_help;

/// Declares the options of `baton capture pause`.
void declare(OptionSet& set, CapturePauseOptions& options);
/// Declares the options of `baton capture resume`.
void declare(OptionSet& set, CaptureResumeOptions& options);

/// Runs `baton capture pause`.
ExitCode run(Context& context, const CapturePauseOptions& options);
/// Runs `baton capture resume`.
ExitCode run(Context& context, const CaptureResumeOptions& options);

}  // namespace baton::client
