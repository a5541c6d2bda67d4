// The only file that knows CLI11: it takes seconds to compile.

#include <algorithm>
#include <deque>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "client/failure.hpp"
#include "client/options.hpp"
#include "protocol/json/nearest.hpp"

namespace baton::client {

namespace {

// Where CLI11 puts what was given for one option.
struct Given {
  const OptionSpec* spec = nullptr;
  CLI::Option* option = nullptr;
  bool flag = false;
  std::vector<std::string> values{};
};

void declare(CLI::App& app, Given& given) {
  const OptionSpec& spec = *given.spec;
  if (spec.kind == OptionSpec::Kind::flag) {
    given.option = app.add_flag(spec.name, given.flag);
    return;
  }
  given.option = app.add_option(spec.name, given.values);
  if (spec.kind == OptionSpec::Kind::words) {
    // Else CLI11 would take a word such as [a,b] apart.
    given.option->expected(1, CLI::detail::expected_max_vector_size)->allow_extra_args(false);
  } else {
    given.option->expected(1)->allow_extra_args(false);
    given.option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  }
}

[[noreturn]] void fail_unexpected(const std::string& word, std::span<const OptionSpec> specs) {
  if (!word.starts_with('-')) throw Failure(ExitCode::usage, "unexpected argument '" + word + "'");
  std::vector<std::string_view> known;
  for (const OptionSpec& spec : specs) {
    if (spec.name.starts_with('-')) known.emplace_back(spec.name);
  }
  const std::string name = word.substr(0, word.find('='));
  std::string message = "there is no option '" + name + "'";
  if (const auto near = protocol::nearest_name(name, known)) {
    message += "; did you mean " + std::string(*near) + "?";
  }
  throw Failure(ExitCode::usage, message);
}

}  // namespace

void OptionSet::parse(const std::vector<std::string>& words) const {
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  std::deque<Given> all;
  for (const OptionSpec& spec : specs_) declare(app, all.emplace_back(Given{.spec = &spec}));
  try {
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::ParseError& error) {
    throw Failure(ExitCode::usage, error.what());
  }
  const std::vector<std::string> extra = app.remaining();
  if (!extra.empty()) fail_unexpected(extra.front(), specs_);
  for (const Given& given : all) {
    if (given.option->count() > 0) {
      given.spec->store(given.values);
    } else if (given.spec->required) {
      throw Failure(ExitCode::usage, given.spec->name + " is missing: " + given.spec->help);
    }
  }
}

}  // namespace baton::client
