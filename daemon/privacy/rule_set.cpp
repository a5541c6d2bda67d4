#include "daemon/privacy/rule_set.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "daemon/privacy/checks.hpp"

namespace baton::privacy {
namespace {

// Per pattern; one that needs more goes on with RE2's slower matcher.
constexpr std::int64_t max_pattern_memory = 1 << 20;

/// The ways in which people write a word: as given, in capitals, Capitalised.
std::vector<std::string> spellings(const std::string& word) {
  std::vector<std::string> all{word};
  std::string upper = word;
  std::transform(upper.begin(), upper.end(), upper.begin(), to_upper);
  if (upper != word) all.push_back(upper);
  std::string capitalised = word;
  const auto first = std::find_if(capitalised.begin(), capitalised.end(), is_letter);
  if (first != capitalised.end()) *first = to_upper(*first);
  if (capitalised != word && capitalised != upper) all.push_back(capitalised);
  return all;
}

}  // namespace

RuleSet::RuleSet(std::vector<Rule> rules) {
  keyword(std::string(placeholder_start)).opens_placeholder = true;
  for (const std::string& tag : spellings(std::string(private_open)))
    keyword(tag).opens_private = true;
  for (Rule& rule : rules) add(std::move(rule));
  std::vector<std::string> texts;
  for (const Keyword& known : keywords_) texts.push_back(known.text);
  scanner_.emplace(texts);
}

RuleSet::Keyword& RuleSet::keyword(const std::string& text) {
  const auto known = std::find_if(keywords_.begin(), keywords_.end(),
                                  [&](const Keyword& other) { return other.text == text; });
  if (known != keywords_.end()) return *known;
  return keywords_.emplace_back(Keyword{text, {}});
}

void RuleSet::add(Rule rule) {
  for (const std::string& text : rule.keywords) {
    for (const std::string& spelling : rule.ignore_case ? spellings(text) : std::vector{text}) {
      keyword(spelling).rules.push_back(rules_.size());
    }
  }
  RE2::Options options(RE2::Latin1);  // the input may be any bytes
  options.set_log_errors(false);
  options.set_case_sensitive(!rule.ignore_case);
  options.set_max_mem(max_pattern_memory);
  auto pattern = std::make_unique<RE2>(rule.pattern, options);
  rules_.push_back({std::move(rule), std::move(pattern)});
}

}  // namespace baton::privacy
