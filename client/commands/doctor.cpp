#include "client/commands/doctor.hpp"

#include <algorithm>

#include "client/commands/doctor_checks.hpp"
#include "client/print/escape.hpp"
#include "client/print/numbers.hpp"
#include "protocol/contracts.hpp"

namespace baton::client {

const CommandHelp doctor_help{
    R"(Checks the socket, the daemon's version, how it is started, its log, and what the daemon checks itself: store,
disk and capture. Exit code 1 when a check fails; warnings do not count.
)",
    R"(  baton doctor                   every check, with the remedy where one is needed
  baton doctor --no-start        without starting the daemon
  baton doctor --json            for programs
)"};

namespace {

using Checks = std::vector<protocol::DoctorCheck>;

void check_daemon(Context& context, Checks& checks) {
  try {
    Transport& daemon = context.daemon();
    checks.push_back(check_version(call(daemon, protocol::daemon_status, {})));
    const auto inside = call(daemon, protocol::daemon_doctor, {}).checks;
    checks.insert(checks.end(), inside.begin(), inside.end());
  } catch (const std::runtime_error& error) {
    checks.push_back({"daemon", "failure", error.what(), "see its log, below"});
  }
}

void print_check(Output& out, const protocol::DoctorCheck& check) {
  if (check.outcome == "ok") {
    out.write(Style::green, "✓ ok      ");
  } else if (check.outcome == "warning") {
    out.write(Style::yellow, "! warning ");
  } else {
    out.write(Style::red, "✗ failure ");
  }
  out.write(Style::bold, escape_to_line(check.name))
      .write(": " + escape_to_line(check.detail) + "\n");
  if (check.remedy) out.write("            → " + escape_to_line(*check.remedy) + "\n");
}

std::string summary(std::int64_t failures, std::int64_t warnings) {
  if (failures == 0 && warnings == 0) return "All is well.\n";
  return counted(failures, "failure") + ", " + counted(warnings, "warning") + ".\n";
}

}  // namespace

void declare(OptionSet&, DoctorOptions&) {}

ExitCode run(Context& context, const DoctorOptions&) {
  Checks from_daemon;
  // First, for it may start the daemon, which makes the socket.
  check_daemon(context, from_daemon);
  Checks checks = check_socket(chosen_socket(context));
  checks.insert(checks.end(), from_daemon.begin(), from_daemon.end());
  checks.push_back(check_unit(context.environment));
  checks.push_back(check_log(context.environment));
  const auto count = [&](std::string_view outcome) {
    return std::count_if(checks.begin(), checks.end(),
                         [&](const auto& c) { return c.outcome == outcome; });
  };
  const std::int64_t failures = count("failure");
  if (context.globals.json) {
    print_json(context.out, protocol::encode(protocol::DaemonDoctorResult{.checks = checks}));
  } else {
    for (const auto& check : checks) print_check(context.out, check);
    context.out.write(summary(failures, count("warning")));
  }
  return failures == 0 ? ExitCode::ok : ExitCode::refused;
}

}  // namespace baton::client
