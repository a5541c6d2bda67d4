#include "daemon/handoff/prose.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "daemon/base/characters.hpp"
#include "daemon/base/hash.hpp"
#include "daemon/base/regex.hpp"
#include "daemon/base/text.hpp"
#include "daemon/handoff/cues/cues.hpp"
#include "daemon/handoff/entities/entities.hpp"
#include "daemon/handoff/facts/shell.hpp"
#include "daemon/handoff/render.hpp"
#include "daemon/handoff/sentences.hpp"
#include "daemon/handoff/tokens.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

constexpr std::size_t most_lines = 2500;
constexpr std::size_t shortest = 22;
constexpr std::size_t longest = 260;
/// Longer sentences are also taken apart.
constexpr std::size_t long_sentence = 110;
constexpr std::size_t shortest_clause = 30;
constexpr std::size_t longest_clause = 130;
constexpr std::size_t looked_at = 12'000;
/// A user's message that is longer was pasted.
constexpr std::size_t pasted = 6'000;

/// Where a sentence falls into clauses: at dashes, colons and semicolons, and at a comma that a
/// joining word of any language follows. Chinese and Japanese need no word there.
Regex clause_division() {
  std::string words;
  for (const std::string_view word : cues().joining_words())
    words.append(words.empty() ? "" : "|").append(word);
  return Regex("; | [—–-] |, (?:" + words + ") |: |[；，：]");
}

/// Finds the pieces of one turn.
class Finder {
 public:
  /// @param session that is handed on
  Finder(ProseKeys& keys, Citation source, std::int64_t session, std::vector<ProsePiece>& pieces)
      : keys_(keys), source_(source), session_(session), pieces_(pieces) {}

  void add_text(std::string_view text, std::string_view by) {
    for (const auto& raw : sentences(first_characters(text, looked_at))) {
      const std::string sentence = squeeze_spaces(raw);
      if (sentence.size() < shortest || count_characters(sentence) > longest ||
          is_no_prose(sentence))
        continue;
      put(sentence, by);
      if (sentence.size() > long_sentence) add_clauses(sentence, by);
    }
  }

  void put(std::string_view text, std::string_view label) {
    constexpr std::size_t compared = 90;
    const StatedKeys stated = stated_keys(text);
    if (stated.names.empty() && stated.topics.empty()) return;
    ProsePiece piece;
    piece.text = std::string(label) + std::string(text);
    piece.beginning = hash64(lower_ascii(text.substr(0, compared)));
    piece.cost = token_weight(render_line({piece.text, {source_}}, session_));
    for (const auto& name : stated.names) piece.names.push_back(keys_.intern(name));
    for (const auto& topic : stated.topics) piece.topics.push_back(keys_.intern("t:" + topic));
    pieces_.push_back(std::move(piece));
  }

 private:
  static bool is_no_prose(std::string_view sentence) {
    return sentence.front() == '|' || sentence.front() == '<' || sentence.front() == '{' ||
           sentence.starts_with("http") || announces(sentence) ||
           std::ranges::count(sentence, '|') >= 3;
  }

  void add_clauses(std::string_view sentence, std::string_view by) {
    static const Regex divide = clause_division();
    for (std::string_view clause : divide.split(sentence)) {
      clause = trim(clause);
      while (!clause.empty() && (clause.back() == ',' || clause.back() == ';'))
        clause.remove_suffix(1);
      if (clause.size() > shortest_clause && clause.size() <= longest_clause) put(clause, by);
    }
  }

  ProseKeys& keys_;
  const Citation source_;
  const std::int64_t session_;
  std::vector<ProsePiece>& pieces_;
};

/// What a command was described to do, and how it went.
void add_command(Finder& finder, const ToolUse& use) {
  const auto description = use.input_text({"description"});
  const SimpleCommand* main = use.command.main();
  if (description.size() >= 8 && description.size() <= 120) {
    std::string text = squeeze_spaces(description);
    if (main != nullptr) {
      text += ": " + as_code(main->key, 80);
      if (use.outcome == Outcome::succeeded) text += " passed";
      if (use.outcome == Outcome::failed) text += " failed";
    }
    finder.put(text, "");
  }
  if (const auto message = commit_message(use.command_text())) finder.put(*message, "Commit: ");
}

