#include <array>
#include <string_view>

#include "daemon/handoff/handoff.hpp"

namespace baton::handoff {
namespace {

struct Names {
  SectionName section;
  std::string_view name;
  std::string_view title;
};

constexpr std::array section_names{
    Names{SectionName::provenance, "provenance", "Provenance"},
    Names{SectionName::requests, "requests", "Requests"},
    Names{SectionName::constraints, "constraints", "Constraints"},
    Names{SectionName::next_step, "next_step", "Next step"},
    Names{SectionName::state, "state", "State"},
    Names{SectionName::questions, "questions", "Open questions"},
    Names{SectionName::decisions, "decisions", "Decisions"},
    Names{SectionName::failures, "failures", "Tried and failed"},
    Names{SectionName::files, "files", "Files"},
    Names{SectionName::verification, "verification", "Verification"},
    Names{SectionName::environment, "environment", "Environment"},
    Names{SectionName::knowledge, "knowledge", "Knowledge"},
    Names{SectionName::work, "work", "Work by request"},
    Names{SectionName::more, "more", "Where to look for more"},
    Names{SectionName::summary, "summary", "Summary"},
};

const Names& names_of(SectionName section) {
  for (const auto& names : section_names) {
    if (names.section == section) return names;
  }
  return section_names.front();
}

}  // namespace

std::string_view to_string(SectionName name) {
  return names_of(name).name;
}

std::string_view title_of(SectionName name) {
  return names_of(name).title;
}

std::optional<SectionName> section_named(std::string_view name) {
  for (const auto& names : section_names) {
    if (names.name == name) return names.section;
  }
  return std::nullopt;
}

}  // namespace baton::handoff
