#include "daemon/handoff/index_lines.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/handoff/facts/runners.hpp"
#include "daemon/handoff/tokens.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

/// What is less likely to be needed is not worth looking at.
constexpr double least_weight = 0.002;
constexpr std::size_t most_bytes_shown = 80;

enum class Kind : std::size_t {
  edited_last,
  edited_earlier,
  named_files,
  checks_passed,
  checks_failed,
  checks_run,
  commands_worked,
  commands_failed,
  commands_run,
  symbols_of_edits,
  symbols,
  links,
  references,
  errors,
  flags,
  count
};

struct Head {
  SectionName section;
  std::string_view text;
};

constexpr std::array<Head, static_cast<std::size_t>(Kind::count)> heads{{
    {SectionName::files, "Files edited in the last session:"},
    {SectionName::files, "Files edited in earlier sessions:"},
    {SectionName::files, "Files read or named during work:"},
    {SectionName::verification, "Checks that passed when last run:"},
    {SectionName::verification, "Checks that FAILED when last run:"},
    {SectionName::verification, "Checks run, outcome not recorded:"},
    {SectionName::verification, "Other commands that worked in this project:"},
    {SectionName::verification, "Commands that failed when last tried:"},
    {SectionName::verification, "Other commands used during earlier sessions:"},
    {SectionName::files, "Symbols added or changed during edits:"},
    {SectionName::files, "Names that came up in requests and commands:"},
    {SectionName::more, "Links opened or cited in earlier work:"},
    {SectionName::more, "Issue, version and commit references mentioned in work:"},
    {SectionName::more, "Error types met during earlier sessions:"},
    {SectionName::more, "Option flags mentioned in earlier requests:"},
}};

Kind kind_of_file(const Trace& trace, std::int64_t last_session) {
  if (trace.last_edit == 0) return Kind::named_files;
  return trace.last_edit == last_session ? Kind::edited_last : Kind::edited_earlier;
}

Kind kind_of_command(std::string_view command, const Trace& trace) {
  const bool check = is_check(purpose_of(words_of(command), std::string(command)));
  if (!trace.outcome) return check ? Kind::checks_run : Kind::commands_run;
  if (*trace.outcome) return check ? Kind::checks_passed : Kind::commands_worked;
  return check ? Kind::checks_failed : Kind::commands_failed;
}

Kind kind_of(const NeededEntity& entity, std::int64_t last_session) {
  switch (entity.key.front()) {
    case 'p':
      return kind_of_file(*entity.trace, last_session);
    case 'c':
      return kind_of_command(std::string_view(entity.key).substr(2), *entity.trace);
    case 'i':
      return entity.trace->symbol_of_edit ? Kind::symbols_of_edits : Kind::symbols;
    case 'u':
      return Kind::links;
    case 'e':
      return Kind::errors;
    case 'f':
      return Kind::flags;
    default:
      return Kind::references;
  }
}

std::vector<std::string_view> components_of(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const auto end = path.find_first_of("/\\");
    const auto part = path.substr(0, end);
    if (!part.empty() && part != "." && part != ".." && part != "~") parts.push_back(part);
    path = end == std::string_view::npos ? std::string_view{} : path.substr(end + 1);
  }
  return parts;
}

std::string ticked(std::string_view text) {
  return "`" + std::string(text) + "`";
}

/// The base name; with its directory where that tells it apart, or where it was edited.
std::string shown_path(const NeededEntity& entity, const Needs& needs) {
  const Trace& trace = *entity.trace;
  const auto parts = components_of(trace.path.empty() ? trace.written_as : trace.path);
  if (parts.empty()) return {};
  const std::string base(parts.back());
  std::string both = parts.size() == 1 ? base : std::string(parts[parts.size() - 2]) + "/" + base;
  const bool is_file = base.find('.', 1) != std::string::npos;
  const bool alone = is_file && !needs.is_ambiguous(lower_ascii(base));
  std::string shown = alone && trace.last_edit == 0 ? base : both;
  const auto keys = needs.keys_in(shown);
  return !keys.empty() && keys.front().front() == 'p' ? shown : ticked(both);
}

