// Made by baton_protocol_generator from protocol/methods; do not edit.

/** Refuse a daemon whose daemon.status reports a lower protocol_version. */
export const protocolVersion = 1;

export type RpcDiscoverParams = Record<string, never>;

export type DaemonStatusParams = Record<string, never>;

export interface DaemonStatusResult {
  /** Version of the daemon, as in its package. */
  version: string;
  /** Version of this protocol; a client must refuse a daemon whose number is lower than its own. */
  protocol_version: number;
  /** Process id of the daemon. */
  pid: number;
  /** Whole seconds since the daemon began to serve. */
  uptime_seconds: number;
  /** Path of the Unix socket it listens on. */
  socket: string;
  /** Path of the SQLite database. */
  database: string;
  /** Size of the database file and its write-ahead log, in bytes. */
  database_bytes: number;
  /** The database's PRAGMA user_version. */
  schema_version: number;
  /** Connections open now, this one included. */
  connections: number;
  /** Projects in the store. */
  projects: number;
  /** Sessions in the store. */
  sessions: number;
  /** Turns in the store. */
  turns: number;
  /** Versions of handoffs in the store. */
  handoffs: number;
  /** `scanning` while files wait to be read, `watching` when all is read, `off` when capture is disabled. */
  capture_state: string;
  /** Log files known to have changed and not read yet. */
  capture_pending_files: number;
  /** Log files with lines that could not be parsed or that could not be opened. */
  capture_troubled_files: number;
}

export type DaemonDoctorParams = Record<string, never>;

export interface DaemonDoctorResult {
  /** The checks made inside the daemon, in a fixed order. */
  checks: DoctorCheck[];
}

export interface DoctorCheck {
  /** What was checked, in a few words. */
  name: string;
  /** `ok`, `warning` or `failure`. */
  outcome: string;
  /** What was found. */
  detail: string;
  /** What to do about it; absent when the outcome is ok. */
  remedy?: string;
}

export interface DaemonCompactParams {
  /** The number of a run that was started before, to ask how far it is; absent to start one. */
  run?: number;
}

export interface DaemonCompactResult {
  /** The number of the run, to ask again with. */
  run: number;
  /** Whether it has ended; it goes on in the background until then. */
  finished: boolean;
  /** `waiting`, `turns` while retention is applied, `index`, `pages`, `log` or `done`. */
  stage: string;
  /** Turns that were older than retention.keep_turn_days. */
  turns_removed: number;
  /** Outputs of tools that were older than retention.keep_tool_output_days, and long. */
  outputs_cut: number;
  /** Size of the database file and its write-ahead log when the run began. */
  bytes_before: number;
  /** The same when it ended; 0 until then. */
  bytes_after: number;
}

export interface ProjectListParams {
  /** At most this many projects, 1 to 500; 100 when absent. */
  limit?: number;
  /** next_cursor of the page before; absent for the first page. */
  cursor?: string;
}

export interface ProjectListResult {
  /** Projects, the one with the newest activity first. */
  projects: Project[];
  /** Pass it as cursor to get the next page; absent on the last. */
  next_cursor?: string;
}

export interface Project {
  /** The project's id in this store. */
  id: number;
  /** Its name: the last part of its path unless renamed. */
  name: string;
  /** Its directory: the work tree of its git repository, else the directory its sessions ran in. */
  path: string;
  /** What the user wrote about it; may be empty. */
  description: string;
  /** `active`, `paused` or `completed`. */
  status: string;
  /** True when nothing of this project is recorded. */
  ignored: boolean;
  /** Number of its sessions, subagents' included. */
  sessions: number;
  /** Sessions in progress. */
  active_sessions: number;
  /** Number of its turns. */
  turns: number;
  /** RFC 3339 time (UTC) of its newest turn; absent when it has none. */
  last_activity_at?: string;
}

export interface ProjectGetParams {
  /** Id, name, or absolute path of a directory inside the project. */
  project: string;
}

export interface SessionListParams {
  /** Id, name, or absolute path of a directory inside the project; absent for all projects. */
  project?: string;
  /** At most this many sessions, 1 to 500; 100 when absent. */
  limit?: number;
  /** next_cursor of the page before; absent for the first page. */
  cursor?: string;
}

export interface SessionListResult {
  /** Sessions, the newest first. */
  sessions: Session[];
  /** Pass it as cursor to get the next page; absent on the last. */
  next_cursor?: string;
}

export interface Session {
  /** The session's id in this store. */
  id: number;
  /** Id of its project. */
  project_id: number;
  /** Name of its project. */
  project: string;
  /** Its number within the project: 1, 2, 3, ... never reused. */
  number: number;
  /** Which agent ran it: claude-code, specstory, ... */
  agent: string;
  /** The agent's own id of the session. */
  external_id: string;
  /** The agent's title, else the beginning of the first request; may be empty. */
  title: string;
  /** `in_progress`, `completed`, `failed` or `paused`. */
  status: string;
  /** RFC 3339 time (UTC) of its first record; absent when the log has no times. */
  started_at?: string;
  /** RFC 3339 time (UTC) of its newest record. */
  ended_at?: string;
  /** The directory it was started in, as the agent recorded it. */
  working_directory: string;
  /** The git branch seen last. */
  branch?: string;
  /** The model seen last. */
  model?: string;
  /** Id of the session it came from; absent for a session of its own. */
  parent_id?: number;
  /** How it came from the parent: `subagent`, `fork` or `resume`. */
  relation?: string;
  /** Number of its turns. */
  turns: number;
  /** Number of messages a person typed. */
  user_turns: number;
  /** Input tokens the log reports, cache reads and writes included. */
  input_tokens: number;
  /** Output tokens the log reports. */
  output_tokens: number;
}

