#include "daemon/handoff/selection.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "daemon/handoff/render.hpp"
#include "daemon/handoff/text_safety.hpp"
#include "daemon/handoff/tokens.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

constexpr std::size_t sections_count = static_cast<std::size_t>(SectionName::summary) + 1;

/// The share of the budget that an essential line may take, in the order in which they get it.
struct Share {
  Essential essential;
  double share;
  double least;  ///< tokens below which the line is not worth its place
};
constexpr std::array shares{
    Share{Essential::boundary, 0.20, 5},    Share{Essential::origin, 0.26, 5},
    Share{Essential::kept, 1.00, 12},       Share{Essential::last_request, 0.18, 5},
    Share{Essential::result, 0.14, 40},     Share{Essential::next_step, 0.20, 5},
    Share{Essential::repository, 0.12, 10}, Share{Essential::first_request, 0.08, 14}};

/// What the state of the work may take before names are chosen: of a short document the larger
/// part, of a long one less, since there is only so much to say about it.
double state_room(double budget) {
  return std::min(0.55 * budget, 250 + 0.25 * budget);
}
/// Of value per token: what adds less is worth less than names.
constexpr double least_score = 0.05;

std::size_t index_of(SectionName section) {
  return static_cast<std::size_t>(section);
}

class Selection {
 public:
  Selection(const Candidates& candidates, const CoverMaterial& names, std::int64_t budget)
      : candidates_(candidates),
        names_(names),
        budget_(static_cast<double>(budget)),
        lines_(candidates.size()) {
    worth_.fill(1);
    for (const auto& candidate : candidates) {
      Entry entry;
      entry.line = {neutralise(candidate.text), candidate.citations, candidate.by_user};
      entry.cost = token_weight(render_line(entry.line, names.session));
      entry.words = word_hashes(entry.line.text);
      entries_.push_back(std::move(entry));
    }
  }

  Document choose() {
    for (const auto& share : shares) place_essential(share);
    const double limit = state_room(budget_);
    while (used_ < limit && place_best(limit - used_, least_score)) {
    }
    place_names();
    while (place_best(budget_, 0)) {
    }
    return document();
  }

 private:
  struct Entry {
    Line line;
    double cost = 0;
    std::vector<std::uint64_t> words;
    bool rejected = false;  ///< repeats a chosen line, or has no room
  };
  static constexpr double worth_of_next = 0.94;

  double room() const { return std::floor(budget_) - used_; }

  double heading_cost(SectionName section) const {
    return taken_[index_of(section)] > 0 ? 0 : token_weight(render_heading(section));
  }

  void take(std::size_t at, Line line, double cost) {
    const auto section = candidates_[at].section;
    used_ += cost + heading_cost(section);
    ++taken_[index_of(section)];
    worth_[index_of(section)] *= worth_of_next;
    entries_[at].words = word_hashes(line.text);
    lines_[at] = std::move(line);
    chosen_.push_back(at);
  }

  void place_essential(const Share& share) {
    for (std::size_t at = 0; at < candidates_.size(); ++at) {
      const auto& candidate = candidates_[at];
      if (candidate.essential != share.essential || lines_[at]) continue;
      // In a short document the request or the result has said it.
      const bool is_short = budget_ < static_cast<double>(default_budget);
      if (share.essential == Essential::next_step && is_short && repeats(at)) continue;
      const double allowed =
          std::min(share.share * budget_, room()) - heading_cost(candidate.section);
      if (allowed < share.least) continue;
      const bool keep_beginning = share.essential == Essential::result ||
                                  share.essential == Essential::first_request ||
                                  share.essential == Essential::kept;
      auto line = fitted(entries_[at].line, allowed, keep_beginning);
      if (line.text.empty()) continue;
      const double cost = token_weight(render_line(line, names_.session));
      take(at, std::move(line), cost);
    }
  }