std::string shown_name(const NeededEntity& entity, const Needs& needs) {
  std::string name = squeeze_spaces(entity.trace->written_as);
  std::erase(name, '`');
  if (name.empty() || name.size() > most_bytes_shown) return {};
  if (entity.key.front() == 'n' || entity.key.front() == 'e') return name;
  if (entity.key.front() == 'i') {
    while (name.ends_with("()")) name.resize(name.size() - 2);
    const auto keys = needs.keys_in(name);
    if (std::ranges::find(keys, entity.key) != keys.end()) return name;
  }
  return ticked(name);
}

std::string shown_as(const NeededEntity& entity, const Needs& needs) {
  const std::string_view rest = std::string_view(entity.key).substr(2);
  switch (entity.key.front()) {
    case 'c':
      return ticked(rest);
    case 'p':
      return shown_path(entity, needs);
    default:
      return shown_name(entity, needs);
  }
}

/// The base name, in lower case, by which a path's trace knows it; empty for what is none.
std::string base_of(const NeededEntity& entity) {
  if (entity.key.front() != 'p') return {};
  const Trace& trace = *entity.trace;
  const auto parts = components_of(trace.path.empty() ? trace.written_as : trace.path);
  return parts.empty() ? "" : lower_ascii(parts.back());
}

/// One group for each cycle of work, under the words of the request.
void add_work(Index& index, const Needs& needs) {
  const std::vector<WorkCycle>& cycles = needs.cycles();
  std::vector<IndexGroup> groups(cycles.size());
  for (std::size_t place = 0; place < needs.entities().size(); ++place) {
    const NeededEntity& entity = needs.entities()[place];
    if (index.atoms[place].text.empty()) continue;
    for (const CyclePart& part : entity.trace->parts)
      groups[part.cycle].members.push_back({place, part.direct});
  }
  for (std::size_t cycle = cycles.size(); cycle-- > 0;) {
    IndexGroup& group = groups[cycle];
    if (group.members.empty()) continue;
    group.section = SectionName::work;
    for (const std::string& label : cycles[cycle].labels) group.heads.push_back(label + ":");
    // What has been said in full need not be again.
    group.heads.push_back(shortened_label(cycles[cycle].labels.back()) + ":");
    group.source = cycles[cycle].request;
    index.groups.push_back(std::move(group));
  }
}

}  // namespace

const Atom& ShownNames::of(const NeededEntity& entity, const Needs& needs) {
  const Trace& trace = *entity.trace;
  const bool is_edited = trace.last_edit > 0;
  const auto [entry, is_new] = shown_.try_emplace(entity.key);
  Shown& shown = entry->second;
  if (!is_new && shown.written_as == trace.written_as && shown.path == trace.path &&
      shown.is_edited == is_edited && shown.is_ambiguous == needs.is_ambiguous(shown.base))
    return shown.atom;
  std::string base = base_of(entity);
  const bool is_ambiguous = needs.is_ambiguous(base);
  shown = {trace.written_as, trace.path, is_edited, std::move(base), is_ambiguous, {}};
  shown.atom.text = shown_as(entity, needs);
  shown.atom.cost = token_weight(shown.atom.text + " ");
  return shown.atom;
}

Index make_index(const Needs& needs, ShownNames& shown) {
  Index index;
  index.atoms.resize(needs.entities().size());
  std::array<IndexGroup, static_cast<std::size_t>(Kind::count)> groups;
  for (std::size_t place = 0; place < needs.entities().size(); ++place) {
    const NeededEntity& entity = needs.entities()[place];
    // A list of words that are no names says nothing to a reader.
    if (entity.weight < least_weight || entity.key.front() == 't') continue;
    const Atom& atom = shown.of(entity, needs);
    if (atom.text.empty()) continue;
    index.atoms[place] = atom;
    groups[static_cast<std::size_t>(kind_of(entity, needs.last_session()))].members.push_back(
        {place, false});
  }
  add_work(index, needs);
  for (std::size_t kind = 0; kind < groups.size(); ++kind) {
    if (groups[kind].members.empty()) continue;
    groups[kind].section = heads[kind].section;
    groups[kind].heads = {std::string(heads[kind].text)};
    index.groups.push_back(std::move(groups[kind]));
  }
  return index;
}

}  // namespace baton::handoff
