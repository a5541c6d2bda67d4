#include "client/commands/handoff_change.hpp"

#include "client/print/escape.hpp"

namespace baton::client {

std::string describe(const protocol::HandoffEdit& edit) {
  const std::string text = escape_to_line(edit.text);
  if (edit.replacement) return text + " -> " + escape_to_line(*edit.replacement);
  return text;
}

void print_change(Output& out, const protocol::HandoffChangeResult& change) {
  out.write("Version " + std::to_string(change.version) + " of " + escape_to_line(change.project) +
            "'s handoff is the newest.\n");
  for (const auto& edit : change.ended) {
    out.write(Style::red, "  ended  " + escape_to_line(edit.kind) + ": " + describe(edit))
        .write("\n");
  }
  for (const auto& edit : change.made) {
    out.write(Style::green, "  holds  " + escape_to_line(edit.kind) + ": " + describe(edit))
        .write("\n");
  }
}

}  // namespace baton::client
