#include "daemon/handoff/cover.hpp"

#include <algorithm>
#include <array>
#include <queue>
#include <set>
#include <string>
#include <utility>

#include "daemon/handoff/candidate.hpp"
#include "daemon/handoff/render.hpp"
#include "daemon/handoff/tokens.hpp"

namespace baton::handoff {
namespace {

constexpr double worth_of_naming = 0.5;
constexpr double worth_of_stating = 0.5;
constexpr double no_gain = 1e-6;
/// Less room than that holds no line.
constexpr double least_room = 6;

class Cover {
 public:
  Cover(const CoverMaterial& material, const std::vector<std::size_t>& stated, double budget,
        const std::function<double(SectionName)>& heading_cost)
      : material_(material),
        room_(budget),
        heading_cost_(heading_cost),
        named_(material.needs->entities().size()),
        stated_(material.needs->entities().size()) {
    for (const std::size_t entity : stated) named_[entity] = stated_[entity] = true;
    for (const IndexGroup& group : material.index.groups) {
      groups_.push_back({&group, 0, group.members, {}, 0});
      groups_.back().head_cost =
          token_weight(render_line(with_head(group, 0, ""), material.session));
    }
  }

  std::vector<ChosenLine> choose() {
    for (std::size_t place = 0; place < groups_.size(); ++place) push_group(place);
    for (std::size_t place = 0; place < material_.prose.size(); ++place)
      push(gain_of(material_.prose[place]) / material_.prose[place].cost, false, place);
    while (!moves_.empty() && room_ >= least_room) {
      const Move move = moves_.top();
      moves_.pop();
      if (move.is_group) {
        try_group(move.place);
      } else {
        try_prose(move.place);
      }
    }
    return lines();
  }

 private:
  struct Group {
    const IndexGroup* source;
    double line_cost = 0;                         // tokens of the last line
    std::vector<IndexGroup::Member> open;         // members that may still add something
    std::vector<std::vector<std::size_t>> lines;  // entities of each line
    double head_cost;
  };
  struct Move {
    double ratio;
    bool is_group;
    std::size_t place;
    bool operator<(const Move& other) const { return ratio < other.ratio; }
  };
  struct Valued {
    double ratio;
    double gain;
    IndexGroup::Member member;
  };
  /// What a group would add next, the best for its price.
  struct Offer {
    double ratio = 0;
    std::vector<IndexGroup::Member> members;
  };

  /// @param place which of the group's lines it is, from 0
  static Line with_head(const IndexGroup& group, std::size_t place, const std::string& names) {
    const std::string& head = group.heads[std::min(place, group.heads.size() - 1)];
    Line line{head + (names.empty() ? "" : " " + names), {}};
    if (group.source) line.citations.push_back(*group.source);
    return line;
  }

  double weight(std::size_t entity) const { return material_.needs->entities()[entity].weight; }

  double gain(std::size_t entity, bool states) const {
    return weight(entity) * ((named_[entity] ? 0 : worth_of_naming) +
                             (states && !stated_[entity] ? worth_of_stating : 0));
  }

  double gain_of(const ProseLine& prose) const {
    double sum = 0;
    for (const std::size_t entity : prose.entities) sum += gain(entity, true);
    return sum;
  }

  void push(double ratio, bool is_group, std::size_t place) {
    if (ratio > 0) moves_.push({ratio, is_group, place});
  }

  void push_group(std::size_t place) { push(offer_of(groups_[place]).ratio, true, place); }

  /// Whether another move has become better than this one since it was valued.
  bool is_overtaken(double ratio) const {
    return !moves_.empty() && ratio < moves_.top().ratio - 1e-9;
  }

  double section_cost(SectionName section) const {
    return opened_.contains(section) ? 0 : heading_cost_(section);
  }

  static bool has_open_line(const Group& group) {
    return !group.lines.empty() && group.lines.back().size() < group.source->most_per_line;
  }

  Offer offer_of(Group& group) {
    std::vector<Valued> valued;
    for (const auto& member : group.open) {
      const double value = gain(member.entity, member.stated);
      if (value > no_gain)
        valued.push_back({value / material_.index.atoms[member.entity].cost, value, member});
    }
    const bool needs_line = !has_open_line(group);
    const std::size_t most =
        std::min(valued.size(), needs_line ? group.source->most_per_line : std::size_t{1});
    std::ranges::partial_sort(valued, valued.begin() + static_cast<std::ptrdiff_t>(most),
                              std::greater{}, &Valued::ratio);
    group.open.clear();
    for (const Valued& one : valued) group.open.push_back(one.member);
    valued.resize(most);
    return best_beginning(valued, needs_line ? group.head_cost : 0);
  }