export interface SessionGetParams {
  /** The session's id; give either this or project and number. */
  id?: number;
  /** Id, name, or absolute path of a directory inside the project. */
  project?: string;
  /** The session's number within the project. */
  number?: number;
}

export interface TurnListParams {
  /** Id of the session. */
  session_id: number;
  /** At most this many turns, 1 to 500; 100 when absent. */
  limit?: number;
  /** next_cursor of the page before; absent for the first page. */
  cursor?: string;
  /** Cut each text to about this many bytes, at a character; whole when absent. */
  max_characters?: number;
}

export interface TurnListResult {
  /** Turns in the order of the log. */
  turns: Turn[];
  /** Pass it as cursor to get the next page; absent on the last. */
  next_cursor?: string;
}

export interface Turn {
  /** The turn's id in this store. */
  id: number;
  /** Id of its session. */
  session_id: number;
  /** Its place in the session, from 1. */
  ordinal: number;
  /** `user`, `assistant`, `system` or `tool`. */
  role: string;
  /** `text`, `thinking`, `tool_call`, `tool_result` or `summary`. */
  kind: string;
  /** True for text in a user's message that no person typed: reminders, command output, context. */
  injected: boolean;
  /** The tool's name as the agent calls it; for tool calls and their results. */
  tool?: string;
  /** Joins a tool's result to its call. */
  tool_call_id?: string;
  /** For tool results: whether the agent's log marks it as failed. */
  is_error?: boolean;
  /** RFC 3339 time (UTC); absent when the log has none. */
  created_at?: string;
  /** The text; for a tool call its input as JSON. Secrets are redacted. */
  text: string;
  /** True when text was cut to max_characters. */
  truncated: boolean;
}

export interface TurnGetParams {
  /** Id of the session. */
  session_id: number;
  /** The turn's place in the session, from 1. */
  ordinal: number;
}

export interface HandoffGetParams {
  /** Id, name, or absolute path of a directory inside the project. */
  project: string;
  /** A version from handoff.list; the newest when absent. */
  version?: number;
  /** Token budget, 200 to 20000; the stored rendering (2000) when absent. */
  budget?: number;
  /** What the next session is to do, in words: what has to do with it comes first. */
  goal?: string;
  /** True to get the document as data in `sections` besides the text. */
  sections?: boolean;
}

export interface HandoffGetResult {
  /** Id of the project. */
  project_id: number;
  /** Name of the project. */
  project: string;
  /** Version of the project's handoff, from 1. */
  version: number;
  /** Number of the session whose end it describes. */
  session_number: number;
  /** `extractive`, `llm`, `hybrid`, or `manual` when a user edited it. */
  generator: string;
  /** The model that had a part in it; absent for extractive and manual ones. */
  model?: string;
  /** RFC 3339 time (UTC) at which this version was last brought up to date. */
  created_at: string;
  /** Estimated tokens of the text. */
  tokens: number;
  /** The document as Markdown. Lines that begin with `Checked now:` tell what `staleness` does; they are not stored. */
  text: string;
  /** The same document as it is stored, as data; only when asked for. */
  sections?: HandoffSection[];
  /** What has changed in the work tree since the session; absent when nothing has, for a version that was asked for by its number, and when looking took too long. */
  staleness?: HandoffStaleness;
}

export interface HandoffSection {
  /** Stable name: provenance, requests, constraints, next_step, state, questions, decisions, failures, files, verification, environment, knowledge, work, more, summary. */
  name: string;
  /** The heading as it is printed. */
  title: string;
  /** Its lines in reading order: requests as they were made, all else the most valuable first. */
  lines: HandoffLine[];
}

export interface HandoffLine {
  /** The line, without its citations. */
  text: string;
  /** The turns it came from, as `session:ordinal` within the project, e.g. `3:41`. */
  citations: string[];
  /** True for a line that a user wrote: no turn stands behind it. */
  by_user?: boolean;
}

export interface HandoffStaleness {
  /** `ahead` (commits came on top), `behind` (HEAD went back), `diverged` (another line of history, as after a rebase) or `gone` (that commit is not in the repository); absent when HEAD is where it was. */
  head_change?: string;
  /** Commit of HEAD now; together with head_change. */
  head?: string;
  /** Commit of HEAD when the session ended. */
  head_then?: string;
  /** Commits that HEAD has and the session did not; counted up to 1000. */
  commits_since?: number;
  /** Commits that the session had and HEAD has not; counted up to 1000. */
  commits_without?: number;
  /** True when counting stopped at a bound. */
  more_commits?: boolean;
  /** Branch now, empty when HEAD is detached; only when it is another one. */
  branch?: string;
  /** Branch that the session worked on; together with branch. */
  branch_then?: string;
  /** True when it was asked for from another work tree of the project than the session worked in. */
  other_work_tree?: boolean;
  /** Files that the handoff names and that hold something else now, or are gone. */
  files_changed: string[];
  /** Files that the session's tools wrote and that are not in the work tree. */
  missing_files: string[];
}

