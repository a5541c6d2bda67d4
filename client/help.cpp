#include "client/help.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace baton::client {

namespace {

constexpr std::array groups{
    std::pair{Group::everyday, "Every day"}, std::pair{Group::recording, "Recording"},
    std::pair{Group::daemon, "The daemon"}, std::pair{Group::tools, "For tools"}};

constexpr std::string_view environment_help = R"(
Environment
  BATON_SOCKET   the daemon's socket, instead of baton/baton.sock in $XDG_RUNTIME_DIR
  NO_COLOR       no colour, when it is set and not empty

Exit codes
  0  done
  1  not found, or the daemon answered with an error, or a check failed
  2  the command line is wrong
  3  the daemon cannot be reached or started
  4  the daemon did not answer in time
  5  anything else
)";

// Two columns: names, and what they are.
void print_list(Output& out, const std::vector<std::pair<std::string, std::string>>& rows) {
  std::size_t width = 0;
  for (const auto& [name, text] : rows) width = std::max(width, name.size());
  for (const auto& [name, text] : rows) {
    out.write("  ").write(Style::bold, name);
    out.write(std::string(width - name.size() + 2, ' ')).write(text).write("\n");
  }
}

void print_options(Output& out, std::string_view heading, const OptionSet& options) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const OptionSpec& spec : options.specs()) {
    rows.emplace_back(spec.placeholder.empty() ? spec.name : spec.name + " " + spec.placeholder,
                      spec.help);
  }
  if (rows.empty()) return;
  out.write("\n").write(heading).write("\n");
  print_list(out, rows);
}

OptionSet global_options() {
  static Globals unused;
  OptionSet options;
  declare_globals(options, unused);
  return options;
}

}  // namespace

std::string usage_line(const Command& command, const OptionSet& options) {
  std::string line = "baton " + std::string(command.name);
  for (const OptionSpec& spec : options.specs()) {
    const bool is_option =
        spec.kind == OptionSpec::Kind::flag || spec.kind == OptionSpec::Kind::value;
    std::string word = spec.placeholder.empty() ? spec.name : spec.name + " " + spec.placeholder;
    if (spec.kind == OptionSpec::Kind::words) word += "…";
    line += spec.required && !is_option ? " " + word : " [" + word + "]";
  }
  return line;
}

void print_help(Output& out) {
  out.write("baton hands each AI coding session's context to the next.\n\n");
  out.write("Usage: baton [options] COMMAND [options]; baton help COMMAND tells more.\n");
  for (const auto& [group, title] : groups) {
    std::vector<std::pair<std::string, std::string>> rows;
    for (const Command& command : all_commands()) {
      if (command.group == group) rows.emplace_back(command.name, command.summary);
    }
    out.write("\n").write(title).write("\n");
    print_list(out, rows);
  }
  print_options(out, "Options of every command", global_options());
  out.write(environment_help);
}

void print_members(Output& out, const std::vector<const Command*>& members) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (const Command* member : members) rows.emplace_back(member->name, member->summary);
  out.write("\nMore commands\n");
  print_list(out, rows);
}

void print_help(Output& out, const Command& command) {
  OptionSet options;
  command.bind(options);
  out.write(Style::bold, "baton " + std::string(command.name))
      .write(": ")
      .write(command.summary)
      .write(".\n\n");
  out.write("Usage: ")
      .write(usage_line(command, options))
      .write("\n\n")
      .write(command.help->details);
  print_options(out, "Options", options);
  print_options(out, "Options of every command", global_options());
  out.write("\nExamples\n").write(command.help->examples);
}

}  // namespace baton::client
