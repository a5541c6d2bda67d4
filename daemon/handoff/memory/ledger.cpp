#include "daemon/handoff/memory/ledger.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace baton::handoff {
namespace {

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
  for (const std::string_view base : memory_.ambiguous_names()) content.ambiguous.emplace(base);
  for (const ProjectMemory::Need& need : memory_.needs()) {
    if (need.probability < least_probability) continue;
    std::string key(need.key);
    const bool is_base = key.starts_with("p:") && key.find('/') == std::string::npos;
    auto trace = is_base ? traces_.find_base(key.substr(2)) : traces_.find(key);
    if (!trace) trace = std::make_shared<const Trace>();
    content.entities.push_back(
        {std::move(key), need.probability, need.specificity, 0, std::move(trace)});
  }
  return Needs(std::move(content));
}

}  // namespace baton::handoff
