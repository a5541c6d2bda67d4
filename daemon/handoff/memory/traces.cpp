#include "daemon/handoff/memory/traces.hpp"

#include <algorithm>
#include <utility>

#include "daemon/base/characters.hpp"
#include "daemon/base/regex.hpp"
#include "daemon/base/text.hpp"
#include "daemon/handoff/entities/entities.hpp"
#include "daemon/handoff/facts/constraints.hpp"
#include "daemon/handoff/sentences.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

constexpr std::size_t label_characters = 44;
/// What says something about an entity of long ago has as a rule been said in newer cycles, too.
constexpr std::size_t most_parts = 16;
constexpr std::size_t most_parts_of_shown = 3;
constexpr std::size_t most_rules = 40;
/// Sessions after which an entity that only tools' outputs have shown is forgotten.
constexpr std::int64_t shown_for = 1;

bool is_edit(StepKind kind) {
  return kind == StepKind::edit || kind == StepKind::write || kind == StepKind::remove;
}

bool has_directory(std::string_view path) {
  return path.find('/') != std::string_view::npos || path.find('\\') != std::string_view::npos;
}

bool says_something(std::string_view sentence) {
  constexpr std::size_t words_needed = 3;
  return content_word_list(without_entities(sentence, find_entities(sentence))).size() >=
         words_needed;
}

std::string without_blocks_and_tags(std::string_view text) {
  static const Regex block(R"(```.*?```|<[^>]{1,80}>)");
  return block.replace(text, " ");
}

bool is_path(std::string_view key) {
  return key.starts_with("p:");
}

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

}  // namespace

std::vector<std::string> labels_of_request(std::string_view text, std::size_t characters) {
  constexpr std::size_t looked_at = 1500;
  constexpr std::size_t most_labels = 4;
  std::vector<std::string> labels;
  for (const auto& sentence :
       sentences(without_blocks_and_tags(first_characters(text, looked_at)))) {
    const std::string line = squeeze_spaces(sentence);
    if (line.starts_with("http") || line.starts_with("/Users") || line.starts_with("~/")) continue;
    if (announces(line)) continue;  // it announces what follows
    std::string label = cut_end(line, characters);
    if (!says_something(label) || std::ranges::find(labels, label) != labels.end()) continue;
    labels.push_back(std::move(label));
    if (labels.size() == most_labels) break;
  }
  return labels;
}

std::string shortened_label(const std::string& label) {
  constexpr std::size_t shortest = 12;
  for (auto end = label.find(' ', shortest); end != std::string::npos;
       end = label.find(' ', end + 1)) {
    const std::string beginning = label.substr(0, end);
    if (says_something(beginning)) return beginning + "…";
  }
  return label;
}

void Traces::begin_session(std::int64_t number) {
  session_ = number;
  cycle_.reset();
  direct_ = false;
  forget_what_was_only_shown();
}

void Traces::forget_what_was_only_shown() {
  std::erase_if(traces_, [this](const auto& entry) {
    const auto& [key, slot] = entry;
    if (!slot.trace->only_shown || slot.trace->last_session + shown_for >= session_) return false;
    if (is_path(key)) {
      const auto base = bases_.find(std::string(base_of(key)));
      if (std::erase(base->second, key) > 0 && base->second.empty()) bases_.erase(base);
    }
    return true;
  });
}

void Traces::add(const Step& step, const StepNames& names) {
  if (step.role == StepRole::user) {
    open_cycle(step);
    note_rules(step);
  }
  if (step.role == StepRole::tool) {
    follow_tool(step, names);
  } else {
    follow_message(step, names);
  }
}

void Traces::open_cycle(const Step& step) {
  std::vector<std::string> labels = labels_of_request(step.text, label_characters);
  direct_ = !labels.empty();
  if (labels.empty()) return;
  cycle_ = static_cast<std::uint32_t>(cycles_.size());
  cycles_.push_back({{session_, step.index}, std::move(labels)});
}

