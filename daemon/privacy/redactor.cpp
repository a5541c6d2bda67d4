#include "daemon/privacy/redactor.hpp"

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

#include "daemon/base/hash.hpp"
#include "daemon/privacy/checks.hpp"
#include "daemon/privacy/keyed_hash.hpp"
#include "daemon/privacy/matcher.hpp"
#include "daemon/privacy/rule_set.hpp"

namespace baton::privacy {
namespace {

// One round is enough for all but text made to defeat it; each costs one pass over the text.
constexpr int max_rounds = 16;

/// `tag` is in lower case.
bool tag_at(std::string_view text, std::size_t at, std::string_view tag) {
  const std::string_view there = text.substr(at, tag.size());
  return std::equal(there.begin(), there.end(), tag.begin(), tag.end(),
                    [](char c, char expected) { return to_lower(c) == expected; });
}

/// Without the `<private>` parts. Tags nest; one that is never closed reaches to the end of the
/// text, since what was marked as private must not be kept because a log was cut.
std::string without_private(std::string_view text) {
  std::string result;
  std::size_t depth = 0;
  std::size_t kept_from = 0;
  for (std::size_t i = text.find('<'); i != std::string_view::npos; i = text.find('<', i + 1)) {
    if (tag_at(text, i, private_open)) {
      if (depth++ == 0)
        result.append(text.substr(kept_from, i - kept_from)).append(private_placeholder);
    } else if (depth > 0 && tag_at(text, i, private_close)) {
      if (--depth == 0) kept_from = i + private_close.size();
    }
  }
  if (depth == 0) result.append(text.substr(kept_from));
  return result;
}

}  // namespace

struct Redactor::Rules {
  explicit Rules(const SipKey& installation_key) : key(installation_key) {}

  /// Compiling the rules takes milliseconds, which a daemon that starts to answer somebody should
  /// not spend: it is done for the first text.
  const RuleSet& set() const {
    std::call_once(made_, [this] { set_.emplace(built_in_rules()); });
    return *set_;
  }

  SipKey key;

  std::string placeholder(const Match& match, std::string_view secret) const {
    std::string text(placeholder_start);
    text += set().rules()[match.rule].rule.name;
    text += ':';
    text += hex64(sip_hash(key, secret)).substr(0, placeholder_digits);
    return text += ']';
  }

  std::string replaced(std::string_view text, const std::vector<Match>& secrets) const {
    std::string result;
    result.reserve(text.size() + 64);
    std::size_t kept_from = 0;
    for (const Match& match : secrets) {
      result.append(text.substr(kept_from, match.begin - kept_from));
      result += placeholder(match, text.substr(match.begin, match.end - match.begin));
      kept_from = match.end;
    }
    return result.append(text.substr(kept_from));
  }

 private:
  mutable std::once_flag made_;
  mutable std::optional<RuleSet> set_;
};

Redactor::Redactor(std::string_view key) : rules_(std::make_unique<Rules>(derive_sip_key(key))) {}
Redactor::~Redactor() = default;
Redactor::Redactor(Redactor&&) noexcept = default;
Redactor& Redactor::operator=(Redactor&&) noexcept = default;

std::string Redactor::redact(std::string_view text) const {
  std::string result(text);
  // What is left around a placeholder can match where it did not before, so it goes round until
  // nothing does.
  for (int round = 0; round < max_rounds; ++round) {
    const Findings found = find_secrets(rules_->set(), result);
    if (found.has_private) {
      result = without_private(result);
    } else if (!found.secrets.empty()) {
      result = rules_->replaced(result, found.secrets);
    } else {
      break;
    }
  }
  return result;
}

}  // namespace baton::privacy
