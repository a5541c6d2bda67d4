#pragma once
// What a handoff states, one function per kind. Each is pure and gives candidates in reading order;
// which of them stand in the document is decided in selection.cpp.

#include <vector>

#include "daemon/handoff/candidate.hpp"
#include "daemon/handoff/facts/reading.hpp"

namespace baton::handoff {

using Candidates = std::vector<Candidate>;

/// Where the document comes from, the state of the work tree, and that all of it is data.
Candidates provenance(const Readings& readings);
/// The user's requests, verbatim; of earlier sessions the first lines.
Candidates requests(const Readings& readings);
/// Sentences of the user that say what always or never holds.
Candidates constraints(const Readings& readings);
/// The first thing to do, and what supports it.
Candidates next_step(const Readings& readings);
/// The agent's list of things to do, as it stood last.
Candidates todos(const Readings& readings);
/// What the agent reported, and what was committed.
Candidates results(const Readings& readings);
/// Questions of the agent that nobody answered.
Candidates questions(const Readings& readings);
/// What the user chose, approved, rejected or stopped.
Candidates decisions(const Readings& readings);
/// Commands and tools that failed, unless they succeeded later without a change.
Candidates failures(const Readings& readings);
/// Files changed and read.
Candidates files(const Readings& readings);
/// Commands and their last outcome, checks first.
Candidates verification(const Readings& readings);
/// How to set up and run, ports and versions.
Candidates environment(const Readings& readings);
/// Turns worth fetching, and the summaries of compacted sessions.
Candidates more(const Readings& readings);

/// An open item of the newest list of things to do; empty text when there is none. For next_step().
struct OpenTodo {
  std::string text;
  Citation citation;
  bool in_progress = false;
};
std::vector<OpenTodo> open_todos(const Reading& reading);

/// A failure that nothing resolved. For next_step().
struct OpenFailure {
  std::string command;
  std::string error;
  Citation citation;
  bool check = false;
};
std::vector<OpenFailure> open_failures(const Readings& readings);

/// The question at the end of the agent's last text, when no one answered it; empty otherwise.
std::string open_question(const Reading& reading);

}  // namespace baton::handoff
