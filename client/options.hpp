#pragma once
// The options and arguments of a command, declared once: parsing, help and completions are made
// from them.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace baton::client {

/// What a shell can propose for a value.
enum class Completes { nothing, files, directories, choices };

/// One option or argument.
struct OptionSpec {
  enum class Kind {
    flag,      ///< `--name`
    value,     ///< `--name VALUE`
    argument,  ///< one word
    words      ///< the remaining words, at least one
  };
  Kind kind = Kind::flag;
  std::string name{};         ///< `--name`, or the placeholder of an argument
  std::string placeholder{};  ///< e.g. `N`
  std::string help{};         ///< what it does, in a few words
  bool required = false;
  Completes completes = Completes::nothing;
  std::vector<std::string> choices{};
  std::function<void(const std::vector<std::string>&)> store{};  ///< called when it was given
};

/// The options of one command, bound to the variables that they set. The variables must outlive the
/// set.
class OptionSet {
 public:
  OptionSet& flag(std::string name, bool& target, std::string help);
  OptionSet& text(std::string name, std::string placeholder, std::optional<std::string>& target,
                  std::string help, Completes completes = Completes::nothing);
  /// `--project`, as all commands have it that concern one project.
  OptionSet& project(std::optional<std::string>& target);
  /// A whole number between `low` and `high`.
  OptionSet& number(std::string name, std::string placeholder, std::optional<std::int64_t>& target,
                    std::int64_t low, std::int64_t high, std::string help);
  /// The same twice, for options that may be given several times.
  OptionSet& texts(std::string name, std::string placeholder, std::vector<std::string>& target,
                   std::string help);
  OptionSet& numbers(std::string name, std::string placeholder, std::vector<std::int64_t>& target,
                     std::int64_t low, std::int64_t high, std::string help);
  OptionSet& argument(std::string placeholder, std::optional<std::string>& target, std::string help,
                      Completes completes = Completes::nothing);
  /// An argument that must be given.
  OptionSet& argument(std::string placeholder, std::string& target, std::string help,
                      Completes completes = Completes::nothing);
  /// An argument that must be one of `choices`.
  OptionSet& choice(const std::string& placeholder, std::string& target,
                    const std::vector<std::string>& choices, std::string help);
  OptionSet& words(std::string placeholder, std::vector<std::string>& target, std::string help);

  std::span<const OptionSpec> specs() const noexcept { return specs_; }

  /// Sets the variables from the words of a command line, the command's own name left out.
  /// `--name=value`, `--name value` and `--` (what follows are arguments) are understood, options
  /// and arguments in any order.
  ///
  /// @throws Failure usage, naming what is wrong
  void parse(const std::vector<std::string>& words) const;

 private:
  OptionSet& add(OptionSpec spec);

  std::vector<OptionSpec> specs_;
};

/// A whole number between `low` and `high`.
///
/// @param what what the number is called in the message
/// @throws Failure usage
std::int64_t parse_number(std::string_view what, const std::string& text, std::int64_t low,
                          std::int64_t high);

}  // namespace baton::client