export interface HandoffListParams {
  /** Id, name, or absolute path of a directory inside the project. */
  project: string;
  /** At most this many versions, 1 to 500; 100 when absent. */
  limit?: number;
  /** next_cursor of the page before; absent for the first page. */
  cursor?: string;
}

export interface HandoffListResult {
  /** Versions, the newest first. */
  versions: HandoffVersion[];
  /** Pass it as cursor to get the next page; absent on the last. */
  next_cursor?: string;
}

export interface HandoffVersion {
  /** Version of the project's handoff, from 1. */
  version: number;
  /** Number of the session whose end it describes. */
  session_number: number;
  /** `extractive`, `llm`, `manual` or `hybrid`. */
  generator: string;
  /** The model that had a part in it. */
  model?: string;
  /** RFC 3339 time (UTC) at which this version was last brought up to date. */
  created_at: string;
  /** Estimated tokens of its text. */
  tokens: number;
  /** How often a session has loaded it. */
  times_loaded: number;
  /** True when it was pinned: it stays as it is, and what is built next is a new version. */
  pinned?: boolean;
  /** The version that was edited; only of manual ones. */
  based_on?: number;
}

export interface HandoffDiffParams {
  /** Id, name, or absolute path of a directory inside the project. */
  project: string;
  /** A version; the one before `to` when absent. */
  from?: number;
  /** Another one; the newest when absent. */
  to?: number;
}

export interface HandoffDiffResult {
  /** The version that was compared. */
  from: number;
  /** The version that it was compared with. */
  to: number;
  /** All lines of both in order, each once where they are the same. */
  lines: HandoffDiffLine[];
}

export interface HandoffDiffLine {
  /** `same`, `added` or `removed`. */
  change: string;
  /** A line of the Markdown, without its line end. */
  text: string;
}

export interface HandoffEditsParams {
  /** Id, name, or absolute path of a directory inside the project. */
  project: string;
}

export interface HandoffEditsResult {
  /** What is in force, oldest first; at most 200. */
  edits: HandoffEdit[];
}

export interface HandoffEdit {
  /** Names the edit in handoff.take_back. */
  id: number;
  /** `note` (a line that was added), `hidden` (deleted), `replaced` (changed) or `pinned`. */
  kind: string;
  /** Stable name of the section in which the line stands. */
  section: string;
  /** The note; else the line that is hidden, replaced or pinned. */
  text: string;
  /** What stands instead of a replaced line. */
  replacement?: string;
  /** The turns that a pinned line came from. */
  citations: string[];
  /** The version of the handoff from which on it is in force. */
  since_version: number;
  /** RFC 3339 time (UTC) at which it was made. */
  created_at: string;
}

export interface HandoffEditParams {
  /** Id, name, or absolute path of a directory inside the project. */
  project: string;
  /** The version that was edited. When it is no longer the newest the changes are made to that. */
  based_on: number;
  /** The Markdown as it was left, at most 128 KiB. */
  text: string;
  /** The Markdown as it was found; the version's stored text when absent. The newest version may be made anew while somebody edits it. */
  base?: string;
  /** A word of at most 200 bytes: a call that comes again under it is answered as the first was and changes nothing. */
  idempotency_key?: string;
}

export interface HandoffChangeResult {
  /** Id of the project. */
  project_id: number;
  /** Name of the project. */
  project: string;
  /** The newest version after the change. */
  version: number;
  /** Edits that are in force from now on. */
  made: HandoffEdit[];
  /** Edits that no longer are. */
  ended: HandoffEdit[];
}

export interface HandoffNoteParams {
  /** Id, name, or absolute path of a directory inside the project. */
  project: string;
  /** The line, at most 16 KiB. */
  text: string;
  /** Stable name of the section to put it into; knowledge when absent. */
  section?: string;
  /** As for handoff.edit. */
  idempotency_key?: string;
}

export interface HandoffPinParams {
  /** Id, name, or absolute path of a directory inside the project. */
  project: string;
  /** A line of the newest version, or a part that no other line has. */
  text?: string;
  /** A line of the newest version by its number: its list items count from 1. */
  line?: number;
  /** Instead of a line: a version, which then stays as it is. */
  version?: number;
  /** As for handoff.edit. */
  idempotency_key?: string;
}

export interface HandoffTakeBackParams {
  /** Id, name, or absolute path of a directory inside the project. */
  project: string;
  /** Id of an edit from handoff.edits. */
  edit: number;
  /** As for handoff.edit. */
  idempotency_key?: string;
}

export interface HandoffRevertParams {
  /** Id, name, or absolute path of a directory inside the project. */
  project: string;
  /** The version to go back to. */
  version: number;
  /** As for handoff.edit. */
  idempotency_key?: string;
}

