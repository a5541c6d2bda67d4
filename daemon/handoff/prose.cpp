#include "daemon/handoff/prose.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "daemon/base/characters.hpp"
#include "daemon/base/regex.hpp"
#include "daemon/base/text.hpp"
#include "daemon/handoff/facts/shell.hpp"
#include "daemon/handoff/render.hpp"
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

class Prose {
 public:
  /// @param session that is handed on
  Prose(const Needs& needs, std::int64_t session) : needs_(needs), session_(session) {}

  void add_text(std::string_view text, Citation source, std::string_view by) {
    for (const auto& raw : sentences(first_characters(text, looked_at))) {
      const std::string sentence = squeeze_spaces(raw);
      if (sentence.size() < shortest || sentence.size() > longest || is_no_prose(sentence))
        continue;
      put(sentence, source, by);
      if (sentence.size() > long_sentence) add_clauses(sentence, source, by);
    }
  }

  void put(std::string_view text, Citation source, std::string_view label) {
    constexpr double least_value = 0.02;
    constexpr std::size_t compared = 90;
    if (!seen_.insert(lower_ascii(text.substr(0, compared))).second) return;
    auto entities = needs_.stated_by(text);
    double value = 0;
    for (const std::size_t entity : entities) value += needs_.entities()[entity].weight;
    if (value <= least_value) return;
    ProseLine prose{{std::string(label) + std::string(text), {source}}, std::move(entities), 0};
    prose.cost = token_weight(render_line(prose.line, session_));
    worth_.push_back(value / std::pow(prose.cost, 0.7));
    lines_.push_back(std::move(prose));
  }

  std::vector<ProseLine> best() {
    std::vector<std::size_t> order(lines_.size());
    for (std::size_t place = 0; place < order.size(); ++place) order[place] = place;
    std::ranges::stable_sort(order, std::greater{}, [this](std::size_t at) { return worth_[at]; });
    std::vector<ProseLine> chosen;
    if (order.size() > most_lines) order.resize(most_lines);
    for (const std::size_t place : order) chosen.push_back(std::move(lines_[place]));
    return chosen;
  }

 private:
  /// What ends like this says nothing without what follows.
  static bool announces(std::string_view sentence) {
    return sentence.ends_with(':') || sentence.ends_with(":**") || sentence.ends_with("：");
  }

  static bool is_no_prose(std::string_view sentence) {
    return sentence.front() == '|' || sentence.front() == '<' || sentence.front() == '{' ||
           sentence.starts_with("http") || announces(sentence) ||
           std::ranges::count(sentence, '|') >= 3;
  }

  void add_clauses(std::string_view sentence, Citation source, std::string_view by) {
    static const Regex divide(R"(; | [—–-] |, (?:and|but|so|which|because|while) |: )");
    const RegexSubject subject(sentence);
    std::size_t start = 0;
    while (start < sentence.size()) {
      const auto match = divide.search(subject, start);
      const std::size_t end = match ? (*match)[0].begin : sentence.size();
      std::string_view clause = trim(sentence.substr(start, end - start));
      while (!clause.empty() && (clause.back() == ',' || clause.back() == ';'))
        clause.remove_suffix(1);
      if (clause.size() > shortest_clause && clause.size() <= longest_clause)
        put(clause, source, by);
      if (!match) break;
      start = (*match)[0].end;
    }
  }

  const Needs& needs_;
  std::int64_t session_;
  std::vector<ProseLine> lines_;
  std::vector<double> worth_;
  std::unordered_set<std::string> seen_;
};

/// What a command was described to do, and how it went.
void add_command(Prose& prose, const Reading& reading, const ToolUse& use) {
  const auto source = reading.cite(*use.call);
  const auto description = use.input_text({"description"});
  const SimpleCommand* main = use.command.main();
  if (description.size() >= 8 && description.size() <= 120) {
    std::string text = squeeze_spaces(description);
    if (main != nullptr) {
      text += ": " + as_code(main->key, 80);
      if (use.outcome == Outcome::succeeded) text += " passed";
      if (use.outcome == Outcome::failed) text += " failed";
    }
    prose.put(text, source, "");
  }
  if (const auto message = commit_message(use.command_text()))
    prose.put(*message, source, "Commit: ");
}

/// Everything that was said or done in a session, the newest first.
void add_session(Prose& prose, const Reading& reading) {
  auto request = reading.requests.rbegin();
  auto use = reading.uses.rbegin();
  const auto& turns = reading.source->turns;
  for (auto at = turns.rbegin(); at != turns.rend(); ++at) {
    const auto& turn = *at;
    if (request != reading.requests.rend() && request->turn == &turn) {
      if (request->text.size() <= pasted)
        prose.add_text(request->text, reading.cite(turn), "User: ");
      ++request;
    } else if (use != reading.uses.rend() && use->call == &turn) {
      if (turn.tool_kind == store::ToolKind::shell) add_command(prose, reading, *use);
      ++use;
    } else if (turn.role == store::Role::assistant && turn.kind == store::TurnKind::text) {
      prose.add_text(turn.text, reading.cite(turn), "");
    } else if (turn.kind == store::TurnKind::summary) {
      prose.add_text(turn.text, reading.cite(turn), "");
    }
  }
}

}  // namespace

std::vector<ProseLine> prose_of(const Readings& readings, const Needs& needs) {
  Prose prose(needs, readings.newest_session());
  for (const auto& reading : readings.sessions) add_session(prose, reading);
  return prose.best();
}

}  // namespace baton::handoff