/// Looks at the turns that are new, and at the calls whose outcome is.
void find_pieces(Reading& reading, std::int64_t newest_session, ProseKeys& keys,
                 const LookUp& look_up) {
  const auto& turns = reading.source->turns;
  reading.prose.resize(turns.size());
  auto request = reading.requests.begin();
  auto use = reading.uses.begin();
  for (std::size_t at = 0; at < turns.size(); ++at) {
    const auto& turn = turns[at];
    const auto* asked =
        request != reading.requests.end() && request->turn == &turn ? &*request++ : nullptr;
    const auto* used = use != reading.uses.end() && use->call == &turn ? &*use++ : nullptr;
    const Outcome outcome = used != nullptr ? used->outcome : Outcome::unknown;
    TurnProse& prose = reading.prose[at];
    if (prose.outcome == outcome) continue;
    look_up();
    prose = {outcome, {}};
    Finder finder(keys, reading.cite(turn), newest_session, prose.pieces);
    if (asked != nullptr) {
      if (asked->text.size() <= pasted) finder.add_text(asked->text, "User: ");
    } else if (used != nullptr) {
      if (turn.tool_kind == store::ToolKind::shell) add_command(finder, *used);
    } else if (turn.kind == store::TurnKind::summary ||
               (turn.role == store::Role::assistant && turn.kind == store::TurnKind::text)) {
      finder.add_text(turn.text, "");
    }
  }
}

/// Which entities the pieces state something about, as the needs see it now.
class Valuation {
 public:
  Valuation(const ProseKeys& keys, const Needs& needs)
      : needs_(needs), canonical_(keys.size()), places_(keys.size(), none) {
    for (KeyId id = 0; id < keys.size(); ++id) canonical_[id] = canonical(keys, id);
    for (std::size_t place = 0; place < needs.entities().size(); ++place) {
      if (const auto id = keys.find(needs.entities()[place].key))
        places_[*id] = static_cast<std::uint32_t>(place);
    }
  }

  /// Indexes into Needs::entities().
  const std::vector<std::size_t>& entities_of(const ProsePiece& piece) {
    names_.clear();
    stated_.clear();
    for (const KeyId unresolved : piece.names) {
      const KeyId name = canonical_[unresolved];
      if (std::ranges::find(names_, name) != names_.end()) continue;
      if (names_.size() == names_per_line) break;
      names_.push_back(name);
      add(name);
    }
    for (std::size_t at = 0; at < std::min(piece.topics.size(), topics_per_line); ++at)
      add(piece.topics[at]);
    return stated_;
  }

 private:
  static constexpr std::uint32_t none = UINT32_MAX;

  KeyId canonical(const ProseKeys& keys, KeyId id) const {
    const KeyId base = keys.base(id);
    if (base == id) return id;
    return needs_.is_ambiguous(std::string(keys.text(base).substr(2))) ? id : base;
  }

  void add(KeyId id) {
    if (places_[id] != none && std::ranges::find(stated_, places_[id]) == stated_.end())
      stated_.push_back(places_[id]);
  }

  const Needs& needs_;
  std::vector<KeyId> canonical_;
  std::vector<std::uint32_t> places_;
  std::vector<KeyId> names_;
  std::vector<std::size_t> stated_;
};

struct Offer {
  const ProsePiece* piece;
  Citation source;
  double worth;
};

/// Every piece that says something of value, each once, the newest first.
std::vector<Offer> offers_of(const Readings& readings, Valuation& valuation, const Needs& needs) {
  constexpr double least_value = 0.02;
  std::vector<Offer> offers;
  std::unordered_set<std::uint64_t> seen;
  for (const Reading& reading : readings.sessions) {
    for (std::size_t at = reading.prose.size(); at-- > 0;) {
      for (const ProsePiece& piece : reading.prose[at].pieces) {
        double value = 0;
        for (const std::size_t entity : valuation.entities_of(piece))
          value += needs.entities()[entity].weight;
        if (value <= least_value || !seen.insert(piece.beginning).second) continue;
        offers.push_back(
            {&piece, reading.cite(reading.source->turns[at]), value / std::pow(piece.cost, 0.7)});
      }
    }
  }
  return offers;
}

}  // namespace

KeyId ProseKeys::intern(std::string_view key) {
  const KeyId id = table_.intern(key);
  if (id < bases_.size()) return id;
  bases_.push_back(id);
  if (key.starts_with("p:") && key.find('/') != std::string_view::npos) {
    const KeyId base = intern("p:" + std::string(base_of(key)));
    bases_[id] = base;
  }
  return id;
}

std::vector<ProseLine> prose_of(Readings& readings, const Needs& needs, const LookUp& look_up) {
  const std::int64_t newest = readings.newest_session();
  for (Reading& reading : readings.sessions)
    find_pieces(reading, newest, readings.prose_keys, look_up);
  Valuation valuation(readings.prose_keys, needs);
  auto offers = offers_of(readings, valuation, needs);
  std::ranges::stable_sort(offers, std::greater{}, &Offer::worth);
  if (offers.size() > most_lines) offers.resize(most_lines);
  std::vector<ProseLine> chosen;
  chosen.reserve(offers.size());
  for (const Offer& offer : offers)
    chosen.push_back({{offer.piece->text, {offer.source}},
                      valuation.entities_of(*offer.piece),
                      offer.piece->cost});
  return chosen;
}

}  // namespace baton::handoff
