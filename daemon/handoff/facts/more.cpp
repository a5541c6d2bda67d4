#include <algorithm>

#include "daemon/base/text.hpp"
#include "daemon/handoff/facts/facts.hpp"
#include "daemon/handoff/sentences.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

struct Rich {
  const Reading* reading;
  const store::Turn* turn;
  std::string_view what;
  std::size_t words;
};

void add_summary(Candidates& out, const Readings& readings, const Reading& reading,
                 const store::Turn& turn) {
  std::string text;
  for (const auto line : lines_of(turn.text)) {
    if (text.size() > readings.quotation_bytes()) break;
    text += (text.empty() ? "" : "\n") + std::string(line);
  }
  const auto cut = cut_end(text, readings.quotation_bytes());
  out.push_back(
      {SectionName::summary,
       labelled("The agent's own summary of " + session_label(reading) + " up to there", cut),
       {reading.cite(turn)},
       4 * reading.weight,
       Essential::no});
}

/// Long answers and long requests, the longest first.
std::vector<Rich> rich_turns(const Readings& readings) {
  constexpr std::size_t rich_bytes = 900;
  std::vector<Rich> out;
  for (const auto& reading : readings.sessions) {
    for (const auto& turn : reading.source->turns) {
      if (turn.kind != store::TurnKind::text || turn.injected || turn.text.size() < rich_bytes)
        continue;
      const bool user = turn.role == store::Role::user;
      if (!user && turn.role != store::Role::assistant) continue;
      out.push_back({&reading, &turn, user ? "Request" : "Answer", 0});
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const Rich& a, const Rich& b) {
    const auto rank = [](const Rich& r) {
      return static_cast<double>(std::min<std::size_t>(r.turn->text.size(), 6000)) *
             r.reading->weight;
    };
    return rank(a) > rank(b);
  });
  if (out.size() > 8) out.resize(8);
  return out;
}

}  // namespace

Candidates more(const Readings& readings) {
  Candidates out;
  std::int64_t turns = 0;
  for (const auto& reading : readings.sessions)
    turns += static_cast<std::int64_t>(reading.source->turns.size());
  const auto sessions = static_cast<std::int64_t>(readings.sessions.size());
  if (sessions > 0) {
    const auto newest = std::to_string(readings.newest_session());
    out.push_back({SectionName::more,
                   counted(sessions, "session") + ", " + counted(turns, "turn") + "; `baton show " +
                       newest + ":M` prints the turn that [M] cites, " +
                       "`baton show N:M` that of [N:M]",
                   {},
                   2,
                   Essential::no});
  }
  for (const auto& rich : rich_turns(readings)) {
    const auto words = static_cast<std::int64_t>(words_of(rich.turn->text).size());
    const auto all = sentences(rich.turn->text);
    const auto opening = first_line(all.empty() ? rich.turn->text : all.front(), 90);
    auto text =
        std::string(rich.what) + " of " + counted(words, "word") + ", " + in_quotes(opening);
    out.push_back({SectionName::more,
                   std::move(text),
                   {rich.reading->cite(*rich.turn)},
                   2.5 * rich.reading->weight,
                   Essential::no});
  }
  for (const auto& reading : readings.sessions) {
    const auto& all = reading.source->turns;
    const auto last = std::find_if(all.rbegin(), all.rend(), [](const store::Turn& t) {
      return t.kind == store::TurnKind::summary;
    });
    if (last != all.rend()) add_summary(out, readings, reading, *last);
  }
  return out;
}

}  // namespace baton::handoff