export interface EvaluationRunParams {
  /** Absolute path of a project of converted sessions, or of a directory of such projects. */
  path?: string;
  /** Instead of a path: id, name, or absolute path of a directory inside a project of the store. How good Baton's own handoff at its newest measured boundary was is noted with that version. */
  project?: string;
  /** Token budgets, 200 to 20000; 500, 1000, 2000 and 4000 when absent. */
  budgets?: number[];
  /** What makes the handoffs: `baton`, `seed5`, `last20`, `lexrank`, `entlist`; `baton` when absent. */
  generators?: string[];
  /** Absolute path of a directory with handoffs to measure instead, as `<project>/<n>.<budget>.md`, n being the number of sessions before it; of one project alone also without its directory. */
  handoffs?: string;
  /** Absolute path of a directory that gets the handoffs as `<project>/<n>.<budget>.md`, and beside each its lines with their sources as `<n>.<budget>.json`; with one generator only. */
  write?: string;
  /** True to tell the generators what the next session's user asks for first. */
  goal?: boolean;
}

export interface EvaluationRunResult {
  /** The number of the run, to ask evaluation.report with. */
  run: number;
}

export interface EvaluationReportParams {
  /** The number of a run. */
  run: number;
  /** True to get the figures of every boundary besides the means. */
  boundaries?: boolean;
}

export interface EvaluationReportResult {
  /** The number of the run. */
  run: number;
  /** Whether it has ended; it goes on in the background until then. */
  finished: boolean;
  /** The project that is being measured. */
  project: string;
  /** How many projects there are to measure. */
  projects: number;
  /** How many of them are done. */
  projects_done: number;
  /** Boundaries of the project that is being measured; 0 while it is read. */
  boundaries_total: number;
  /** How many of them are done. */
  boundaries_done: number;
  /** One row per generator and budget; empty until the run has ended. */
  means: EvaluationMean[];
  /** Every handoff that was measured; only when asked for, once the run has ended. */
  boundaries?: EvaluationBoundary[];
  /** Version of the stored handoff that now bears its measures; absent when none does. */
  version?: number;
}

export interface EvaluationMean {
  /** What made the handoffs; `files` for those that were given. */
  generator: string;
  /** Tokens that a handoff might have. */
  budget: number;
  /** Projects with at least one boundary that could be measured. */
  projects: number;
  /** Boundaries measured: a session counts when it needed enough of what was known. */
  boundaries: number;
  /** Means over a project's boundaries, then over the projects. */
  figures: EvaluationFigures;
}

export interface EvaluationFigures {
  /** Share of the need that the handoff names at all. All figures are absent where there is nothing to measure them by, and shares from 0 to 1 unless said otherwise; docs/quality.md defines them. */
  recall?: number;
  /** Share of the need that it names in a line which says something. */
  context_recall?: number;
  /** Share of the need that it names in a line whose words the sources use, too. */
  stated_recall?: number;
  /** Share of the state facts at the end of the session before, mean over their classes. */
  state?: number;
  /** Mean of context_recall, stated_recall and state. */
  headline?: number;
  /** context_recall of what the user named. */
  context_recall_user?: number;
  /** context_recall of what the agent's tools were given before any of them had shown it. */
  context_recall_act?: number;
  /** context_recall of what the agent's tools were given after one had shown it. */
  context_recall_rediscovered?: number;
  /** context_recall of the subjects of the user's messages. */
  context_recall_topic?: number;
  /** context_recall of what the last session named. */
  context_recall_age_0?: number;
  /** context_recall of what was last named 1 or 2 sessions before that. */
  context_recall_age_1_2?: number;
  /** context_recall of what was last named 3 to 6 sessions before that. */
  context_recall_age_3_6?: number;
  /** context_recall of what was last named 7 or more sessions before that. */
  context_recall_age_7?: number;
  /** context_recall of what the last session did not name. */
  context_recall_old?: number;
  /** context_recall of what the project's first session named, from the fourth session on. */
  context_recall_first_session?: number;
  /** context_recall of what the next session's first request does not name. */
  context_recall_beyond_prompt?: number;
  /** Share of the named entities that were needed. */
  precision?: number;
  /** Share of the runs of four words that are repetitions. */
  redundancy?: number;
  /** Share of the lines whose words stand in the turns that they cite. */
  line_faithfulness?: number;
  /** Share of the named entities that occur in the history. */
  entity_faithfulness?: number;
  /** Share of the words that occur in the history. */
  word_faithfulness?: number;
  /** Tokens of the handoff to tokens of the session before; may be above 1. */
  ratio?: number;
  /** Entities that the handoff names. */
  entities?: number;
  /** Estimated tokens of the handoff. */
  tokens?: number;
  /** Time that making it took; absent for handoffs from files. */
  milliseconds?: number;
  /** Sum of the weights of what was needed. */
  need_weight?: number;
  /** Entities and topic words that were needed. */
  need_keys?: number;
  /** Share of the changed files that are named. */
  state_files?: number;
  /** 1 when the last check is told with its outcome, else 0. */
  state_check?: number;
  /** Share of the unresolved errors that are told. */
  state_error?: number;
  /** Share of the open items that are told. */
  state_todo?: number;
  /** Share of the last and the first request that is told. */
  state_request?: number;
  /** 1 when a sentence of the agent's last message is told, else 0. */
  state_outcome?: number;
  /** Share of the user's rules that are told. */
  state_rule?: number;
  /** Share of the user's decisions that are told. */
  state_decision?: number;
  /** Share of the last commit's message and the pull request's number that is told. */
  state_vcs?: number;
}