  /// The line with its text cut so that it takes no more than the tokens allowed; without text when
  /// nothing fits.
  Line fitted(const Line& line, double allowed, bool keep_beginning) const {
    const auto fits = [&](const Line& candidate) {
      return token_weight(render_line(candidate, names_.session)) <= allowed;
    };
    if (fits(line)) return line;
    const auto mark = line.citations.empty() || allowed < 45
                          ? std::string("…")
                          : "[… cut, whole: baton show " +
                                std::to_string(line.citations[0].session) + ":" +
                                std::to_string(line.citations[0].ordinal) + " …]";
    Line best{"", line.citations, line.by_user};
    std::size_t low = 0;
    std::size_t high = std::min(line.text.size(), static_cast<std::size_t>(allowed * 16) + 64);
    while (low < high) {
      const auto middle = (low + high + 1) / 2;
      Line attempt{
          keep_beginning ? cut_end(line.text, middle) : cut_middle(line.text, middle, mark),
          line.citations, line.by_user};
      if (fits(attempt)) {
        best = std::move(attempt);
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return best;
  }

  /// Lines chosen for what they name.
  void place_names() {
    std::vector<std::size_t> stated;
    for (const auto at : chosen_) {
      const auto more = names_.needs->stated_by(lines_[at]->text);
      stated.insert(stated.end(), more.begin(), more.end());
    }
    const auto heading = [this](SectionName section) { return heading_cost(section); };
    for (auto& chosen : cover(names_, stated, room(), heading)) {
      used_ +=
          token_weight(render_line(chosen.line, names_.session)) + heading_cost(chosen.section);
      ++taken_[index_of(chosen.section)];
      name_words_.push_back(word_hashes(chosen.line.text));
      name_lines_.push_back(std::move(chosen));
    }
  }

  double score(std::size_t at) const {
    constexpr double overhead = 6;  // so that a short line is no bargain for being short
    const auto& candidate = candidates_[at];
    const double value = candidate.value * worth_[index_of(candidate.section)];
    return value / (entries_[at].cost + heading_cost(candidate.section) + overhead);
  }

  /// Takes the best line that is no repetition, fits, and scores more than `least`. False when
  /// there is none.
  bool place_best(double most_cost, double least) {
    while (true) {
      std::size_t best = candidates_.size();
      double best_score = least;
      for (std::size_t at = 0; at < candidates_.size(); ++at) {
        const auto& entry = entries_[at];
        if (lines_[at] || entry.rejected) continue;
        const double cost = entry.cost + heading_cost(candidates_[at].section);
        if (cost > most_cost || cost > room()) continue;
        if (const double value = score(at); value > best_score) {
          best = at;
          best_score = value;
        }
      }
      if (best == candidates_.size()) return false;
      if (!repeats(best)) {
        take(best, entries_[best].line, entries_[best].cost);
        return true;
      }
      entries_[best].rejected = true;
    }
  }

  /// True when a chosen line says the same: nearly all the words of this one.
  bool repeats(std::size_t at) {
    constexpr double same = 0.85;
    const auto& words = entries_[at].words;
    for (const auto& other : name_words_) {
      if (share_within(words, other) >= same) return true;
    }
    for (const auto other : chosen_) {
      const bool contained = share_within(words, entries_[other].words) >= same;
      const bool same_section = candidates_[at].section == candidates_[other].section;
      if (!contained || (!same_section && words.size() < 4)) continue;
      // A rule is stated as one even when the request that holds it is shown.
      const bool rule = candidates_[at].section == SectionName::constraints && !same_section;
      if (rule && share_within(entries_[other].words, words) < same) continue;
      if (same_section && lines_[other]->text == entries_[at].line.text) merge_citations(other, at);
      return true;
    }
    return false;
  }

  /// The same line from several turns cites all of them, when there is room.
  void merge_citations(std::size_t kept, std::size_t dropped) {
    auto all = lines_[kept]->citations;
    all.insert(all.end(), entries_[dropped].line.citations.begin(),
               entries_[dropped].line.citations.end());
    Line merged{lines_[kept]->text, citations_of(std::move(all))};
    const double more = token_weight(render_line(merged, names_.session)) -
                        token_weight(render_line(*lines_[kept], names_.session));
    if (more > room()) return;
    used_ += more;
    lines_[kept] = std::move(merged);
  }

  Document document() const {
    Document out;
    out.session = names_.session;
    for (std::size_t section = 0; section < sections_count; ++section) {
      Section entry{static_cast<SectionName>(section), {}};
      for (std::size_t at = 0; at < candidates_.size(); ++at) {
        if (lines_[at] && index_of(candidates_[at].section) == section)
          entry.lines.push_back(*lines_[at]);
      }
      for (const auto& chosen : name_lines_) {
        if (index_of(chosen.section) == section) entry.lines.push_back(chosen.line);
      }
      if (!entry.lines.empty()) out.sections.push_back(std::move(entry));
    }
    return out;
  }

  const Candidates& candidates_;
  const CoverMaterial& names_;
  double budget_;
  double used_ = 0;
  std::vector<Entry> entries_;
  std::vector<std::optional<Line>> lines_;  ///< as chosen, by candidate
  std::vector<std::size_t> chosen_;
  std::vector<ChosenLine> name_lines_;
  std::vector<std::vector<std::uint64_t>> name_words_;  ///< of each of them
  std::array<int, sections_count> taken_{};
  std::array<double, sections_count> worth_{};  ///< of the section's next line against its first
};

}  // namespace

Document select(const Candidates& candidates, const CoverMaterial& names, std::int64_t budget) {
  return Selection(candidates, names, budget).choose();
}

}  // namespace baton::handoff
