#pragma once
// evaluation.*: how much of what sessions needed their handoffs held.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/contract.hpp"
#include "protocol/describe.hpp"

namespace baton::protocol {

struct EvaluationRunParams {
  std::optional<std::string> path;
  std::optional<std::string> project;
  std::optional<std::vector<std::int64_t>> budgets;
  std::optional<std::vector<std::string>> generators;
  std::optional<std::string> handoffs;
  std::optional<std::string> write;
  std::optional<bool> goal;
};
BATON_DESCRIBE(EvaluationRunParams,
  (path, "Absolute path of a project of converted sessions, or of a directory of such projects."),
  (project, "Instead of a path: id, name, or absolute path of a directory inside a project of the store. How good "
            "Baton's own handoff at its newest measured boundary was is noted with that version."),
  (budgets, "Token budgets, 200 to 20000; 500, 1000, 2000 and 4000 when absent."),
  (generators, "What makes the handoffs: `baton`, `seed5`, `last20`, `lexrank`, `entlist`; `baton` when absent."),
  (handoffs, "Absolute path of a directory with handoffs to measure instead, as `<project>/<n>.<budget>.md`, n being "
             "the number of sessions before it; of one project alone also without its directory."),
  (write, "Absolute path of a directory that gets the handoffs as `<project>/<n>.<budget>.md`, and beside each its "
          "lines with their sources as `<n>.<budget>.json`; with one generator only."),
  (goal, "True to tell the generators what the next session's user asks for first."))

struct EvaluationRunResult {
  std::int64_t run = 0;
};
BATON_DESCRIBE(EvaluationRunResult, (run, "The number of the run, to ask evaluation.report with."))

inline constexpr Contract<EvaluationRunParams, EvaluationRunResult> evaluation_run{
    "evaluation.run", "Measures handoffs against what the next sessions needed, in the background."};

struct EvaluationFigures {
  std::optional<double> recall;
  std::optional<double> context_recall;
  std::optional<double> stated_recall;
  std::optional<double> state;
  std::optional<double> headline;
  std::optional<double> context_recall_user;
  std::optional<double> context_recall_act;
  std::optional<double> context_recall_rediscovered;
  std::optional<double> context_recall_topic;
  std::optional<double> context_recall_age_0;
  std::optional<double> context_recall_age_1_2;
  std::optional<double> context_recall_age_3_6;
  std::optional<double> context_recall_age_7;
  std::optional<double> context_recall_old;
  std::optional<double> context_recall_first_session;
  std::optional<double> context_recall_beyond_prompt;
  std::optional<double> precision;
  std::optional<double> redundancy;
  std::optional<double> line_faithfulness;
  std::optional<double> entity_faithfulness;
  std::optional<double> word_faithfulness;
  std::optional<double> ratio;
  std::optional<double> entities;
  std::optional<double> tokens;
  std::optional<double> milliseconds;
  std::optional<double> need_weight;
  std::optional<double> need_keys;
  std::optional<double> state_files;
  std::optional<double> state_check;
  std::optional<double> state_error;
  std::optional<double> state_todo;
  std::optional<double> state_request;
  std::optional<double> state_outcome;
  std::optional<double> state_rule;
  std::optional<double> state_decision;
  std::optional<double> state_vcs;
};
BATON_DESCRIBE(EvaluationFigures,
  (recall, "Share of the need that the handoff names at all. All figures are absent where there is nothing to measure "
           "them by, and shares from 0 to 1 unless said otherwise; docs/quality.md defines them."),
  (context_recall, "Share of the need that it names in a line which says something."),
  (stated_recall, "Share of the need that it names in a line whose words the sources use, too."),
  (state, "Share of the state facts at the end of the session before, mean over their classes."),
  (headline, "Mean of context_recall, stated_recall and state."),
  (context_recall_user, "context_recall of what the user named."),
  (context_recall_act, "context_recall of what the agent's tools were given before any of them had shown it."),
  (context_recall_rediscovered, "context_recall of what the agent's tools were given after one had shown it."),
  (context_recall_topic, "context_recall of the subjects of the user's messages."),
  (context_recall_age_0, "context_recall of what the last session named."),
  (context_recall_age_1_2, "context_recall of what was last named 1 or 2 sessions before that."),
  (context_recall_age_3_6, "context_recall of what was last named 3 to 6 sessions before that."),
  (context_recall_age_7, "context_recall of what was last named 7 or more sessions before that."),
  (context_recall_old, "context_recall of what the last session did not name."),
  (context_recall_first_session, "context_recall of what the project's first session named, from the fourth session on."),
  (context_recall_beyond_prompt, "context_recall of what the next session's first request does not name."),
  (precision, "Share of the named entities that were needed."),
  (redundancy, "Share of the runs of four words that are repetitions."),
  (line_faithfulness, "Share of the lines whose words stand in the turns that they cite."),
  (entity_faithfulness, "Share of the named entities that occur in the history."),
  (word_faithfulness, "Share of the words that occur in the history."),
  (ratio, "Tokens of the handoff to tokens of the session before; may be above 1."),
  (entities, "Entities that the handoff names."),
  (tokens, "Estimated tokens of the handoff."),
  (milliseconds, "Time that making it took; absent for handoffs from files."),
  (need_weight, "Sum of the weights of what was needed."),
  (need_keys, "Entities and topic words that were needed."),
  (state_files, "Share of the changed files that are named."),
  (state_check, "1 when the last check is told with its outcome, else 0."),
  (state_error, "Share of the unresolved errors that are told."),
  (state_todo, "Share of the open items that are told."),
  (state_request, "Share of the last and the first request that is told."),
  (state_outcome, "1 when a sentence of the agent's last message is told, else 0."),
  (state_rule, "Share of the user's rules that are told."),
  (state_decision, "Share of the user's decisions that are told."),
  (state_vcs, "Share of the last commit's message and the pull request's number that is told."))

struct EvaluationMean {
  std::string generator;
  std::int64_t budget = 0;
  std::int64_t projects = 0;
  std::int64_t boundaries = 0;
  EvaluationFigures figures;
};
BATON_DESCRIBE(EvaluationMean,
  (generator, "What made the handoffs; `files` for those that were given."),
  (budget, "Tokens that a handoff might have."),
  (projects, "Projects with at least one boundary that could be measured."),
  (boundaries, "Boundaries measured: a session counts when it needed enough of what was known."),
  (figures, "Means over a project's boundaries, then over the projects."))

struct EvaluationBoundary {
  std::string project;
  std::int64_t boundary = 0;
  std::string generator;
  std::int64_t budget = 0;
  EvaluationFigures figures;
};
BATON_DESCRIBE(EvaluationBoundary,
  (project, "Name of the project."),
  (boundary, "How many sessions lie before it."),
  (generator, "What made the handoff; `files` when it was given."),
  (budget, "Tokens that it might have."),
  (figures, "Its figures."))

struct EvaluationReportParams {
  std::int64_t run = 0;
  std::optional<bool> boundaries;
};
BATON_DESCRIBE(EvaluationReportParams,
  (run, "The number of a run."),
  (boundaries, "True to get the figures of every boundary besides the means."))

struct EvaluationReportResult {
  std::int64_t run = 0;
  bool finished = false;
  std::string project;
  std::int64_t projects = 0;
  std::int64_t projects_done = 0;
  std::int64_t boundaries_total = 0;
  std::int64_t boundaries_done = 0;
  std::vector<EvaluationMean> means;
  std::optional<std::vector<EvaluationBoundary>> boundaries;
  std::optional<std::int64_t> version;
};
BATON_DESCRIBE(EvaluationReportResult,
  (run, "The number of the run."),
  (finished, "Whether it has ended; it goes on in the background until then."),
  (project, "The project that is being measured."),
  (projects, "How many projects there are to measure."),
  (projects_done, "How many of them are done."),
  (boundaries_total, "Boundaries of the project that is being measured; 0 while it is read."),
  (boundaries_done, "How many of them are done."),
  (means, "One row per generator and budget; empty until the run has ended."),
  (boundaries, "Every handoff that was measured; only when asked for, once the run has ended."),
  (version, "Version of the stored handoff that now bears its measures; absent when none does."))

inline constexpr Contract<EvaluationReportParams, EvaluationReportResult> evaluation_report{
    "evaluation.report", "Tells how far a run of evaluation.run is, and what it has found."};

}  // namespace baton::protocol