export interface EvaluationBoundary {
  /** Name of the project. */
  project: string;
  /** How many sessions lie before it. */
  boundary: number;
  /** What made the handoff; `files` when it was given. */
  generator: string;
  /** Tokens that it might have. */
  budget: number;
  /** Its figures. */
  figures: EvaluationFigures;
}

export interface SearchQueryParams {
  /** Words that must all occur; "quoted words" as a phrase; word* as a prefix of at least 4 characters. */
  query: string;
  /** Id, name, or absolute path of a directory inside the project; absent for all projects. */
  project?: string;
  /** At most this many hits, 1 to 100; 10 when absent. */
  limit?: number;
}

export interface SearchQueryResult {
  /** The best hits (BM25) among the newest 2000, best first. */
  hits: SearchHit[];
}

export interface SearchHit {
  /** Id of the turn. */
  turn_id: number;
  /** Id of its session. */
  session_id: number;
  /** Id of its project. */
  project_id: number;
  /** Name of its project. */
  project: string;
  /** Number of its session within the project. */
  session_number: number;
  /** The turn's place in the session, from 1. */
  ordinal: number;
  /** The agent that ran the session. */
  agent: string;
  /** `user`, `assistant`, `system` or `tool`. */
  role: string;
  /** `text`, `thinking`, `tool_call`, `tool_result` or `summary`. */
  kind: string;
  /** RFC 3339 time (UTC); absent when the log has none. */
  created_at?: string;
  /** The text around the match; matched words between U+2068 and U+2069. */
  snippet: string;
}

export type CaptureStatusParams = Record<string, never>;

export interface CaptureStatusResult {
  /** `scanning` while files wait to be read, `watching` when all is read, `paused` while it rests, `off` when capture is disabled. */
  state: string;
  /** Log files known to have changed and not read yet. */
  pending_files: number;
  /** Directories under inotify. */
  watched_directories: number;
  /** Why some directory is not watched; it is looked at from time to time nevertheless. */
  trouble?: string;
  /** One entry per agent that Baton can read. */
  agents: CaptureAgent[];
  /** What is not recorded. */
  ignored: IgnoreRule[];
}

export interface CaptureAgent {
  /** The agent's id. */
  agent: string;
  /** Directories that are watched for its logs; those that do not exist yet included. */
  roots: string[];
  /** Log files read. */
  files: number;
  /** Of these: files that their agent has deleted since. What was in them is kept. */
  gone_files: number;
  /** Sessions found in them. */
  sessions: number;
  /** Turns found in them. */
  turns: number;
  /** Records that could not be parsed; they are kept for a better parser. */
  unparsed: number;
  /** RFC 3339 time (UTC) at which one of its files was last read. */
  last_read_at?: string;
  /** The newest troubles, at most 20. */
  troubles: CaptureTrouble[];
}

export interface CaptureTrouble {
  /** The log file. */
  path: string;
  /** Number of the line, from 1; 0 when the whole file is meant. */
  line: number;
  /** Byte offset of the line. */
  offset: number;
  /** Why it could not be read. */
  reason: string;
}

export interface IgnoreRule {
  /** `agent`, `path` or `project`. */
  scope: string;
  /** An agent's id; the path of a log or of a directory, in which `*` and `?` stand for anything; or the path of a project. */
  pattern: string;
  /** Why, as the user put it. */
  note?: string;
}

export interface CaptureScanParams {
  /** Absolute path of a log file or of a directory to search for logs, however deep. */
  path: string;
}

export interface CaptureScanResult {
  /** Names this scan in event.capture notifications. */
  scan_id: number;
  /** Log files recognised; they are read in the background. */
  files: number;
  /** Files below the path that no agent's format claims. */
  unrecognised: number;
}

export interface CaptureTextParams {
  /** A conversation whose speakers are marked at the beginnings of lines (`User:`, `**Assistant**`, `### Human`, Claude Code's /export, …), or any other text, which becomes one note of the user's. */
  text: string;
  /** Absolute path of a directory in the project it belongs to. */
  project: string;
  /** What the session is called; by default `pasted`. */
  title?: string;
}

export interface CaptureTextResult {
  /** The project. */
  project_id: number;
  /** The session that holds the text. */
  session_id: number;
  /** Its number within the project. */
  session_number: number;
  /** Turns added; 0 when the text was stored before. */
  turns: number;
}

export type CapturePauseParams = Record<string, never>;

export interface CapturePauseResult {
  /** Log files that wait to be read. */
  pending_files: number;
}

export interface CaptureIgnoreParams {
  /** An agent's id, a project's name, or an absolute path. */
  what: string;
  /** `agent`, `project` or `path`. Left out: an agent of that id; else `path` for the path of a log, of a directory that is watched for logs, or with `*` or `?` in it; else a project. */
  scope?: string;
  /** Why; shown in capture.status. */
  note?: string;
}

