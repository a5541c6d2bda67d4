#include <algorithm>

#include "daemon/base/text.hpp"
#include "daemon/handoff/facts/facts.hpp"
#include "daemon/handoff/sentences.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff {
namespace {

/// Rows of tables and headings such as "Summary".
bool is_decoration(std::string_view line) {
  return line.front() == '|' || (line.front() == '#' && content_words(line) < 3) ||
         line.substr(0, 3) == "---";
}

/// Whole lines from the beginning of a report, without code fences, up to the given length.
std::string opening_of(std::string_view text, std::size_t bytes) {
  std::string out;
  bool fenced = false;
  for (const auto line : lines_of(text)) {
    if (trim(line).substr(0, 3) == "```") {
      fenced = !fenced;
      continue;
    }
    if (fenced || is_decoration(trim(line))) continue;
    if (!out.empty() && out.size() + line.size() > bytes) return out + "\n…";
    out += (out.empty() ? "" : "\n") + std::string(line);
  }
  return cut_end(out, bytes);
}

/// The first sentences that say something.
std::string gist_of(std::string_view text, std::size_t bytes) {
  std::string out;
  for (const auto& sentence : sentences(text)) {
    if (content_words(sentence) < 3) continue;
    if (!out.empty() && out.size() + sentence.size() > bytes) break;
    out += (out.empty() ? "" : " ") + sentence;
    if (out.size() > bytes / 2) break;
  }
  for (auto at = out.find("**"); at != std::string::npos; at = out.find("**", at)) out.erase(at, 2);
  return cut_end(out, bytes);
}

void add_last_result(Candidates& out, const Readings& readings, const Reading& reading) {
  if (reading.last_text == nullptr) return;
  const auto bytes =
      static_cast<std::size_t>(std::clamp<std::int64_t>(readings.budget * 2 / 3, 200, 6000));
  out.push_back({SectionName::state,
                 labelled("Result", opening_of(reading.last_text->text, bytes)),
                 {reading.cite(*reading.last_text)},
                 9,
                 Essential::result});
}

/// What the agent said at the end of each earlier request.
void add_answers(Candidates& out, const Reading& reading) {
  const auto count = static_cast<double>(reading.requests.size());
  double place = 0;
  for (const auto& request : reading.requests) {
    place += 1;
    if (request.answer == nullptr || request.answer == reading.last_text) continue;
    const auto gist = gist_of(request.answer->text, 220);
    if (content_words(gist) < 5) continue;
    out.push_back({SectionName::state, "Reported: " + in_quotes(gist),
                   citations_of({reading.cite(*request.turn), reading.cite(*request.answer)}),
                   (3.5 + 2.0 * place / count) * reading.weight, Essential::no});
  }
}

void add_earlier_result(Candidates& out, const Reading& reading) {
  if (reading.last_text == nullptr) return;
  const auto gist = gist_of(reading.last_text->text, 220);
  if (content_words(gist) < 4) return;
  out.push_back({SectionName::state,
                 "End of " + session_label(reading) + ": " + in_quotes(gist),
                 {reading.cite(*reading.last_text)},
                 4.5 * reading.weight,
                 Essential::no});
}

/// The link to a pull request that the command opened; empty when it opened none.
std::string_view opened_pull_request(const ToolUse& use, std::string_view command) {
  if (command.find("gh pr create") == std::string_view::npos) return {};
  const auto output = use.output();
  const auto link = output.find("https://");
  if (link == std::string_view::npos) return {};
  return output.substr(link, output.find_first_of(" \n\"", link) - link);
}

/// Of a pull request the number is enough to look it up.
std::string shown_pull_request(std::string_view link, std::int64_t budget) {
  const auto number = link.substr(link.rfind('/') + 1);
  const bool is_number =
      !number.empty() && number.find_first_not_of("0123456789") == std::string_view::npos;
  if (budget < default_budget && is_number) return "Opened pull request #" + std::string(number);
  return "Opened " + std::string(link);
}

/// The last commit tells where the work stands; those before it are history.
void add_commits(Candidates& out, const Readings& readings, const Reading& reading) {
  double worth = 7;
  for (auto use = reading.uses.rbegin(); use != reading.uses.rend(); ++use) {
    if (use->outcome != Outcome::succeeded || use->call->tool_kind != store::ToolKind::shell)
      continue;
    const auto command = use->command_text();
    const auto add = [&](std::string text, double value) {
      out.push_back({SectionName::state,
                     std::move(text),
                     {reading.cite(*use->call)},
                     value * reading.weight,
                     Essential::no});
    };
    if (const auto message = commit_message(command)) {
      add("Committed: " + in_quotes(cut_end(*message, 120)), worth);
      worth = 4;
    }
    if (const auto link = opened_pull_request(*use, command); !link.empty())
      add(shown_pull_request(link, readings.budget), 7);
  }
}

}  // namespace

Candidates results(const Readings& readings) {
  Candidates out;
  bool first = true;
  for (const auto& reading : readings.sessions) {
    if (first && reading.last_text != nullptr) {
      add_last_result(out, readings, reading);
      first = false;
    } else {
      add_earlier_result(out, reading);
    }
    if (reading.age <= 1) add_answers(out, reading);
    add_commits(out, readings, reading);
  }
  return out;
}

}  // namespace baton::handoff
