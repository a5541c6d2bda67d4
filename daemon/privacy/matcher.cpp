#include "daemon/privacy/matcher.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "daemon/privacy/checks.hpp"

// One pass of a keyword automaton says where a rule could match; only there its RE2 pattern is
// tried, anchored and over a bounded window. So clean text costs one table look-up per byte, and no
// text can make the work more than linear in its length.

namespace baton::privacy {
namespace {

constexpr std::size_t max_rule_name = 40;
// How many matches of a rule that lie in each other a check may refuse before the rest of that
// stretch is left alone; else a text like `key=key=key=…` makes each of its words cost a look at
// all that follows.
constexpr int max_rejected = 8;
constexpr std::size_t max_word = 64;  // how far a word is followed to its start or its end

bool is_word_part(char c) {
  return is_word(c) || c == '.' || c == '+' || c == '-' || c == '$';
}

bool is_token_part(char c) {
  return is_word_part(c) || c == '/' || c == '=' || c == '%' || c == '~';
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

bool is_escape_letter(char c) {
  return c == 'n' || c == 'r' || c == 't' || c == 'b' || c == 'f';
}

/// True when the characters before `at` are an escape sequence of JSON, a URL or a terminal: `\n`,
/// `\u001b`, `%3D`,
/// `[31m`. Logs put them right before a word.
bool is_after_escape(std::string_view text, std::size_t at) {
  const auto is = [&](std::size_t back, char c) { return at >= back && text[at - back] == c; };
  const auto digits = [&](std::size_t count) {
    return at >= count && is_hexadecimal(text.substr(at - count, count));
  };
  if (is(2, '\\')) return is_escape_letter(text[at - 1]);
  if (is(3, '%') || (is(4, '\\') && is(3, 'x'))) return digits(2);
  if (is(6, '\\') && is(5, 'u')) return digits(4);
  if (!is(1, 'm')) return false;
  std::size_t i = at - 1;
  while (i > 0 && at - i < 16 && (is_digit(text[i - 1]) || text[i - 1] == ';')) --i;
  return i > 0 && text[i - 1] == '[';
}

bool begins_word(std::string_view text, std::size_t at) {
  return at == 0 || !is_word(text[at - 1]) || is_after_escape(text, at);
}

/// The end of the placeholder that begins at `at`, or `at` when none does.
std::size_t placeholder_end(std::string_view text, std::size_t at) {
  const std::size_t name = at + placeholder_start.size();
  std::size_t i = name;
  while (i < text.size() && i - name < max_rule_name &&
         (is_letter(text[i]) || is_digit(text[i]) || text[i] == '-')) {
    ++i;
  }
  const std::size_t end = i + placeholder_digits + 2;
  if (i == name || end > text.size() || text[i] != ':' || text[end - 1] != ']') return at;
  return is_hexadecimal(text.substr(i + 1, placeholder_digits)) ? end : at;
}

/// True when an assignment sign follows the name that goes on at `at`: a cheap look before the
/// costly pattern.
bool is_assigned(std::string_view text, std::size_t at) {
  constexpr std::string_view between = " \t\r\n\\\"'`])?!";
  const std::size_t limit = std::min(text.size(), at + max_word);
  while (at < limit && is_word_part(text[at])) ++at;
  while (at < limit && between.find(text[at]) != std::string_view::npos) ++at;
  return at < limit && (text[at] == '=' || text[at] == ':');
}

bool passes(Check check, const Candidate& candidate) {
  const std::string_view secret = candidate.secret;
  if (secret.starts_with(placeholder_start) || secret.starts_with(private_placeholder))
    return false;
  switch (check) {
    case Check::pattern_only:
      return true;
    case Check::not_example:
      return !is_example(secret);
    case Check::has_digit:
      return has_digit(secret) && !is_example(secret);
    case Check::random:
      return looks_random(secret) && !is_example(secret);
    case Check::assignment:
      return judge_assignment(candidate);
  }
  return false;
}

/// What a pattern matched, and whether its check agrees.
struct Attempt {
  Match bytes;
  bool is_secret;
};

std::optional<Attempt> match_at(std::string_view text, std::size_t start,
                                const CompiledRule& compiled, std::size_t number) {
  const Rule& rule = compiled.rule;
  const std::size_t limit = std::min(text.size(), start + rule.reach);
  const re2::StringPiece all(text.data(), text.size());
  re2::StringPiece groups[2];
  if (!compiled.pattern->Match(all, start, limit, RE2::ANCHOR_START, groups, rule.group + 1))
    return {};
  const re2::StringPiece& group = groups[rule.group];
  if (group.empty()) return {};
  const auto offset = static_cast<std::size_t>(group.data() - text.data());
  Match match{offset, offset + group.size(), number};
  // The patterns see bytes; a character of several bytes is taken whole.
  while (match.begin > start && is_continuation(text[match.begin])) --match.begin;
  while (match.end < text.size() && is_continuation(text[match.end])) ++match.end;
  const Candidate candidate{text.substr(start, match.begin - start),
                            text.substr(match.begin, match.end - match.begin),
                            match.end < text.size() ? text[match.end] : '\0'};
  if (!passes(rule.check, candidate)) return Attempt{match, false};
  // A secret that is longer than the reach goes on as long as its characters do.
  if (match.end >= limit) {
    while (match.end < text.size() && is_token_part(text[match.end])) ++match.end;
  }
  return Attempt{match, true};
}

/// One pass over one text.
struct Pass {
  /// What became of one rule so far.
  struct Tried {
    std::size_t start = std::string_view::npos;
    std::size_t matched_end = 0;
    std::size_t rejected_end =
        0;             // of the first match that a check refused in this stretch of text
    int rejected = 0;  // how many began before that end
  };

  const RuleSet& rules;
  std::string_view text;
  std::vector<Tried> tried{rules.rules().size()};
  std::vector<Match> matches{};
  std::size_t kept_until = 0;  // the end of the last placeholder seen
  bool has_private = false;

  void on_keyword(const RuleSet::Keyword& keyword, std::size_t end) {
    const std::size_t begin = end - keyword.text.size();
    if (begin < kept_until) return;
    if (keyword.opens_placeholder) kept_until = placeholder_end(text, begin);
    if (keyword.opens_private) has_private = true;
    for (const std::size_t rule : keyword.rules) try_rule(rule, begin, end);
  }

  void try_rule(std::size_t number, std::size_t keyword_begin, std::size_t keyword_end) {
    const CompiledRule& compiled = rules.rules()[number];
    const Anchor anchor = compiled.rule.anchor;
    if (anchor == Anchor::assigned_name && !is_assigned(text, keyword_end)) return;
    if (anchor == Anchor::token && !begins_word(text, keyword_begin)) return;
    const bool at_keyword = anchor == Anchor::token || anchor == Anchor::anywhere;
    const std::size_t start = at_keyword ? keyword_begin : word_start(keyword_begin);
    Tried& last = tried[number];
    if (start == last.start || start < last.matched_end) return;
    if (start >= last.rejected_end) last.rejected = 0;
    if (last.rejected > max_rejected) return;
    last.start = start;
    const auto match = match_at(text, start, compiled, number);
    if (!match) return;
    if (!match->is_secret) {
      if (last.rejected++ == 0) last.rejected_end = match->bytes.end;
      return;
    }
    last.matched_end = match->bytes.end;
    matches.push_back(match->bytes);
  }

  std::size_t word_start(std::size_t at) const {
    const std::size_t limit = std::max(kept_until, at > max_word ? at - max_word : 0);
    while (at > limit && is_word_part(text[at - 1]) && !is_after_escape(text, at)) --at;
    return at;
  }
};

std::vector<Match> joined(std::vector<Match> matches) {
  std::sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) {
    return std::pair(a.begin, a.rule) < std::pair(b.begin, b.rule);
  });
  std::vector<Match> result;
  std::size_t longest = 0;
  for (const Match& match : matches) {
    const std::size_t length = match.end - match.begin;
    if (result.empty() || match.begin >= result.back().end) {
      result.push_back(match);
      longest = length;
      continue;
    }
    Match& last = result.back();
    last.end = std::max(last.end, match.end);
    if (length > longest || (length == longest && match.rule < last.rule)) {
      last.rule = match.rule;
      longest = length;
    }
  }
  return result;
}

}  // namespace

Findings find_secrets(const RuleSet& rules, std::string_view text) {
  Pass pass{rules, text};
  rules.scan(text, [&](const RuleSet::Keyword& keyword, std::size_t end) {
    pass.on_keyword(keyword, end);
  });
  return {joined(std::move(pass.matches)), pass.has_private};
}

}  // namespace baton::privacy
