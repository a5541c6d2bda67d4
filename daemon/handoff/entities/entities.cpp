// One search per type, in the order in which types own what they found: what is part of a link or a
// path is no identifier. How the text is cut into runs first, and why, stands in runs.hpp.
#include "daemon/handoff/entities/entities.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "daemon/base/characters.hpp"
#include "daemon/base/regex.hpp"
#include "daemon/base/text.hpp"
#include "daemon/handoff/entities/owned_pieces.hpp"
#include "daemon/handoff/entities/paths.hpp"
#include "daemon/handoff/entities/runs.hpp"
#include "daemon/handoff/entities/vocabulary.hpp"

namespace baton::handoff {
namespace {

/// The text with each byte that is no UTF-8 replaced by one that divides words, so that places
/// stay.
std::string with_valid_bytes(std::string_view text) {
  std::string valid(text);
  for (std::size_t at = 0; at < valid.size();) {
    const auto bytes = code_point_at(valid, at).bytes;
    const bool is_valid = is_valid_utf8(std::string_view(valid).substr(at, bytes));
    if (!is_valid) valid[at] = '\x1a';
    at += is_valid ? bytes : 1;
  }
  return valid;
}

/// Output that is JSON holds `\n` for line ends: `C:\name` apart, that is no part of a path.
std::string with_line_ends(std::string_view text) {
  std::string out(text);
  for (std::size_t at = 0; at + 1 < out.size(); ++at) {
    if (out[at] != '\\' || (out[at + 1] != 'n' && out[at + 1] != 't')) continue;
    const bool is_line_end = out[at + 1] == 'n';
    out[at] = is_line_end ? '\n' : ' ';
    out[at + 1] = is_line_end ? ' ' : '\t';
    ++at;
  }
  return out;
}

std::string_view strip(std::string_view text, std::string_view characters) {
  const auto first = text.find_first_not_of(characters);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(characters) - first + 1);
}

/// Host and path of an address, in lower case; empty when the host is none.
std::string link_name(std::string_view address) {
  address = address.substr(0, address.find_first_of("?#"));
  const auto last = address.find_last_not_of("/.");
  const auto lowered = to_lower(address.substr(0, last + 1));
  std::string_view name = lowered;
  name.remove_prefix(first_characters(name, std::string_view("https://").size()).size());
  name.remove_prefix(std::min(name.find_first_not_of('/'), name.size()));
  const bool has_host =
      name.find('.') != std::string_view::npos || name.find("localhost") != std::string_view::npos;
  return has_host ? std::string(name) : std::string();
}

/// Names that agents give to calls and messages, and hexadecimal numbers.
bool is_made_up_by_machine(std::string_view lowered) {
  static constexpr std::array<std::string_view, 6> prefixes{"toolu_", "call_", "ses_",
                                                            "msg_",   "prt_",  "req_"};
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](auto prefix) { return lowered.substr(0, prefix.size()) == prefix; }) ||
         lowered.find_first_not_of("abcdef0123456789_") == std::string_view::npos;
}

/// Finds the entities of one text of valid UTF-8, which must outlive it.
class EntityFinder {
 public:
  explicit EntityFinder(std::string_view text) : text_(text), runs_(find_runs(text)) {}

  std::vector<Entity> find() {
    find_links();
    owned_.sort();
    find_paths();
    owned_.sort();
    find_flags();
    find_errors();
    find_identifiers();
    find_calls();
    find_in_back_ticks();
    find_versions();
    find_issues();
    find_ports();
    find_commits();
    return std::move(entities_);
  }

 private:
  void find_links();
  void find_paths();
  void find_flags();
  void find_errors();
  void find_identifiers();
  void find_calls();
  void find_in_back_ticks();
  void take_back_ticked(std::size_t begin, std::size_t end);
  void find_versions();
  void find_issues();
  void find_ports();
  void find_commits();

  std::string_view piece(const RegexGroup& place) const {
    return text_.substr(place.begin, place.end - place.begin);
  }
  bool is_free(const RegexGroup& place) const { return owned_.is_free(place.begin, place.end); }
  void add(std::string_view type, std::string_view name, const RegexGroup& place) {
    std::string key(type);
    entities_.push_back({key.append(name), place.begin, place.end});
  }

  /// Calls `found(match)` for each match from byte `begin` up to `end`, with places of the text.
  template <typename Found>
  void for_each_match(const Regex& pattern, std::size_t begin, std::size_t end,
                      const Found& found) const {
    const RegexSubject subject(text_.substr(begin, end - begin));
    for (std::size_t from = 0;;) {
      auto match = pattern.search(subject, from);
      if (!match) return;
      from = (*match)[0].end;
      for (auto& group : *match) {
        group.begin += begin;
        group.end += begin;
      }
      found(*match);
    }
  }

