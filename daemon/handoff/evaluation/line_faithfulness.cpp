// Whether the lines of a handoff say what the turns say that they cite.

#include <algorithm>
#include <array>
#include <map>

#include "daemon/handoff/evaluation/scores.hpp"
#include "daemon/handoff/evaluation/text.hpp"
#include "daemon/handoff/words.hpp"

namespace baton::handoff::evaluation {
namespace {

/// The share of a line's words that must stand in what it cites; the rest is inflection.
constexpr double least_support = 0.9;

/// Words of labels and headings, which no turn need have said; sorted.
constexpr std::array<std::string_view, 125> label_words{
    "added",       "agent",      "answer",     "answered",   "approved",  "ask",
    "asked",       "background", "baton",      "branch",     "broke",     "build",
    "came",        "changed",    "check",      "checks",     "chose",     "cited",
    "cites",       "comes",      "command",    "commands",   "commit",    "committed",
    "created",     "data",       "decided",    "decision",   "decisions", "deleted",
    "discussed",   "done",       "earlier",    "edited",     "edits",     "end",
    "error",       "exit",       "extractive", "facts",      "failed",    "failure",
    "files",       "flags",      "goal",       "handoff",    "install",   "instructions",
    "interrupted", "issue",      "item",       "known",      "later",     "links",
    "lint",        "mentioned",  "message",    "met",        "model",     "modified",
    "named",       "names",      "never",      "nobody",     "nothing",   "open",
    "opened",      "option",     "outcome",    "passed",     "pending",   "plan",
    "ports",       "prints",     "problems",   "progress",   "project",   "pull",
    "question",    "read",       "recorded",   "references", "rejected",  "reported",
    "request",     "requests",   "result",     "rule",       "rules",     "run",
    "runs",        "said",       "says",       "session",    "sessions",  "show",
    "since",       "start",      "state",      "step",       "stopped",   "subjects",
    "succeed",     "succeeded",  "summary",    "symbols",    "terms",     "tests",
    "todo",        "tree",       "tried",      "turn",       "turns",     "type",
    "types",       "unresolved", "user",       "verified",   "version",   "wait",
    "words",       "work",       "worked",     "wrote",      "yet"};

void append(std::string& text, std::string_view more) {
  if (more.empty()) return;
  text += ' ';
  text += more;
}

std::string all_text(const Step& step) {
  if (step.role != StepRole::tool) return lower_ascii(step.text);
  std::string text;
  append(text, step.tool.path);
  for (const auto& path : step.tool.paths) append(text, path);
  append(text, step.tool.command);
  append(text, step.tool.arguments);
  append(text, step.tool.output);
  for (const auto& todo : step.tool.todos) {
    append(text, todo.text);
    append(text, todo.status);
  }
  return lower_ascii(text);
}

/// The texts of the steps that citations name.
class CitedTexts {
 public:
  explicit CitedTexts(const Boundary& boundary) : boundary_(boundary) {
    const auto& sessions = boundary.project().project().sessions;
    for (std::size_t i = 0; i < boundary.next(); ++i)
      session_of_number_[sessions[i].source.session.number] = i;
  }

  /// Empty when the citation names nothing before the boundary.
  const std::string& text_of(const Citation& citation) {
    const auto [known, is_new] = texts_.try_emplace(citation);
    if (is_new) known->second = read(citation);
    return known->second;
  }

 private:
  std::string read(const Citation& citation) const {
    const auto found = session_of_number_.find(citation.session);
    if (found == session_of_number_.end()) return {};
    const auto& session = boundary_.project().project().sessions[found->second];
    const auto& turns = session.source.turns;
    const auto turn = std::find_if(turns.begin(), turns.end(), [&](const store::Turn& candidate) {
      return candidate.ordinal == citation.ordinal;
    });
    if (turn == turns.end()) return {};
    const std::size_t step = session.step_of_turn[static_cast<std::size_t>(turn - turns.begin())];
    return step < boundary_.visible()[found->second] ? all_text(session.steps[step])
                                                     : std::string{};
  }

  const Boundary& boundary_;
  std::map<std::int64_t, std::size_t> session_of_number_;
  std::map<Citation, std::string> texts_;
};

bool is_supported(const Line& line, CitedTexts& cited) {
  const auto stands = [&](const std::string& word) {
    return std::any_of(line.citations.begin(), line.citations.end(), [&](const Citation& c) {
      return cited.text_of(c).find(word) != std::string::npos;
    });
  };
  std::size_t words = 0;
  std::size_t supported = 0;
  for (const auto& word : content_words_of(line.text)) {
    if (std::binary_search(label_words.begin(), label_words.end(), word)) continue;
    ++words;
    if (stands(word)) ++supported;
  }
  return static_cast<double>(supported) >= least_support * static_cast<double>(words);
}

}  // namespace

std::optional<double> line_faithfulness(const std::vector<Line>& lines, const Boundary& boundary) {
  if (lines.empty()) return std::nullopt;
  CitedTexts cited(boundary);
  const auto supported = std::count_if(lines.begin(), lines.end(),
                                       [&](const Line& line) { return is_supported(line, cited); });
  return static_cast<double>(supported) / static_cast<double>(lines.size());
}

}  // namespace baton::handoff::evaluation