export interface CaptureUnignoreParams {
  /** As in capture.ignore. */
  what: string;
  /** As in capture.ignore. */
  scope?: string;
}

export interface ExportReadParams {
  /** Id, name, or absolute path of a directory inside the project; absent for all projects. */
  project?: string;
  /** Number of one session of that project; absent for all. */
  session?: number;
  /** At most this many records, 1 to 1000; 500 when absent. A page may end earlier, at about 1 MiB. */
  limit?: number;
  /** next_cursor of the page before; absent for the first page. */
  cursor?: string;
}

export interface ExportReadResult {
  /** Records: projects by key, of each its sessions by number with what they hold, then its handoffs by version. */
  records: ExportRecord[];
  /** Pass it as cursor to get the next page; absent on the last. */
  next_cursor?: string;
}

export interface ExportRecord {
  /** A project; it stands before its sessions. */
  project?: ExportProject;
  /** A session; it stands before what it holds. */
  session?: ExportSession;
  /** A turn of the session before it. */
  turn?: ExportTurn;
  /** Tokens of one answer in that session. */
  usage?: ExportUsage;
  /** What that session did to one file. */
  project_file?: ExportProjectFile;
  /** A version of the project's handoff; it stands behind the project's sessions. A record has exactly one of these members. */
  handoff?: ExportHandoff;
}

export interface ExportProject {
  /** What names the project in every record: its git common directory, else its directory. */
  key: string;
  /** Its name. */
  name: string;
  /** Its directory. */
  path: string;
  /** The git remote `origin`, without credentials. */
  origin_url?: string;
  /** What the user wrote about it. */
  description?: string;
  /** `active`, `paused` or `completed`; `active` when absent. */
  status?: string;
  /** True when nothing of it is recorded. */
  ignored?: boolean;
}

export interface ExportSession {
  /** Key of its project. */
  project: string;
  /** Its number within the project; another store keeps it when it is free there. */
  number: number;
  /** Which agent ran it. */
  agent: string;
  /** The agent's own id of the session; with the agent it names the session in every record. */
  external_id: string;
  /** The agent's title. */
  title?: string;
  /** The beginning of the first request, which stands in for a title. */
  first_request?: string;
  /** `development`, `research`, `debugging` or `deployment`; `development` when absent. */
  type?: string;
  /** `in_progress`, `completed`, `failed` or `paused`; `completed` when absent. */
  status?: string;
  /** `signal`, `exit`, `silence` or `user`; absent when it has not ended. */
  ended_by?: string;
  /** The directory it was started in. */
  working_directory?: string;
  /** The git branch seen last. */
  branch?: string;
  /** The git branch seen first. */
  branch_at_start?: string;
  /** The commit it began on. */
  head_at_start?: string;
  /** The commit it ended on. */
  head_at_end?: string;
  /** The model seen last. */
  model?: string;
  /** Version of the agent. */
  agent_version?: string;
  /** The agent's id of the session it came from. */
  parent?: string;
  /** How it came from that: `subagent`, `fork` or `resume`. */
  relation?: string;
  /** Name of the account it ran on. */
  account?: string;
  /** What it was to reach, in the user's words. */
  objectives?: string;
  /** What it reached, in the user's words. */
  accomplishments?: string;
  /** What stood in its way, in the user's words. */
  blockers?: string;
  /** The user's notes. */
  notes?: string;
  /** Credits it used. */
  credits_used?: number;
  /** RFC 3339 time (UTC) of its first record. */
  started_at?: string;
  /** RFC 3339 time (UTC) of its newest record. */
  ended_at?: string;
  /** RFC 3339 time (UTC) at which it was completed or failed. */
  completed_at?: string;
  /** RFC 3339 time (UTC) at which the store last learnt of it. */
  updated_at: string;
}

export interface ExportTurn {
  /** Agent of its session. */
  agent: string;
  /** external_id of its session. */
  session: string;
  /** Its place in the session, from 1; places may be missing. */
  ordinal: number;
  /** 16 hexadecimal digits; with created_at they tell whether a store has the turn already. */
  identity: string;
  /** RFC 3339 time (UTC); absent when the log has none. */
  created_at?: string;
  /** `user`, `assistant`, `system` or `tool`. */
  role: string;
  /** `text`, `thinking`, `tool_call`, `tool_result` or `summary`. */
  kind: string;
  /** True for text in a user's message that no person typed. */
  injected?: boolean;
  /** True for a tool's result that the agent's log marks as failed. */
  is_error?: boolean;
  /** The tool's name as the agent calls it. */
  tool?: string;
  /** `shell`, `read`, `edit`, `write`, `search`, `web`, `task`, `todo`, `ask`, `mcp` or `other`. */
  tool_kind?: string;
  /** Joins a tool's result to its call. */
  tool_call_id?: string;
  /** The agent's own id of the message. */
  external_id?: string;
  /** The text, whole; secrets are redacted. */
  text: string;
}

export interface ExportUsage {
  /** Agent of its session. */
  agent: string;
  /** external_id of its session. */
  session: string;
  /** Names the model's answer within the session. */
  message_key: string;
  /** The model that answered. */
  model?: string;
  /** Input tokens, without those of the cache. */
  input_tokens: number;
  /** Output tokens. */
  output_tokens: number;
  /** Input tokens read from the cache. */
  cache_read_tokens: number;
  /** Input tokens written to the cache. */
  cache_write_tokens: number;
  /** Cost in millionths of a US dollar; 0 when the log does not tell. */
  cost_micros: number;
}