  /// The members, of the best ones, that together give the most for their price and the head's.
  Offer best_beginning(const std::vector<Valued>& members, double head_cost) const {
    Offer offer;
    double value = 0;
    double cost = head_cost;
    std::size_t best = 0;
    for (std::size_t count = 1; count <= members.size(); ++count) {
      value += members[count - 1].gain;
      cost += material_.index.atoms[members[count - 1].member.entity].cost;
      if (value / cost <= offer.ratio) continue;
      best = count;
      offer.ratio = value / cost;
    }
    for (std::size_t at = 0; at < best; ++at) offer.members.push_back(members[at].member);
    return offer;
  }

  void try_group(std::size_t place) {
    Group& group = groups_[place];
    const Offer offer = offer_of(group);
    if (offer.members.empty()) return;
    if (is_overtaken(offer.ratio)) return push(offer.ratio, true, place);
    const bool continues = has_open_line(group);
    std::vector<std::size_t> entities = continues ? group.lines.back() : std::vector<std::size_t>{};
    for (const auto& member : offer.members) entities.push_back(member.entity);
    const double line_cost = token_weight(
        render_line(line_of(*group.source, group.lines.size() - (continues ? 1 : 0), entities),
                    material_.session));
    const double cost =
        line_cost - (continues ? group.line_cost : 0) + section_cost(group.source->section);
    if (cost > room_) {
      // What is left is for a shorter one. All that are as long go at once: trying thousands of
      // them one by one took most of the time that a handoff of a large project took.
      const double too_long = material_.index.atoms[offer.members.back().entity].cost;
      std::erase_if(group.open, [&](const auto& member) {
        return material_.index.atoms[member.entity].cost >= too_long;
      });
      return push_group(place);
    }
    if (!continues) group.lines.emplace_back();
    group.lines.back() = std::move(entities);
    group.line_cost = line_cost;
    for (const auto& member : offer.members) {
      named_[member.entity] = true;
      if (member.stated) stated_[member.entity] = true;
    }
    opened_.insert(group.source->section);
    room_ -= cost;
    push_group(place);
  }

  void try_prose(std::size_t place) {
    const ProseLine& prose = material_.prose[place];
    const double value = gain_of(prose);
    if (value <= no_gain) return;
    const double ratio = value / prose.cost;
    if (is_overtaken(ratio)) return push(ratio, false, place);
    const double cost = prose.cost + section_cost(SectionName::state);
    if (cost > room_) return;
    for (const std::size_t entity : prose.entities) named_[entity] = stated_[entity] = true;
    opened_.insert(SectionName::state);
    room_ -= cost;
    chosen_prose_.push_back(place);
  }

  std::vector<ChosenLine> lines() const {
    std::vector<ChosenLine> out;
    for (const std::size_t place : chosen_prose_)
      out.push_back({SectionName::state, material_.prose[place].line});
    for (const Group& group : groups_) {
      for (std::size_t place = 0; place < group.lines.size(); ++place)
        out.push_back({group.source->section, line_of(*group.source, place, group.lines[place])});
    }
    return out;
  }

  Line line_of(const IndexGroup& group, std::size_t place,
               const std::vector<std::size_t>& entities) const {
    std::string names;
    std::vector<Citation> sources;
    for (const std::size_t entity : entities) {
      names += (names.empty() ? "" : " ") + material_.index.atoms[entity].text;
      if (const auto& source = material_.needs->entities()[entity].trace->source)
        sources.push_back(*source);
    }
    std::ranges::sort(sources);
    sources.erase(std::unique(sources.begin(), sources.end()), sources.end());
    // The request comes last, where it is shown.
    if (group.source) {
      std::erase(sources, *group.source);
      sources.push_back(*group.source);
    }
    Line line = with_head(group, place, names);
    line.citations = std::move(sources);
    return line;
  }

  const CoverMaterial& material_;
  double room_;
  const std::function<double(SectionName)>& heading_cost_;
  std::vector<bool> named_;
  std::vector<bool> stated_;
  std::vector<Group> groups_;
  std::priority_queue<Move> moves_;
  std::set<SectionName> opened_;
  std::vector<std::size_t> chosen_prose_;
};

}  // namespace

std::vector<ChosenLine> cover(const CoverMaterial& material, const std::vector<std::size_t>& stated,
                              double budget,
                              const std::function<double(SectionName)>& heading_cost) {
  return Cover(material, stated, budget, heading_cost).choose();
}

}  // namespace baton::handoff
