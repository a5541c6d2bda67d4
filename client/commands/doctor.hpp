#pragma once
// baton doctor: checks, with remedies.

#include "client/commands/command.hpp"

namespace baton::client {

/// What the command line of `baton doctor` says.
struct DoctorOptions {};

extern const CommandHelp doctor_help;

/// Declares the options of `baton doctor`.
void declare(OptionSet& set, DoctorOptions& options);

/// Runs `baton doctor`.
ExitCode run(Context& context, const DoctorOptions& options);

}  // namespace baton::client