export interface ExportProjectFile {
  /** Agent of its session. */
  agent: string;
  /** external_id of its session. */
  session: string;
  /** The file, as the agent named it. */
  path: string;
  /** What the session did to it, all in all: `read`, `created`, `modified`, `deleted` or `renamed`. */
  operation: string;
  /** How many tool calls touched it. */
  touches: number;
  /** Lines added. */
  lines_added: number;
  /** Lines removed. */
  lines_removed: number;
  /** The first turn that touched it. */
  first_ordinal: number;
  /** The last turn that touched it. */
  last_ordinal: number;
  /** RFC 3339 time (UTC) of the first touch. */
  created_at?: string;
  /** RFC 3339 time (UTC) of the last touch. */
  updated_at?: string;
}

export interface ExportHandoff {
  /** Key of its project. */
  project: string;
  /** Its version within the project. */
  version: number;
  /** Agent of the session whose end it describes. */
  agent?: string;
  /** external_id of that session; absent when it is not known any more. */
  session?: string;
  /** `extractive`, `llm`, `manual` or `hybrid`. */
  generator: string;
  /** The model that had a part in it. */
  model?: string;
  /** Estimated tokens of the text. */
  tokens: number;
  /** Estimated tokens of the turns it was made from. */
  source_tokens: number;
  /** How many sessions it was given to. */
  times_loaded: number;
  /** True when the user pinned it. */
  pinned?: boolean;
  /** Measured preservation of what matters; absent when it was not measured. */
  preservation?: number;
  /** RFC 3339 time (UTC) at which it was first made. */
  created_at: string;
  /** RFC 3339 time (UTC) at which it was last brought up to date. */
  updated_at: string;
  /** The document as Markdown. */
  text: string;
  /** The same document as JSON, in a string. */
  document: string;
}

export interface ImportWriteParams {
  /** Records in the order of the export, at most 1000. */
  records: ExportRecord[];
  /** True when no more will come: handoffs are then made where there are none. */
  last?: boolean;
}

export interface ImportWriteResult {
  /** How many of the records are dealt with and stored, counted from the first. */
  taken: number;
  /** What is wrong with the record behind those, which were stored; absent when all were taken. */
  error?: string;
  /** Projects that were not here before. */
  projects_added: number;
  /** Sessions that were not here before. */
  sessions_added: number;
  /** Turns that were not here before. */
  turns_added: number;
  /** Turns that were here already. */
  turns_known: number;
  /** Versions of handoffs that were not here before. */
  handoffs_added: number;
  /** Records that are not wanted: of ignored projects, and handoffs older than those here. */
  left_out: number;
  /** Sessions among those: what belongs to them must not be sent, since the store does not know them. */
  sessions_left_out: ImportSession[];
}

export interface ImportSession {
  /** Agent of the session. */
  agent: string;
  /** external_id of the session. */
  session: string;
}

export interface EventSubscribeParams {
  /** Any of `capture`, `turns`, `handoff`. They replace what this connection was subscribed to. */
  topics: string[];
}

export interface EventSubscribeResult {
  /** What this connection is subscribed to now. */
  topics: string[];
}

export interface CaptureEvent {
  /** Log files waiting to be read, of all scans and watches. */
  pending_files: number;
  /** The scan that moved on; absent when the news is not about a scan. */
  scan_id?: number;
  /** Files of that scan. */
  scan_files?: number;
  /** Files of that scan read so far; the scan is over when it equals scan_files. */
  scan_files_read?: number;
}

export interface TurnsEvent {
  /** Id of the project. */
  project_id: number;
  /** Id of the session. */
  session_id: number;
  /** Number of turns added. */
  turns: number;
}

export interface HandoffEvent {
  /** Id of the project. */
  project_id: number;
  /** The version that is new or was brought up to date. */
  version: number;
}

