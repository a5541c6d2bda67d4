#include "daemon/handoff/memory/ledger.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace baton::handoff {
namespace {

/// Entities with the same base name are one until the name is ambiguous: the newest trace tells how
/// it is written, all of them where it had a part.
void merge(Trace& into, const Trace& other) {
  const bool is_newer = other.source && (!into.source || *into.source < *other.source);
  if (is_newer) {
    into.source = other.source;
    if (!other.written_as.empty()) into.written_as = other.written_as;
  }
  if (!other.path.empty() && (is_newer || into.path.empty())) into.path = other.path;
  into.last_edit = std::max(into.last_edit, other.last_edit);
  into.symbol_of_edit = into.symbol_of_edit || other.symbol_of_edit;
  std::vector<CyclePart> parts;
  std::ranges::merge(into.parts, other.parts, std::back_inserter(parts), {}, &CyclePart::cycle,
                     &CyclePart::cycle);
  into.parts.clear();
  for (const CyclePart& part : parts) {
    if (!into.parts.empty() && into.parts.back().cycle == part.cycle) {
      into.parts.back().direct = into.parts.back().direct || part.direct;
    } else {
      into.parts.push_back(part);
    }
  }
}

/// Of some ten thousand entities most will never be needed again.
constexpr double least_probability = 0.002;

}  // namespace

void Ledger::begin_session(std::int64_t number) {
  last_session_ = number;
  memory_.begin_session();
  traces_.begin_session(number);
}

void Ledger::add(const Step& step) {
  add(step, names_of(step));
}

void Ledger::add(const Step& step, const StepNames& names) {
  memory_.add_step(step, keys_of(names));
  traces_.add(step, names);
}

Needs Ledger::needs() {
  Needs::Content content;
  content.cycles = traces_.cycles();
  content.rules = traces_.rules();
  content.last_session = last_session_;
  std::unordered_map<std::string, std::size_t> places;
  for (const ProjectMemory::Need& need : memory_.needs()) {
    if (need.probability < least_probability) continue;
    places.emplace(need.key, content.entities.size());
    content.entities.push_back({std::string(need.key), need.probability, 0, {}});
  }
  for (const auto& [key, trace] : traces_.all()) {
    if (key.starts_with("p:")) {
      const std::string base = key.substr(key.rfind('/') + 1);
      if (memory_.is_ambiguous(base)) content.ambiguous.insert(base);
    }
    if (const auto place = places.find(memory_.resolve(key)); place != places.end())
      merge(content.entities[place->second].trace, trace);
  }
  return Needs(std::move(content));
}

}  // namespace baton::handoff
