#include "daemon/handoff/facts/outcome.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "daemon/base/text.hpp"
#include "daemon/handoff/cues/cues.hpp"
#include "daemon/handoff/text_safety.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

constexpr std::array<std::string_view, 6> exit_code_marks{
    "Exit code ",  "exited with code ", "\"exit_code\":",
    "exit code: ", "Exit Code: ",       "exited with exit code "};
constexpr std::array<std::string_view, 4> rejections{
    "The user doesn't want to proceed with this tool use",
    "The user doesn't want to take this action", "Tool use was rejected", "rejected by user"};

constexpr std::array<std::string_view, 13> failure_marks{"--- FAIL",
                                                         "FAIL\t",
                                                         "FAILED",
                                                         "BUILD FAILED",
                                                         "npm ERR!",
                                                         "error TS",
                                                         "error[E",
                                                         "Traceback (most recent",
                                                         "ERR_PNPM",
                                                         "ELIFECYCLE",
                                                         "compilation failed",
                                                         "error: could not compile",
                                                         "make: *** "};
constexpr std::array<std::string_view, 6> counted_failures{" failed", " failing",  " errors",
                                                           " error",  " failures", " problems"};
constexpr std::array<std::string_view, 12> success_marks{
    "\nok ",    "PASS",     " passed",      " passing",        "BUILD SUCCESS", "0 errors",
    "0 issues", "Finished", "Successfully", "Build succeeded", "Done in",       "tests passed"};
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// True when a number other than zero stands before the word: `3 failed`.
bool counts_some(std::string_view output, std::string_view word) {
  for (auto at = output.find(word); at != std::string_view::npos; at = output.find(word, at + 1)) {
    const auto end = at + word.size();
    if (end < output.size() && output[end] >= 'a' && output[end] <= 'z') continue;
    bool some = false;
    for (auto digit = at; digit > 0 && is_digit(output[digit - 1]); --digit)
      some = some || output[digit - 1] != '0';
    if (some) return true;
  }
  return false;
}

bool says_failed(std::string_view output) {
  const auto finds = [&](std::string_view mark) {
    return output.find(mark) != std::string_view::npos;
  };
  const auto counts = [&](std::string_view word) { return counts_some(output, word); };
  return std::any_of(failure_marks.begin(), failure_marks.end(), finds) ||
         std::any_of(counted_failures.begin(), counted_failures.end(), counts);
}

bool says_passed(std::string_view output) {
  const auto finds = [&](std::string_view mark) {
    return output.find(mark) != std::string_view::npos;
  };
  return output.substr(0, 3) == "ok " ||
         std::any_of(success_marks.begin(), success_marks.end(), finds);
}

/// Beginning and end of a long output: what it says about its outcome stands there.
std::string ends_of(std::string_view output) {
  constexpr std::size_t part = 6000;
  if (output.size() <= 2 * part) return std::string(output);
  const std::size_t tail = utf8_prefix(output, output.size() - part).size();
  return std::string(utf8_prefix(output, part)) + "\n" + std::string(output.substr(tail));
}

bool is_only_a_code(std::string_view line) {
  return starts_with_ignoring_case(line, "exit code") && line.size() < 16;
}

}  // namespace

std::optional<int> exit_code(std::string_view output) {
  constexpr std::size_t reach = 300;
  const auto near = [&](std::size_t at) { return at < reach || at + reach > output.size(); };
  for (const auto mark : exit_code_marks) {
    for (auto at = output.find(mark); at != std::string_view::npos;
         at = output.find(mark, at + 1)) {
      if (!near(at)) continue;
      const auto digits = trim(output.substr(at + mark.size(), 8));
      int code = 0;
      if (std::from_chars(digits.data(), digits.data() + digits.size(), code).ec == std::errc{})
        return code;
    }
  }
  return std::nullopt;
}

Outcome outcome_of(std::string_view output, bool is_error, bool check, bool piped) {
  const auto text = ends_of(output);
  const auto head = std::string_view(text).substr(0, 300);
  for (const auto rejection : rejections) {
    if (head.find(rejection) != std::string_view::npos) return Outcome::rejected;
  }
  if (is_error) return Outcome::failed;
  if (const auto code = exit_code(text); code && *code != 0) return Outcome::failed;
  if (!check) return Outcome::succeeded;
  if (says_failed(text)) return Outcome::failed;
  return piped && !says_passed(text) ? Outcome::unknown : Outcome::succeeded;
}

std::vector<std::string> error_lines(std::string_view output, std::size_t most) {
  const auto text = without_terminal_colours(ends_of(output));
  struct Found {
    std::string_view line;
    int weight;
    std::size_t place;
  };
  std::vector<Found> found;
  for (const auto raw : lines_of(text)) {
    const auto line = trim(raw);
    if (line.size() < 6 || is_only_a_code(line)) continue;
    found.push_back({line, cues().error_in(line), found.size()});
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Found& a, const Found& b) { return a.weight > b.weight; });
  if (found.size() > most) found.resize(most);
  if (found.size() > 1 && found[1].weight == 0) found.resize(1);
  std::sort(found.begin(), found.end(),
            [](const Found& a, const Found& b) { return a.place < b.place; });
  std::vector<std::string> out;
  out.reserve(found.size());
  for (const auto& item : found) out.push_back(cut_end(squeeze_spaces(item.line), 200));
  return out;
}

std::string passing_line(std::string_view output) {
  const auto text = without_terminal_colours(ends_of(output));
  std::string_view best;
  for (const auto line : lines_of(text)) {
    for (const auto mark : {" passed", " passing", "0 issues", "0 errors", "tests passed"}) {
      if (line.find(mark) != std::string_view::npos && line.size() < 160) best = line;
    }
  }
  return squeeze_spaces(best);
}

}  // namespace baton::handoff
