#include <algorithm>
#include <set>

#include "daemon/base/text.hpp"
#include "daemon/handoff/facts/facts.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

/// Ports of this machine that a text names: `localhost:5173`.
void add_ports(std::string_view text, std::set<std::string>& ports) {
  for (const std::string_view host : {"localhost:", "127.0.0.1:", "0.0.0.0:"}) {
    for (auto at = text.find(host); at != std::string_view::npos; at = text.find(host, at + 1)) {
      const auto digits = text.substr(at + host.size());
      const auto port = digits.substr(0, digits.find_first_not_of("0123456789"));
      if (port.size() >= 2 && port.size() <= 5) ports.insert(std::string(port));
    }
  }
}

void add_command(Candidates& out, const Reading& reading, const ToolUse& use,
                 const SimpleCommand& command) {
  const auto citation = reading.cite(*use.call);
  if (command.purpose == Purpose::version) {
    const auto version = first_line(use.output(), 80);
    if (!version.empty()) {
      out.push_back({SectionName::environment,
                     as_code(command.text, 60) + " says " + in_quotes(version),
                     {citation},
                     3 * reading.weight,
                     Essential::no});
    }
  } else if (command.purpose == Purpose::run || command.purpose == Purpose::install) {
    out.push_back(
        {SectionName::environment,
         std::string(word_for(command.purpose)) + " with " + as_code(command.text, 110) + " worked",
         {citation},
         (command.purpose == Purpose::run ? 4.5 : 3.0) * reading.weight,
         Essential::no});
  }
}

void add_session(Candidates& out, const Reading& reading) {
  std::set<std::string> ports;
  std::vector<Citation> port_citations;
  for (auto use = reading.uses.rbegin(); use != reading.uses.rend(); ++use) {
    if (use->outcome != Outcome::succeeded || use->call->tool_kind != store::ToolKind::shell)
      continue;
    for (const auto& command : use->command.commands) add_command(out, reading, *use, command);
    const auto before = ports.size();
    add_ports(use->command_text(), ports);
    if (ports.size() > before) port_citations.push_back(reading.cite(*use->call));
  }
  if (ports.empty()) return;
  std::string text = "Ports of this machine in commands: ";
  for (const auto& port : ports) text += (text.back() == ' ' ? "" : ", ") + port;
  out.push_back({SectionName::environment, text, citations_of(port_citations), 3.5 * reading.weight,
                 Essential::no});
}

}  // namespace

Candidates environment(const Readings& readings) {
  Candidates out;
  for (const auto& reading : readings.sessions) add_session(out, reading);
  return out;
}

}  // namespace baton::handoff
