#include "client/options.hpp"

#include <algorithm>
#include <charconv>

#include "client/failure.hpp"

namespace baton::client {
namespace {

OptionSpec value_spec(std::string name, std::string placeholder, std::string help) {
  return {.kind = OptionSpec::Kind::value,
          .name = std::move(name),
          .placeholder = std::move(placeholder),
          .help = std::move(help)};
}

}  // namespace

OptionSet& OptionSet::add(OptionSpec spec) {
  specs_.push_back(std::move(spec));
  return *this;
}

OptionSet& OptionSet::flag(std::string name, bool& target, std::string help) {
  OptionSpec spec{.kind = OptionSpec::Kind::flag, .name = std::move(name), .help = std::move(help)};
  spec.store = [&target](const auto&) { target = true; };
  return add(std::move(spec));
}

OptionSet& OptionSet::text(std::string name, std::string placeholder,
                           std::optional<std::string>& target, std::string help,
                           Completes completes) {
  OptionSpec spec = value_spec(std::move(name), std::move(placeholder), std::move(help));
  spec.completes = completes;
  spec.store = [&target](const auto& given) { target = given.back(); };
  return add(std::move(spec));
}

OptionSet& OptionSet::project(std::optional<std::string>& target) {
  return text("--project", "PROJECT", target,
              "id, name or path of the project (default: the current directory's)",
              Completes::directories);
}

OptionSet& OptionSet::number(std::string name, std::string placeholder,
                             std::optional<std::int64_t>& target, std::int64_t low,
                             std::int64_t high, std::string help) {
  OptionSpec spec = value_spec(name, std::move(placeholder), std::move(help));
  spec.store = [&target, name = std::move(name), low, high](const auto& given) {
    target = parse_number(name, given.back(), low, high);
  };
  return add(std::move(spec));
}

OptionSet& OptionSet::texts(std::string name, std::string placeholder,
                            std::vector<std::string>& target, std::string help) {
  OptionSpec spec = value_spec(std::move(name), std::move(placeholder), std::move(help));
  spec.store = [&target](const auto& given) { target.push_back(given.back()); };
  return add(std::move(spec));
}

OptionSet& OptionSet::numbers(std::string name, std::string placeholder,
                              std::vector<std::int64_t>& target, std::int64_t low,
                              std::int64_t high, std::string help) {
  OptionSpec spec = value_spec(name, std::move(placeholder), std::move(help));
  spec.store = [&target, name = std::move(name), low, high](const auto& given) {
    target.push_back(parse_number(name, given.back(), low, high));
  };
  return add(std::move(spec));
}

OptionSet& OptionSet::argument(std::string placeholder, std::optional<std::string>& target,
                               std::string help, Completes completes) {
  OptionSpec spec{.kind = OptionSpec::Kind::argument,
                  .name = std::move(placeholder),
                  .help = std::move(help),
                  .completes = completes};
  spec.store = [&target](const auto& given) { target = given.back(); };
  return add(std::move(spec));
}

OptionSet& OptionSet::argument(std::string placeholder, std::string& target, std::string help,
                               Completes completes) {
  OptionSpec spec{.kind = OptionSpec::Kind::argument,
                  .name = std::move(placeholder),
                  .help = std::move(help),
                  .required = true,
                  .completes = completes};
  spec.store = [&target](const auto& given) { target = given.back(); };
  return add(std::move(spec));
}

OptionSet& OptionSet::choice(const std::string& placeholder, std::string& target,
                             const std::vector<std::string>& choices, std::string help) {
  argument(placeholder, target, std::move(help), Completes::choices);
  specs_.back().choices = choices;
  specs_.back().store = [&target, placeholder, choices](const auto& given) {
    if (std::find(choices.begin(), choices.end(), given.back()) == choices.end()) {
      std::string known;
      for (const std::string& name : choices) known += (known.empty() ? "" : ", ") + name;
      throw Failure(ExitCode::usage,
                    placeholder + " is one of " + known + ", not '" + given.back() + "'");
    }
    target = given.back();
  };
  return *this;
}

OptionSet& OptionSet::words(std::string placeholder, std::vector<std::string>& target,
                            std::string help) {
  OptionSpec spec{.kind = OptionSpec::Kind::words,
                  .name = std::move(placeholder),
                  .help = std::move(help),
                  .required = true};
  spec.store = [&target](const auto& given) { target = given; };
  return add(std::move(spec));
}

std::int64_t parse_number(std::string_view what, const std::string& text, std::int64_t low,
                          std::int64_t high) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  if (error == std::errc() && stopped == end && number >= low && number <= high) return number;
  throw Failure(ExitCode::usage, std::string(what) + " takes a whole number from " +
                                     std::to_string(low) + " to " + std::to_string(high) +
                                     ", not '" + text + "'");
}

}  // namespace baton::client
