// With getopt_long() of the C library: CLI11 includes <iostream>, whose start-up alone takes a
// tenth of the time that the whole process may take.

#include <algorithm>

#include <getopt.h>

#include "client/failure.hpp"
#include "client/options.hpp"
#include "protocol/json/nearest.hpp"

namespace baton::client {

namespace {

// Above every character, so that it cannot be taken for a short option.
constexpr int first_option = 1000;

bool is_option(const OptionSpec& spec) {
  return spec.kind == OptionSpec::Kind::flag || spec.kind == OptionSpec::Kind::value;
}

// In the form that getopt_long() takes: without the dashes, ended by an empty one.
std::vector<option> long_options(std::span<const OptionSpec> specs) {
  std::vector<option> table;
  for (std::size_t i = 0; i < specs.size(); ++i) {
    if (!is_option(specs[i])) continue;
    const bool has_value = specs[i].kind == OptionSpec::Kind::value;
    table.push_back({specs[i].name.c_str() + 2, has_value ? required_argument : no_argument,
                     nullptr, first_option + static_cast<int>(i)});
  }
  table.push_back({});
  return table;
}

[[noreturn]] void fail_option(const std::string& word, bool value_is_missing,
                              std::span<const OptionSpec> specs) {
  const std::string name = word.substr(0, word.find('='));
  if (value_is_missing) throw Failure(ExitCode::usage, name + " needs a value");
  std::vector<std::string_view> known;
  bool exists = false;
  for (const OptionSpec& spec : specs) {
    if (is_option(spec)) known.emplace_back(spec.name);
    exists = exists || spec.name == name;
  }
  if (exists) throw Failure(ExitCode::usage, name + " takes no value");
  std::string message = "there is no option '" + name + "'";
  if (const auto near = protocol::nearest_name(name, known)) {
    message += "; did you mean " + std::string(*near) + "?";
  }
  throw Failure(ExitCode::usage, message);
}

// Stores the options and gives back the words that are none.
std::vector<std::string> parse_options(const std::vector<std::string>& words,
                                       std::span<const OptionSpec> specs) {
  const std::vector<option> table = long_options(specs);
  std::string program = "baton";
  std::vector<char*> arguments{program.data()};
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const int count = static_cast<int>(arguments.size()) - 1;
  optind = 0;  // glibc: begin anew
  opterr = 0;
  for (;;) {
    const int current = std::max(optind, 1);
    // The colon asks for missing values to be told apart from unknown options.
    // NOLINTNEXTLINE(concurrency-mt-unsafe): this program has one thread
    const int found = ::getopt_long(count, arguments.data(), ":", table.data(), nullptr);
    if (found == -1) break;
    if (found < first_option) {
      fail_option(arguments[static_cast<std::size_t>(std::max(optind - 1, current))], found == ':',
                  specs);
    }
    const OptionSpec& spec = specs[static_cast<std::size_t>(found - first_option)];
    spec.store({optarg != nullptr ? std::string(optarg) : std::string()});
  }
  return {arguments.begin() + optind, arguments.begin() + count};
}

// Gives each argument its word, and the last, when it takes several, all that are left.
void store_arguments(const std::vector<std::string>& words, std::span<const OptionSpec> specs) {
  std::size_t used = 0;
  for (const OptionSpec& spec : specs) {
    if (is_option(spec)) continue;
    if (used == words.size()) {
      if (!spec.required) continue;
      throw Failure(ExitCode::usage, spec.name + " is missing: " + spec.help);
    }
    const std::size_t taken = spec.kind == OptionSpec::Kind::words ? words.size() - used : 1;
    const auto begin = words.begin() + static_cast<std::ptrdiff_t>(used);
    spec.store({begin, begin + static_cast<std::ptrdiff_t>(taken)});
    used += taken;
  }
  if (used < words.size())
    throw Failure(ExitCode::usage, "unexpected argument '" + words[used] + "'");
}

}  // namespace

void OptionSet::parse(const std::vector<std::string>& words) const {
  store_arguments(parse_options(words, specs_), specs_);
}

}  // namespace baton::client
