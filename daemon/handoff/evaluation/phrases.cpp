#include "daemon/handoff/evaluation/phrases.hpp"

#include "daemon/base/regex.hpp"
#include "daemon/handoff/evaluation/text.hpp"

namespace baton::handoff::evaluation {
namespace {

constexpr auto any_case = Regex::Letters::any_case;

std::string group_of(const RegexSubject& subject, const RegexMatch& match, std::size_t group) {
  return std::string(
      subject.text().substr(match[group].begin, match[group].end - match[group].begin));
}

}  // namespace

bool is_check_command(std::string_view command) {
  static const Regex pattern(
      R"(\b(?:test|tests|spec|pytest|jest|vitest|ctest|check|lint|build|compile|typecheck|tsc|vet)"
      R"(|clippy|assemble|msbuild|mypy|ruff|eslint|format|fmt|verify|ci)\b)",
      any_case);
  return pattern.matches(command);
}

bool is_rule(std::string_view sentence) {
  static const Regex rule(
      R"(\b(?:always|never|don'?t|do not|must(?: not)?|make sure|please (?:only|use|keep|avoid))"
      R"(|only use|instead of|rather than|avoid|prefer|no need to)"
      R"(|should (?:not|always|never|be)|from now on|remember (?:to|that)|stick (?:to|with))"
      R"(|not allowed|keep (?:it|the))\b)",
      any_case);
  static const Regex no_rule(
      R"(\?\s*$|\b(?:i|we|you|it|they|that|this|which|he|she|who) )"
      R"((?:really |still |also |just )?(?:don'?t|do not|doesn'?t|didn'?t)\b)"
      R"(|\b(?:don'?t|do not) (?:know|think|see|have|understand|care|get|want to|seem|work|exist)"
      R"(|mind|really|like|believe|agree|remember|feel)\b)"
      R"(|\bif (?:i|we|you) (?:don'?t|do not)\b)",
      any_case);
  return rule.matches(sentence) && !no_rule.matches(sentence);
}

bool is_decision(std::string_view sentence) {
  static const Regex pattern(
      R"(\b(?:let'?s (?:go with|use|do|keep|make|just|remove|drop|rename|switch|skip|stick))"
      R"(|go with|we(?:'ll| will| should| decided| agreed)|i(?:'d| would) (?:prefer|rather|like))"
      R"(|decided to|option [a-d1-4]\b))",
      any_case);
  return pattern.matches(sentence);
}

bool is_error_line(std::string_view line) {
  static const Regex pattern(
      R"(error|exception|fail(?:ed|ure)?|panic|fatal|cannot|undefined|not found|denied|traceback)"
      R"(|unresolved|assert)",
      any_case);
  return pattern.matches(line);
}

bool says_success(std::string_view line) {
  static const Regex pattern(
      R"(\b(?:pass(?:ed|es|ing)?|ok|success(?:ful(?:ly)?)?|succeed(?:ed|s)?|green|clean|exit 0)"
      R"(|0 (?:errors|issues|failures))\b|✓|✅)",
      any_case);
  return pattern.matches(line);
}

bool says_failure(std::string_view line) {
  static const Regex pattern(
      R"(\b(?:fail(?:ed|s|ing|ure|ures)?|error(?:s|ed)?|broken|red|exit [1-9]\d*)\b|✗|❌)",
      any_case);
  return pattern.matches(line);
}

std::optional<std::string> commit_message(std::string_view command) {
  // The message may stand in a here-document: -m "$(cat <<'EOF' and then the first line.
  static const Regex pattern(
      R"re(git commit\b.*?-m\s*(?:"\$\(cat <<\S*\n)?["']?([^"'\n]{6,120}))re");
  return first_group(pattern, command);
}

std::string pull_request_number(std::string_view output) {
  static const Regex pattern(R"(https://github\.com/\S+/pull/(\d+))");
  return first_group(pattern, output).value_or("");
}

std::vector<std::pair<std::string, std::string>> answered_questions(std::string_view output) {
  static const Regex pattern(R"re("([^"\n]{5,200})"="([^"\n]{2,200})")re");
  const RegexSubject subject(output);
  std::vector<std::pair<std::string, std::string>> found;
  for (auto match = pattern.search(subject); match;
       match = pattern.search(subject, (*match)[0].end)) {
    found.emplace_back(group_of(subject, *match, 1), group_of(subject, *match, 2));
  }
  return found;
}

}  // namespace baton::handoff::evaluation