  /// The same for the runs that `may_hold` one.
  template <typename MayHold, typename Found>
  void for_each_match(const Regex& pattern, const MayHold& may_hold, const Found& found) const {
    for (const auto& run : runs_) {
      if (may_hold(run)) for_each_match(pattern, run.begin, run.end, found);
    }
  }

  std::string_view text_;
  std::vector<Run> runs_;
  OwnedPieces owned_;
  std::vector<Entity> entities_;
};

void EntityFinder::find_links() {
  constexpr std::string_view closing = "<>\"'`)]}|\\,;";
  for (auto at = text_.find("http"); at != std::string_view::npos; at = text_.find("http", at)) {
    const auto begin = at;
    at += text_.substr(at + 4, 1) == "s" ? 5 : 4;
    if (text_.substr(at, 3) != "://") continue;
    at += 3;
    const auto host = at;
    while (at < text_.size() && closing.find(text_[at]) == std::string_view::npos &&
           space_length(text_, at) == 0)
      ++at;
    if (at == host) continue;
    const RegexGroup place{begin, at, true};
    if (const auto name = link_name(piece(place)); !name.empty()) {
      add("u:", name, place);
      owned_.add(begin, at);
    }
  }
}

void EntityFinder::find_paths() {
  std::vector<RegexGroup> paths;
  for_each_match(
      path_pattern(),
      [](const Run& run) { return run.has_any(run_has::slash | run_has::inner_dot); },
      [&](const RegexMatch& match) {
        const auto& place = match[1];
        if (!is_free(place) || !is_path(piece(place))) return;
        if (const auto key = path_key(piece(place))) {
          add("", *key, place);
          paths.push_back(place);
        }
      });
  for (const auto& path : paths) owned_.add(path.begin, path.end);
}

void EntityFinder::find_flags() {
  static const Regex flag(R"((?<![\w-])--[a-z][a-z0-9]*(?:-[a-z0-9]+)*)");
  constexpr std::size_t shortest = 5;
  for_each_match(
      flag, [](const Run& run) { return run.has_any(run_has::double_dash); },
      [&](const RegexMatch& match) {
        const auto name = piece(match[0]);
        if (name.size() >= shortest && is_free(match[0])) add("f:", name, match[0]);
      });
}

void EntityFinder::find_errors() {
  static const Regex error(
      R"(\b(?:E\d{3,5}|TS\d{4,5}|CS\d{4}|[A-Z][A-Za-z]+(?:Error|Exception)|)"
      R"(E(?:NOENT|ACCES|PERM|CONNREFUSED|ADDRINUSE|EXIST|ISDIR|NOTDIR|TIMEDOUT|PIPE)|)"
      R"(ERR_[A-Z_]+|SIG(?:SEGV|ABRT|TERM|KILL|PIPE|INT))\b)");
  static const Regex http_status(R"(\bHTTP [45]\d\d\b)");
  const auto take = [&](const RegexMatch& match) {
    if (is_free(match[0])) add("e:", to_lower(piece(match[0])), match[0]);
  };
  for_each_match(
      error,
      [](const Run& run) {
        return run.has_any(run_has::two_uppers) || run.has_all(run_has::upper | run_has::digit);
      },
      take);
  if (text_.find("HTTP ") != std::string_view::npos)
    for_each_match(http_status, 0, text_.size(), take);
}

void EntityFinder::find_identifiers() {
  static const Regex identifier(
      R"(\b(?:[a-z][a-z0-9]*(?:[A-Z][a-z0-9]*)+|[A-Z]+[a-z0-9]+(?:[A-Z][a-z0-9]*)+|)"
      R"([A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+|_[a-z][a-z0-9_]{3,})\b)");
  constexpr std::size_t shortest = 5;
  constexpr std::size_t longest = 60;
  for_each_match(
      identifier, [](const Run& run) { return run.has_any(run_has::underscore | run_has::hump); },
      [&](const RegexMatch& match) {
        const auto length = piece(match[0]).size();
        if (length < shortest || length > longest || !is_free(match[0])) return;
        const auto name = to_lower(piece(match[0]));
        if (!is_no_identifier(name) && !is_made_up_by_machine(name))
          add("i:", strip(name, "_"), match[0]);
      });
}

void EntityFinder::find_calls() {
  static const Regex call(R"(\b([A-Za-z_]\w{2,})\(\))");
  for (const auto& run : runs_) {
    if (!run.has_any(run_has::call)) continue;
    for_each_match(call, run.begin, run.end + std::string_view("()").size(),
                   [&](const RegexMatch& match) {
                     if (is_free(match[0]))
                       add("i:", strip(to_lower(piece(match[1])), "_"), match[0]);
                   });
  }
}