void Traces::note_rules(const Step& step) {
  for (const std::string& sentence : sentences(step.text)) {
    if (firmness_of(sentence, step.text) == 0) continue;
    rules_.push_back({{session_, step.index}, squeeze_spaces(sentence)});
    if (rules_.size() > most_rules) rules_.pop_front();
  }
}

Trace& Traces::named(const std::string& key) {
  const auto [entry, is_new] = traces_.try_emplace(key);
  Slot& slot = entry->second;
  if (is_new) {
    slot.trace = std::make_shared<Trace>();
    if (is_path(key)) bases_[std::string(base_of(key))].push_back(key);
  } else if (slot.given_away) {
    slot = {std::make_shared<Trace>(*slot.trace), false};
  }
  slot.trace->last_session = session_;
  return *slot.trace;
}

Traces::Kept Traces::find(const std::string& key) {
  const auto found = traces_.find(key);
  if (found == traces_.end()) return nullptr;
  found->second.given_away = true;
  return found->second.trace;
}

Traces::Kept Traces::find_base(const std::string& base) {
  const auto keys = bases_.find(base);
  if (keys == bases_.end()) return nullptr;
  if (keys->second.size() == 1) return find(keys->second.front());
  auto merged = std::make_shared<Trace>();
  for (const std::string& key : keys->second) merge(*merged, *traces_.at(key).trace);
  return merged;
}

/// Notes that the entity had a part in the work that is open.
void Traces::take_part(Trace& trace) const {
  if (!cycle_) return;
  auto& parts = trace.parts;
  if (!parts.empty() && parts.back().cycle == *cycle_) {
    parts.back().direct = parts.back().direct || direct_;
    return;
  }
  const std::size_t most = trace.only_shown ? most_parts_of_shown : most_parts;
  if (parts.size() >= most) parts.erase(parts.begin());
  parts.push_back({*cycle_, direct_});
}

void Traces::follow_message(const Step& step, const StepNames& names) {
  const bool by_user = step.role == StepRole::user;
  const Citation here{session_, step.index};
  for (const Name& name : by_user ? names.given : names.written) {
    Trace& trace = named(name.key);
    trace.only_shown = false;
    trace.written_as = name.written_as;
    if (!trace.source || by_user) trace.source = here;
    if (trace.path.empty() && has_directory(name.written_as)) trace.path = name.written_as;
    if (step.role != StepRole::summary) take_part(trace);
  }
  for (const std::string& word : names.topics) {
    Trace& trace = named("t:" + word);
    trace.only_shown = false;
    trace.source = here;
  }
}

void Traces::follow_tool(const Step& step, const StepNames& names) {
  const Citation here{session_, step.index};
  const bool edits = is_edit(step.tool.kind) && !step.tool.failed;
  const std::optional<bool> outcome =
      step.tool.command.empty() ? std::nullopt : outcome_of(step.tool);
  for (const Name& name : names.given) {
    Trace& trace = named(name.key);
    trace.only_shown = false;
    trace.written_as = name.written_as;
    trace.source = here;
    const bool is_file =
        name.written_as == step.tool.path ||
        std::ranges::find(step.tool.paths, name.written_as) != step.tool.paths.end();
    if (is_file) trace.path = name.written_as;
    if (is_file && edits) trace.last_edit = session_;
    if (name.key.starts_with("c:")) trace.outcome = outcome;
    take_part(trace);
  }
  for (const Name& name : names.written) {
    Trace& trace = named(name.key);
    trace.only_shown = false;
    if (trace.written_as.empty()) trace.written_as = name.written_as;
    trace.source = here;
    trace.symbol_of_edit = trace.symbol_of_edit || name.key.starts_with("i:");
    take_part(trace);
  }
  for (const Name& name : names.shown) {
    Trace& trace = named(name.key);
    if (trace.written_as.empty()) trace.written_as = name.written_as;
    if (!trace.source) trace.source = here;
    take_part(trace);
  }
}

}  // namespace baton::handoff