/** Each method's parameters and result, by name. */
export interface Methods {
  /** This service's OpenRPC document: every method with its parameters and result. */
  "rpc.discover": { params: RpcDiscoverParams; result: Record<string, unknown> };
  /** What the daemon is doing and how much it holds. */
  "daemon.status": { params: DaemonStatusParams; result: DaemonStatusResult };
  /** Checks the store, the socket and capture, and says what to do about what is wrong. */
  "daemon.doctor": { params: DaemonDoctorParams; result: DaemonDoctorResult };
  /** Applies retention and makes the database as small as what it holds, in the background. */
  "daemon.compact": { params: DaemonCompactParams; result: DaemonCompactResult };
  /** Lists projects, newest activity first. */
  "project.list": { params: ProjectListParams; result: ProjectListResult };
  /** One project, found by its id, its name or a directory inside it. */
  "project.get": { params: ProjectGetParams; result: Project };
  /** Lists the sessions of one project or of all, newest first. */
  "session.list": { params: SessionListParams; result: SessionListResult };
  /** One session, found by its id or by project and number. */
  "session.get": { params: SessionGetParams; result: Session };
  /** Lists the turns of a session in order. */
  "turn.list": { params: TurnListParams; result: TurnListResult };
  /** One turn, whole. */
  "turn.get": { params: TurnGetParams; result: Turn };
  /** The project's handoff, ready to be given to the next session. */
  "handoff.get": { params: HandoffGetParams; result: HandoffGetResult };
  /** Lists the versions of a project's handoff, newest first. */
  "handoff.list": { params: HandoffListParams; result: HandoffListResult };
  /** Compares two versions of a project's handoff line by line. */
  "handoff.diff": { params: HandoffDiffParams; result: HandoffDiffResult };
  /** Lists the edits of a project's handoff that hold for every version to come. */
  "handoff.edits": { params: HandoffEditsParams; result: HandoffEditsResult };
  /** Saves an edited handoff as a new version, and keeps what was added, deleted and changed for all to come. */
  "handoff.edit": { params: HandoffEditParams; result: HandoffChangeResult };
  /** Adds a line of the user's to the project's handoff, in a new version and in all to come. */
  "handoff.note": { params: HandoffNoteParams; result: HandoffChangeResult };
  /** Has a line stand in every handoff of the project, or a version stay as it is. */
  "handoff.pin": { params: HandoffPinParams; result: HandoffChangeResult };
  /** Takes handoff.pin back. */
  "handoff.unpin": { params: HandoffPinParams; result: HandoffChangeResult };
  /** Ends an edit; the handoff is built anew without it. */
  "handoff.take_back": { params: HandoffTakeBackParams; result: HandoffChangeResult };
  /** Makes a new version with the text of an old one, and has the edits in force that were in force then. */
  "handoff.revert": { params: HandoffRevertParams; result: HandoffChangeResult };
  /** Measures handoffs against what the next sessions needed, in the background. */
  "evaluation.run": { params: EvaluationRunParams; result: EvaluationRunResult };
  /** Tells how far a run of evaluation.run is, and what it has found. */
  "evaluation.report": { params: EvaluationReportParams; result: EvaluationReportResult };
  /** Searches the text of all turns. */
  "search.query": { params: SearchQueryParams; result: SearchQueryResult };
  /** Where each agent's logs are looked for, what was found and what could not be read. */
  "capture.status": { params: CaptureStatusParams; result: CaptureStatusResult };
  /** Reads the logs below a path once, in the background, and reports progress as event.capture. */
  "capture.scan": { params: CaptureScanParams; result: CaptureScanResult };
  /** Stores a pasted conversation or a note as a session. The same text is stored once. */
  "capture.text": { params: CaptureTextParams; result: CaptureTextResult };
  /** Stops reading logs until capture.resume or the daemon's next start; nothing is lost meanwhile. */
  "capture.pause": { params: CapturePauseParams; result: CapturePauseResult };
  /** Goes on reading logs. */
  "capture.resume": { params: CapturePauseParams; result: CapturePauseResult };
  /** From now on records nothing of an agent, a project or a path. What is stored already stays. */
  "capture.ignore": { params: CaptureIgnoreParams; result: IgnoreRule };
  /** Takes back capture.ignore; what the logs still hold of that time is read now. */
  "capture.unignore": { params: CaptureUnignoreParams; result: IgnoreRule };
  /** Reads everything that is stored, page by page, as records that another Baton can import. */
  "export.read": { params: ExportReadParams; result: ExportReadResult };
  /** Stores records of an export; what is here already is neither doubled nor changed. */
  "import.write": { params: ImportWriteParams; result: ImportWriteResult };
  /** Asks for notifications on this connection; an empty list ends them. */
  "event.subscribe": { params: EventSubscribeParams; result: EventSubscribeResult };
}

/** Each notification's parameters, by name. */
export interface Notifications {
  /** Sent when a log file has been read. */
  "event.capture": CaptureEvent;
  /** Sent when new turns of a session are in the store. */
  "event.turns": TurnsEvent;
  /** Sent when a project's handoff changed. */
  "event.handoff": HandoffEvent;
}

/** The codes of error responses. */
export const ErrorCode = {
  /** The bytes are not one JSON text in UTF-8, or are nested too deep. */
  parse_error: -32700,
  /** The JSON is not a JSON-RPC 2.0 request, or a batch that is empty or too long. */
  invalid_request: -32600,
  /** There is no method of this name. */
  method_not_found: -32601,
  /** A parameter is missing, unknown or of the wrong type or range; the message names it. */
  invalid_params: -32602,
  /** The daemon failed in a way it did not foresee; its log has the details. */
  internal_error: -32603,
  /** What the parameters name is not in the store. */
  not_found: -32001,
  /** What the parameters name fits more than one thing; the message lists them. */
  ambiguous: -32002,
  /** A bounded queue is full; try again after a moment. */
  busy: -32003,
  /** The message or the answer is over its size limit. */
  too_large: -32004,
  /** The state of the store does not permit this change, or changed meanwhile. */
  conflict: -32005,
  /** The store cannot be read or written: disk full, read-only or damaged. */
  storage: -32006,
  /** The daemon is ending and takes no more requests; connect again. */
  shutting_down: -32007,
  /** The caller may not do this. */
  denied: -32008,
} as const;