void EntityFinder::find_in_back_ticks() {
  constexpr std::size_t shortest = 3;
  constexpr std::size_t longest = 200;
  auto open = text_.find('`');
  while (open != std::string_view::npos) {
    const auto close = text_.find_first_of("`\n", open + 1);
    if (close == std::string_view::npos) return;
    const auto length = count_characters(text_.substr(open + 1, close - open - 1));
    const bool is_quoted = text_[close] == '`' && length >= shortest && length <= longest;
    if (is_quoted) take_back_ticked(open + 1, close);
    open = text_.find('`', is_quoted ? close + 1 : close);
  }
}

void EntityFinder::take_back_ticked(std::size_t begin, std::size_t end) {
  static const Regex token(R"(^[\w@.:\-]{3,40}$)");
  static const Regex two_letters("[A-Za-z]{2}");
  const RegexGroup place{begin, end, true};
  const auto quoted = trim_spaces(piece(place));
  if (token.matches(quoted) && is_free(place) && two_letters.matches(quoted) &&
      quoted.front() != '-') {
    add("i:", strip(to_lower(quoted), "_.:"), place);
  } else if (quoted.find(' ') != std::string_view::npos) {
    for (const auto& key : command_keys(quoted)) add("", key, place);
  }
}

void EntityFinder::find_versions() {
  static const Regex version(R"((?<![\w.])v?\d+\.\d+\.\d+(?:-[\w.]+)?(?![\w.]))");
  for_each_match(
      version, [](const Run& run) { return run.has_all(run_has::digit | run_has::inner_dot); },
      [&](const RegexMatch& match) {
        auto name = piece(match[0]);
        if (!is_free(match[0])) return;
        if (name.front() == 'v') name.remove_prefix(1);
        add("n:", to_lower(name), match[0]);
      });
}

void EntityFinder::find_issues() {
  static const Regex issue(R"((?<![\w&])#\d{1,6}\b|\b[A-Z][A-Z]{1,7}-\d{1,5}\b)");
  for_each_match(
      issue,
      [](const Run& run) {
        return run.has_all(run_has::digit | run_has::hash) ||
               run.has_all(run_has::digit | run_has::two_uppers | run_has::dash);
      },
      [&](const RegexMatch& match) {
        const auto name = piece(match[0]);
        if (is_free(match[0]) && !is_no_issue(name.substr(0, name.find('-'))))
          add("n:", to_lower(name), match[0]);
      });
}

void EntityFinder::find_ports() {
  static const Regex port(
      R"((?:localhost|127\.0\.0\.1|0\.0\.0\.0):(\d{2,5})\b|\bport[\s\x1c-\x1f]+(\d{3,5})\b)",
      Regex::Letters::any_case);
  for_each_match(port, 0, text_.size(), [&](const RegexMatch& match) {
    add("n::", piece(match[1].matched ? match[1] : match[2]), match[0]);
  });
}

void EntityFinder::find_commits() {
  static const Regex commit(
      R"((?<![\w/.-])(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}(?![\w-]))");
  constexpr std::size_t kept = 7;
  for_each_match(
      commit,
      [](const Run& run) {
        return run.has_all(run_has::digit | run_has::lower) && run.end - run.begin >= kept;
      },
      [&](const RegexMatch& match) {
        if (is_free(match[0])) add("n:", piece(match[0]).substr(0, kept), match[0]);
      });
}

}  // namespace

std::vector<Entity> find_entities(std::string_view text) {
  std::string changed;
  if (!is_ascii(text) && !is_valid_utf8(text)) {
    changed = with_valid_bytes(text);
    text = changed;
  }
  if (text.find("\\n") != std::string_view::npos && text.find(":\\") == std::string_view::npos) {
    changed = with_line_ends(text);
    text = changed;
  }
  return EntityFinder(text).find();
}

std::vector<Entity> entities_in_order(std::string_view text) {
  auto entities = find_entities(text);
  std::ranges::stable_sort(entities, {}, &Entity::begin);
  return entities;
}

std::string without_entities(std::string_view text, const std::vector<Entity>& entities) {
  std::string rest(text);
  for (const Entity& entity : entities) {
    const std::size_t begin = std::min(entity.begin, rest.size());
    rest.replace(begin, std::min(entity.end, rest.size()) - begin,
                 std::min(entity.end, rest.size()) - begin, ' ');
  }
  return rest;
}

}  // namespace baton::handoff
