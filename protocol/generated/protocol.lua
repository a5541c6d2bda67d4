-- Made by baton_protocol_generator from protocol/methods; do not edit.

---@class baton.RpcDiscoverParams

---@class baton.DaemonStatusParams

---@class baton.DaemonStatusResult
---@field version string Version of the daemon, as in its package.
---@field protocol_version integer Version of this protocol; a client must refuse a daemon whose number is lower than its own.
---@field pid integer Process id of the daemon.
---@field uptime_seconds integer Whole seconds since the daemon began to serve.
---@field socket string Path of the Unix socket it listens on.
---@field database string Path of the SQLite database.
---@field database_bytes integer Size of the database file and its write-ahead log, in bytes.
---@field schema_version integer The database's PRAGMA user_version.
---@field connections integer Connections open now, this one included.
---@field projects integer Projects in the store.
---@field sessions integer Sessions in the store.
---@field turns integer Turns in the store.
---@field handoffs integer Versions of handoffs in the store.
---@field capture_state string `scanning` while files wait to be read, `watching` when all is read, `off` when capture is disabled.
---@field capture_pending_files integer Log files known to have changed and not read yet.
---@field capture_troubled_files integer Log files with lines that could not be parsed or that could not be opened.

---@class baton.DaemonDoctorParams

---@class baton.DaemonDoctorResult
---@field checks baton.DoctorCheck[] The checks made inside the daemon, in a fixed order.

---@class baton.DoctorCheck
---@field name string What was checked, in a few words.
---@field outcome string `ok`, `warning` or `failure`.
---@field detail string What was found.
---@field remedy? string What to do about it; absent when the outcome is ok.

---@class baton.DaemonCompactParams
---@field run? integer The number of a run that was started before, to ask how far it is; absent to start one.

---@class baton.DaemonCompactResult
---@field run integer The number of the run, to ask again with.
---@field finished boolean Whether it has ended; it goes on in the background until then.
---@field stage string `waiting`, `turns` while retention is applied, `index`, `pages`, `log` or `done`.
---@field turns_removed integer Turns that were older than retention.keep_turn_days.
---@field outputs_cut integer Outputs of tools that were older than retention.keep_tool_output_days, and long.
---@field bytes_before integer Size of the database file and its write-ahead log when the run began.
---@field bytes_after integer The same when it ended; 0 until then.

---@class baton.ProjectListParams
---@field limit? integer At most this many projects, 1 to 500; 100 when absent.
---@field cursor? string next_cursor of the page before; absent for the first page.

---@class baton.ProjectListResult
---@field projects baton.Project[] Projects, the one with the newest activity first.
---@field next_cursor? string Pass it as cursor to get the next page; absent on the last.

---@class baton.Project
---@field id integer The project's id in this store.
---@field name string Its name: the last part of its path unless renamed.
---@field path string Its directory: the work tree of its git repository, else the directory its sessions ran in.
---@field description string What the user wrote about it; may be empty.
---@field status string `active`, `paused` or `completed`.
---@field ignored boolean True when nothing of this project is recorded.
---@field sessions integer Number of its sessions, subagents' included.
---@field active_sessions integer Sessions in progress.
---@field turns integer Number of its turns.
---@field last_activity_at? string RFC 3339 time (UTC) of its newest turn; absent when it has none.

---@class baton.ProjectGetParams
---@field project string Id, name, or absolute path of a directory inside the project.

---@class baton.SessionListParams
---@field project? string Id, name, or absolute path of a directory inside the project; absent for all projects.
---@field limit? integer At most this many sessions, 1 to 500; 100 when absent.
---@field cursor? string next_cursor of the page before; absent for the first page.

---@class baton.SessionListResult
---@field sessions baton.Session[] Sessions, the newest first.
---@field next_cursor? string Pass it as cursor to get the next page; absent on the last.

---@class baton.Session
---@field id integer The session's id in this store.
---@field project_id integer Id of its project.
---@field project string Name of its project.
---@field number integer Its number within the project: 1, 2, 3, ... never reused.
---@field agent string Which agent ran it: claude-code, specstory, ...
---@field external_id string The agent's own id of the session.
---@field title string The agent's title, else the beginning of the first request; may be empty.
---@field status string `in_progress`, `completed`, `failed` or `paused`.
---@field started_at? string RFC 3339 time (UTC) of its first record; absent when the log has no times.
---@field ended_at? string RFC 3339 time (UTC) of its newest record.
---@field working_directory string The directory it was started in, as the agent recorded it.
---@field branch? string The git branch seen last.
---@field model? string The model seen last.
---@field parent_id? integer Id of the session it came from; absent for a session of its own.
---@field relation? string How it came from the parent: `subagent`, `fork` or `resume`.
---@field turns integer Number of its turns.
---@field user_turns integer Number of messages a person typed.
---@field input_tokens integer Input tokens the log reports, cache reads and writes included.
---@field output_tokens integer Output tokens the log reports.

---@class baton.SessionGetParams
---@field id? integer The session's id; give either this or project and number.
---@field project? string Id, name, or absolute path of a directory inside the project.
---@field number? integer The session's number within the project.

---@class baton.TurnListParams
---@field session_id integer Id of the session.
---@field limit? integer At most this many turns, 1 to 500; 100 when absent.
---@field cursor? string next_cursor of the page before; absent for the first page.
---@field max_characters? integer Cut each text to about this many bytes, at a character; whole when absent.

---@class baton.TurnListResult
---@field turns baton.Turn[] Turns in the order of the log.
---@field next_cursor? string Pass it as cursor to get the next page; absent on the last.

---@class baton.Turn
---@field id integer The turn's id in this store.
---@field session_id integer Id of its session.
---@field ordinal integer Its place in the session, from 1.
---@field role string `user`, `assistant`, `system` or `tool`.
---@field kind string `text`, `thinking`, `tool_call`, `tool_result` or `summary`.
---@field injected boolean True for text in a user's message that no person typed: reminders, command output, context.
---@field tool? string The tool's name as the agent calls it; for tool calls and their results.
---@field tool_call_id? string Joins a tool's result to its call.
---@field is_error? boolean For tool results: whether the agent's log marks it as failed.
---@field created_at? string RFC 3339 time (UTC); absent when the log has none.
---@field text string The text; for a tool call its input as JSON. Secrets are redacted.
---@field truncated boolean True when text was cut to max_characters.

---@class baton.TurnGetParams
---@field session_id integer Id of the session.
---@field ordinal integer The turn's place in the session, from 1.

---@class baton.HandoffGetParams
---@field project string Id, name, or absolute path of a directory inside the project.
---@field version? integer A version from handoff.list; the newest when absent.
---@field budget? integer Token budget, 200 to 20000; the stored rendering (2000) when absent.
---@field goal? string What the next session is to do, in words: what has to do with it comes first.
---@field sections? boolean True to get the document as data in `sections` besides the text.

---@class baton.HandoffGetResult
---@field project_id integer Id of the project.
---@field project string Name of the project.
---@field version integer Version of the project's handoff, from 1.
---@field session_number integer Number of the session whose end it describes.
---@field generator string `extractive`, `llm`, `hybrid`, or `manual` when a user edited it.
---@field model? string The model that had a part in it; absent for extractive and manual ones.
---@field created_at string RFC 3339 time (UTC) at which this version was last brought up to date.
---@field tokens integer Estimated tokens of the text.
---@field text string The document as Markdown. Lines that begin with `Checked now:` tell what `staleness` does; they are not stored.
---@field sections? baton.HandoffSection[] The same document as it is stored, as data; only when asked for.
---@field staleness? baton.HandoffStaleness What has changed in the work tree since the session; absent when nothing has, for a version that was asked for by its number, and when looking took too long.

---@class baton.HandoffSection
---@field name string Stable name: provenance, requests, constraints, next_step, state, questions, decisions, failures, files, verification, environment, knowledge, work, more, summary.
---@field title string The heading as it is printed.
---@field lines baton.HandoffLine[] Its lines in reading order: requests as they were made, all else the most valuable first.

---@class baton.HandoffLine
---@field text string The line, without its citations.
---@field citations string[] The turns it came from, as `session:ordinal` within the project, e.g. `3:41`.
---@field by_user? boolean True for a line that a user wrote: no turn stands behind it.

---@class baton.HandoffStaleness
---@field head_change? string `ahead` (commits came on top), `behind` (HEAD went back), `diverged` (another line of history, as after a rebase) or `gone` (that commit is not in the repository); absent when HEAD is where it was.
---@field head? string Commit of HEAD now; together with head_change.
---@field head_then? string Commit of HEAD when the session ended.
---@field commits_since? integer Commits that HEAD has and the session did not; counted up to 1000.
---@field commits_without? integer Commits that the session had and HEAD has not; counted up to 1000.
---@field more_commits? boolean True when counting stopped at a bound.
---@field branch? string Branch now, empty when HEAD is detached; only when it is another one.
---@field branch_then? string Branch that the session worked on; together with branch.
---@field other_work_tree? boolean True when it was asked for from another work tree of the project than the session worked in.
---@field files_changed string[] Files that the handoff names and that hold something else now, or are gone.
---@field missing_files string[] Files that the session's tools wrote and that are not in the work tree.

---@class baton.HandoffListParams
---@field project string Id, name, or absolute path of a directory inside the project.
---@field limit? integer At most this many versions, 1 to 500; 100 when absent.
---@field cursor? string next_cursor of the page before; absent for the first page.

---@class baton.HandoffListResult
---@field versions baton.HandoffVersion[] Versions, the newest first.
---@field next_cursor? string Pass it as cursor to get the next page; absent on the last.

---@class baton.HandoffVersion
---@field version integer Version of the project's handoff, from 1.
---@field session_number integer Number of the session whose end it describes.
---@field generator string `extractive`, `llm`, `manual` or `hybrid`.
---@field model? string The model that had a part in it.
---@field created_at string RFC 3339 time (UTC) at which this version was last brought up to date.
---@field tokens integer Estimated tokens of its text.
---@field times_loaded integer How often a session has loaded it.
---@field pinned? boolean True when it was pinned: it stays as it is, and what is built next is a new version.
---@field based_on? integer The version that was edited; only of manual ones.

---@class baton.HandoffDiffParams
---@field project string Id, name, or absolute path of a directory inside the project.
---@field from? integer A version; the one before `to` when absent.
---@field to? integer Another one; the newest when absent.

---@class baton.HandoffDiffResult
---@field from integer The version that was compared.
---@field to integer The version that it was compared with.
---@field lines baton.HandoffDiffLine[] All lines of both in order, each once where they are the same.

---@class baton.HandoffDiffLine
---@field change string `same`, `added` or `removed`.
---@field text string A line of the Markdown, without its line end.

---@class baton.HandoffEditsParams
---@field project string Id, name, or absolute path of a directory inside the project.

---@class baton.HandoffEditsResult
---@field edits baton.HandoffEdit[] What is in force, oldest first; at most 200.

---@class baton.HandoffEdit
---@field id integer Names the edit in handoff.take_back.
---@field kind string `note` (a line that was added), `hidden` (deleted), `replaced` (changed) or `pinned`.
---@field section string Stable name of the section in which the line stands.
---@field text string The note; else the line that is hidden, replaced or pinned.
---@field replacement? string What stands instead of a replaced line.
---@field citations string[] The turns that a pinned line came from.
---@field since_version integer The version of the handoff from which on it is in force.
---@field created_at string RFC 3339 time (UTC) at which it was made.

---@class baton.HandoffEditParams
---@field project string Id, name, or absolute path of a directory inside the project.
---@field based_on integer The version that was edited. When it is no longer the newest the changes are made to that.
---@field text string The Markdown as it was left, at most 128 KiB.
---@field base? string The Markdown as it was found; the version's stored text when absent. The newest version may be made anew while somebody edits it.
---@field idempotency_key? string A word of at most 200 bytes: a call that comes again under it is answered as the first was and changes nothing.

---@class baton.HandoffChangeResult
---@field project_id integer Id of the project.
---@field project string Name of the project.
---@field version integer The newest version after the change.
---@field made baton.HandoffEdit[] Edits that are in force from now on.
---@field ended baton.HandoffEdit[] Edits that no longer are.

---@class baton.HandoffNoteParams
---@field project string Id, name, or absolute path of a directory inside the project.
---@field text string The line, at most 16 KiB.
---@field section? string Stable name of the section to put it into; knowledge when absent.
---@field idempotency_key? string As for handoff.edit.

---@class baton.HandoffPinParams
---@field project string Id, name, or absolute path of a directory inside the project.
---@field text? string A line of the newest version, or a part that no other line has.
---@field line? integer A line of the newest version by its number: its list items count from 1.
---@field version? integer Instead of a line: a version, which then stays as it is.
---@field idempotency_key? string As for handoff.edit.

---@class baton.HandoffTakeBackParams
---@field project string Id, name, or absolute path of a directory inside the project.
---@field edit integer Id of an edit from handoff.edits.
---@field idempotency_key? string As for handoff.edit.

---@class baton.HandoffRevertParams
---@field project string Id, name, or absolute path of a directory inside the project.
---@field version integer The version to go back to.
---@field idempotency_key? string As for handoff.edit.

---@class baton.EvaluationRunParams
---@field path? string Absolute path of a project of converted sessions, or of a directory of such projects.
---@field project? string Instead of a path: id, name, or absolute path of a directory inside a project of the store. How good Baton's own handoff at its newest measured boundary was is noted with that version.
---@field budgets? integer[] Token budgets, 200 to 20000; 500, 1000, 2000 and 4000 when absent.
---@field generators? string[] What makes the handoffs: `baton`, `seed5`, `last20`, `lexrank`, `entlist`; `baton` when absent.
---@field handoffs? string Absolute path of a directory with handoffs to measure instead, as `<project>/<n>.<budget>.md`, n being the number of sessions before it; of one project alone also without its directory.
---@field write? string Absolute path of a directory that gets the handoffs as `<project>/<n>.<budget>.md`, and beside each its lines with their sources as `<n>.<budget>.json`; with one generator only.
---@field goal? boolean True to tell the generators what the next session's user asks for first.

---@class baton.EvaluationRunResult
---@field run integer The number of the run, to ask evaluation.report with.

---@class baton.EvaluationReportParams
---@field run integer The number of a run.
---@field boundaries? boolean True to get the figures of every boundary besides the means.

---@class baton.EvaluationReportResult
---@field run integer The number of the run.
---@field finished boolean Whether it has ended; it goes on in the background until then.
---@field project string The project that is being measured.
---@field projects integer How many projects there are to measure.
---@field projects_done integer How many of them are done.
---@field boundaries_total integer Boundaries of the project that is being measured; 0 while it is read.
---@field boundaries_done integer How many of them are done.
---@field means baton.EvaluationMean[] One row per generator and budget; empty until the run has ended.
---@field boundaries? baton.EvaluationBoundary[] Every handoff that was measured; only when asked for, once the run has ended.
---@field version? integer Version of the stored handoff that now bears its measures; absent when none does.

---@class baton.EvaluationMean
---@field generator string What made the handoffs; `files` for those that were given.
---@field budget integer Tokens that a handoff might have.
---@field projects integer Projects with at least one boundary that could be measured.
---@field boundaries integer Boundaries measured: a session counts when it needed enough of what was known.
---@field figures baton.EvaluationFigures Means over a project's boundaries, then over the projects.

---@class baton.EvaluationFigures
---@field recall? number Share of the need that the handoff names at all. All figures are absent where there is nothing to measure them by, and shares from 0 to 1 unless said otherwise; docs/quality.md defines them.
---@field context_recall? number Share of the need that it names in a line which says something.
---@field stated_recall? number Share of the need that it names in a line whose words the sources use, too.
---@field state? number Share of the state facts at the end of the session before, mean over their classes.
---@field headline? number Mean of context_recall, stated_recall and state.
---@field context_recall_user? number context_recall of what the user named.
---@field context_recall_act? number context_recall of what the agent's tools were given before any of them had shown it.
---@field context_recall_rediscovered? number context_recall of what the agent's tools were given after one had shown it.
---@field context_recall_topic? number context_recall of the subjects of the user's messages.
---@field context_recall_age_0? number context_recall of what the last session named.
---@field context_recall_age_1_2? number context_recall of what was last named 1 or 2 sessions before that.
---@field context_recall_age_3_6? number context_recall of what was last named 3 to 6 sessions before that.
---@field context_recall_age_7? number context_recall of what was last named 7 or more sessions before that.
---@field context_recall_old? number context_recall of what the last session did not name.
---@field context_recall_first_session? number context_recall of what the project's first session named, from the fourth session on.
---@field context_recall_beyond_prompt? number context_recall of what the next session's first request does not name.
---@field precision? number Share of the named entities that were needed.
---@field redundancy? number Share of the runs of four words that are repetitions.
---@field line_faithfulness? number Share of the lines whose words stand in the turns that they cite.
---@field entity_faithfulness? number Share of the named entities that occur in the history.
---@field word_faithfulness? number Share of the words that occur in the history.
---@field ratio? number Tokens of the handoff to tokens of the session before; may be above 1.
---@field entities? number Entities that the handoff names.
---@field tokens? number Estimated tokens of the handoff.
---@field milliseconds? number Time that making it took; absent for handoffs from files.
---@field need_weight? number Sum of the weights of what was needed.
---@field need_keys? number Entities and topic words that were needed.
---@field state_files? number Share of the changed files that are named.
---@field state_check? number 1 when the last check is told with its outcome, else 0.
---@field state_error? number Share of the unresolved errors that are told.
---@field state_todo? number Share of the open items that are told.
---@field state_request? number Share of the last and the first request that is told.
---@field state_outcome? number 1 when a sentence of the agent's last message is told, else 0.
---@field state_rule? number Share of the user's rules that are told.
---@field state_decision? number Share of the user's decisions that are told.
---@field state_vcs? number Share of the last commit's message and the pull request's number that is told.

---@class baton.EvaluationBoundary
---@field project string Name of the project.
---@field boundary integer How many sessions lie before it.
---@field generator string What made the handoff; `files` when it was given.
---@field budget integer Tokens that it might have.
---@field figures baton.EvaluationFigures Its figures.

---@class baton.SearchQueryParams
---@field query string Words that must all occur; "quoted words" as a phrase; word* as a prefix of at least 4 characters.
---@field project? string Id, name, or absolute path of a directory inside the project; absent for all projects.
---@field limit? integer At most this many hits, 1 to 100; 10 when absent.

---@class baton.SearchQueryResult
---@field hits baton.SearchHit[] The best hits (BM25) among the newest 2000, best first.

---@class baton.SearchHit
---@field turn_id integer Id of the turn.
---@field session_id integer Id of its session.
---@field project_id integer Id of its project.
---@field project string Name of its project.
---@field session_number integer Number of its session within the project.
---@field ordinal integer The turn's place in the session, from 1.
---@field agent string The agent that ran the session.
---@field role string `user`, `assistant`, `system` or `tool`.
---@field kind string `text`, `thinking`, `tool_call`, `tool_result` or `summary`.
---@field created_at? string RFC 3339 time (UTC); absent when the log has none.
---@field snippet string The text around the match; matched words between U+2068 and U+2069.

---@class baton.CaptureStatusParams

---@class baton.CaptureStatusResult
---@field state string `scanning` while files wait to be read, `watching` when all is read, `paused` while it rests, `off` when capture is disabled.
---@field pending_files integer Log files known to have changed and not read yet.
---@field watched_directories integer Directories under inotify.
---@field trouble? string Why some directory is not watched; it is looked at from time to time nevertheless.
---@field agents baton.CaptureAgent[] One entry per agent that Baton can read.
---@field ignored baton.IgnoreRule[] What is not recorded.

---@class baton.CaptureAgent
---@field agent string The agent's id.
---@field roots string[] Directories that are watched for its logs; those that do not exist yet included.
---@field files integer Log files read.
---@field gone_files integer Of these: files that their agent has deleted since. What was in them is kept.
---@field sessions integer Sessions found in them.
---@field turns integer Turns found in them.
---@field unparsed integer Records that could not be parsed; they are kept for a better parser.
---@field last_read_at? string RFC 3339 time (UTC) at which one of its files was last read.
---@field troubles baton.CaptureTrouble[] The newest troubles, at most 20.

---@class baton.CaptureTrouble
---@field path string The log file.
---@field line integer Number of the line, from 1; 0 when the whole file is meant.
---@field offset integer Byte offset of the line.
---@field reason string Why it could not be read.

---@class baton.IgnoreRule
---@field scope string `agent`, `path` or `project`.
---@field pattern string An agent's id; the path of a log or of a directory, in which `*` and `?` stand for anything; or the path of a project.
---@field note? string Why, as the user put it.

---@class baton.CaptureScanParams
---@field path string Absolute path of a log file or of a directory to search for logs, however deep.

---@class baton.CaptureScanResult
---@field scan_id integer Names this scan in event.capture notifications.
---@field files integer Log files recognised; they are read in the background.
---@field unrecognised integer Files below the path that no agent's format claims.

---@class baton.CaptureTextParams
---@field text string A conversation whose speakers are marked at the beginnings of lines (`User:`, `**Assistant**`, `### Human`, Claude Code's /export, …), or any other text, which becomes one note of the user's.
---@field project string Absolute path of a directory in the project it belongs to.
---@field title? string What the session is called; by default `pasted`.

---@class baton.CaptureTextResult
---@field project_id integer The project.
---@field session_id integer The session that holds the text.
---@field session_number integer Its number within the project.
---@field turns integer Turns added; 0 when the text was stored before.

---@class baton.CapturePauseParams

---@class baton.CapturePauseResult
---@field pending_files integer Log files that wait to be read.

---@class baton.CaptureIgnoreParams
---@field what string An agent's id, a project's name, or an absolute path.
---@field scope? string `agent`, `project` or `path`. Left out: an agent of that id; else `path` for the path of a log, of a directory that is watched for logs, or with `*` or `?` in it; else a project.
---@field note? string Why; shown in capture.status.

---@class baton.CaptureUnignoreParams
---@field what string As in capture.ignore.
---@field scope? string As in capture.ignore.

---@class baton.ExportReadParams
---@field project? string Id, name, or absolute path of a directory inside the project; absent for all projects.
---@field session? integer Number of one session of that project; absent for all.
---@field limit? integer At most this many records, 1 to 1000; 500 when absent. A page may end earlier, at about 1 MiB.
---@field cursor? string next_cursor of the page before; absent for the first page.

---@class baton.ExportReadResult
---@field records baton.ExportRecord[] Records: projects by key, of each its sessions by number with what they hold, then its handoffs by version.
---@field next_cursor? string Pass it as cursor to get the next page; absent on the last.

---@class baton.ExportRecord
---@field project? baton.ExportProject A project; it stands before its sessions.
---@field session? baton.ExportSession A session; it stands before what it holds.
---@field turn? baton.ExportTurn A turn of the session before it.
---@field usage? baton.ExportUsage Tokens of one answer in that session.
---@field project_file? baton.ExportProjectFile What that session did to one file.
---@field handoff? baton.ExportHandoff A version of the project's handoff; it stands behind the project's sessions. A record has exactly one of these members.

---@class baton.ExportProject
---@field key string What names the project in every record: its git common directory, else its directory.
---@field name string Its name.
---@field path string Its directory.
---@field origin_url? string The git remote `origin`, without credentials.
---@field description? string What the user wrote about it.
---@field status? string `active`, `paused` or `completed`; `active` when absent.
---@field ignored? boolean True when nothing of it is recorded.

---@class baton.ExportSession
---@field project string Key of its project.
---@field number integer Its number within the project; another store keeps it when it is free there.
---@field agent string Which agent ran it.
---@field external_id string The agent's own id of the session; with the agent it names the session in every record.
---@field title? string The agent's title.
---@field first_request? string The beginning of the first request, which stands in for a title.
---@field type? string `development`, `research`, `debugging` or `deployment`; `development` when absent.
---@field status? string `in_progress`, `completed`, `failed` or `paused`; `completed` when absent.
---@field ended_by? string `signal`, `exit`, `silence` or `user`; absent when it has not ended.
---@field working_directory? string The directory it was started in.
---@field branch? string The git branch seen last.
---@field branch_at_start? string The git branch seen first.
---@field head_at_start? string The commit it began on.
---@field head_at_end? string The commit it ended on.
---@field model? string The model seen last.
---@field agent_version? string Version of the agent.
---@field parent? string The agent's id of the session it came from.
---@field relation? string How it came from that: `subagent`, `fork` or `resume`.
---@field account? string Name of the account it ran on.
---@field objectives? string What it was to reach, in the user's words.
---@field accomplishments? string What it reached, in the user's words.
---@field blockers? string What stood in its way, in the user's words.
---@field notes? string The user's notes.
---@field credits_used? number Credits it used.
---@field started_at? string RFC 3339 time (UTC) of its first record.
---@field ended_at? string RFC 3339 time (UTC) of its newest record.
---@field completed_at? string RFC 3339 time (UTC) at which it was completed or failed.
---@field updated_at string RFC 3339 time (UTC) at which the store last learnt of it.

---@class baton.ExportTurn
---@field agent string Agent of its session.
---@field session string external_id of its session.
---@field ordinal integer Its place in the session, from 1; places may be missing.
---@field identity string 16 hexadecimal digits; with created_at they tell whether a store has the turn already.
---@field created_at? string RFC 3339 time (UTC); absent when the log has none.
---@field role string `user`, `assistant`, `system` or `tool`.
---@field kind string `text`, `thinking`, `tool_call`, `tool_result` or `summary`.
---@field injected? boolean True for text in a user's message that no person typed.
---@field is_error? boolean True for a tool's result that the agent's log marks as failed.
---@field tool? string The tool's name as the agent calls it.
---@field tool_kind? string `shell`, `read`, `edit`, `write`, `search`, `web`, `task`, `todo`, `ask`, `mcp` or `other`.
---@field tool_call_id? string Joins a tool's result to its call.
---@field external_id? string The agent's own id of the message.
---@field text string The text, whole; secrets are redacted.

---@class baton.ExportUsage
---@field agent string Agent of its session.
---@field session string external_id of its session.
---@field message_key string Names the model's answer within the session.
---@field model? string The model that answered.
---@field input_tokens integer Input tokens, without those of the cache.
---@field output_tokens integer Output tokens.
---@field cache_read_tokens integer Input tokens read from the cache.
---@field cache_write_tokens integer Input tokens written to the cache.
---@field cost_micros integer Cost in millionths of a US dollar; 0 when the log does not tell.

---@class baton.ExportProjectFile
---@field agent string Agent of its session.
---@field session string external_id of its session.
---@field path string The file, as the agent named it.
---@field operation string What the session did to it, all in all: `read`, `created`, `modified`, `deleted` or `renamed`.
---@field touches integer How many tool calls touched it.
---@field lines_added integer Lines added.
---@field lines_removed integer Lines removed.
---@field first_ordinal integer The first turn that touched it.
---@field last_ordinal integer The last turn that touched it.
---@field created_at? string RFC 3339 time (UTC) of the first touch.
---@field updated_at? string RFC 3339 time (UTC) of the last touch.

---@class baton.ExportHandoff
---@field project string Key of its project.
---@field version integer Its version within the project.
---@field agent? string Agent of the session whose end it describes.
---@field session? string external_id of that session; absent when it is not known any more.
---@field generator string `extractive`, `llm`, `manual` or `hybrid`.
---@field model? string The model that had a part in it.
---@field tokens integer Estimated tokens of the text.
---@field source_tokens integer Estimated tokens of the turns it was made from.
---@field times_loaded integer How many sessions it was given to.
---@field pinned? boolean True when the user pinned it.
---@field preservation? number Measured preservation of what matters; absent when it was not measured.
---@field created_at string RFC 3339 time (UTC) at which it was first made.
---@field updated_at string RFC 3339 time (UTC) at which it was last brought up to date.
---@field text string The document as Markdown.
---@field document string The same document as JSON, in a string.

---@class baton.ImportWriteParams
---@field records baton.ExportRecord[] Records in the order of the export, at most 1000.
---@field last? boolean True when no more will come: handoffs are then made where there are none.

---@class baton.ImportWriteResult
---@field taken integer How many of the records are dealt with and stored, counted from the first.
---@field error? string What is wrong with the record behind those, which were stored; absent when all were taken.
---@field projects_added integer Projects that were not here before.
---@field sessions_added integer Sessions that were not here before.
---@field turns_added integer Turns that were not here before.
---@field turns_known integer Turns that were here already.
---@field handoffs_added integer Versions of handoffs that were not here before.
---@field left_out integer Records that are not wanted: of ignored projects, and handoffs older than those here.
---@field sessions_left_out baton.ImportSession[] Sessions among those: what belongs to them must not be sent, since the store does not know them.

---@class baton.ImportSession
---@field agent string Agent of the session.
---@field session string external_id of the session.

---@class baton.EventSubscribeParams
---@field topics string[] Any of `capture`, `turns`, `handoff`. They replace what this connection was subscribed to.

---@class baton.EventSubscribeResult
---@field topics string[] What this connection is subscribed to now.

---@class baton.CaptureEvent
---@field pending_files integer Log files waiting to be read, of all scans and watches.
---@field scan_id? integer The scan that moved on; absent when the news is not about a scan.
---@field scan_files? integer Files of that scan.
---@field scan_files_read? integer Files of that scan read so far; the scan is over when it equals scan_files.

---@class baton.TurnsEvent
---@field project_id integer Id of the project.
---@field session_id integer Id of the session.
---@field turns integer Number of turns added.

---@class baton.HandoffEvent
---@field project_id integer Id of the project.
---@field version integer The version that is new or was brought up to date.

return {
  --- Refuse a daemon whose daemon.status reports a lower protocol_version.
  version = 1,
  methods = {
    --- This service's OpenRPC document: every method with its parameters and result.
    rpc_discover = "rpc.discover",
    --- What the daemon is doing and how much it holds.
    daemon_status = "daemon.status",
    --- Checks the store, the socket and capture, and says what to do about what is wrong.
    daemon_doctor = "daemon.doctor",
    --- Applies retention and makes the database as small as what it holds, in the background.
    daemon_compact = "daemon.compact",
    --- Lists projects, newest activity first.
    project_list = "project.list",
    --- One project, found by its id, its name or a directory inside it.
    project_get = "project.get",
    --- Lists the sessions of one project or of all, newest first.
    session_list = "session.list",
    --- One session, found by its id or by project and number.
    session_get = "session.get",
    --- Lists the turns of a session in order.
    turn_list = "turn.list",
    --- One turn, whole.
    turn_get = "turn.get",
    --- The project's handoff, ready to be given to the next session.
    handoff_get = "handoff.get",
    --- Lists the versions of a project's handoff, newest first.
    handoff_list = "handoff.list",
    --- Compares two versions of a project's handoff line by line.
    handoff_diff = "handoff.diff",
    --- Lists the edits of a project's handoff that hold for every version to come.
    handoff_edits = "handoff.edits",
    --- Saves an edited handoff as a new version, and keeps what was added, deleted and changed for all to come.
    handoff_edit = "handoff.edit",
    --- Adds a line of the user's to the project's handoff, in a new version and in all to come.
    handoff_note = "handoff.note",
    --- Has a line stand in every handoff of the project, or a version stay as it is.
    handoff_pin = "handoff.pin",
    --- Takes handoff.pin back.
    handoff_unpin = "handoff.unpin",
    --- Ends an edit; the handoff is built anew without it.
    handoff_take_back = "handoff.take_back",
    --- Makes a new version with the text of an old one, and has the edits in force that were in force then.
    handoff_revert = "handoff.revert",
    --- Measures handoffs against what the next sessions needed, in the background.
    evaluation_run = "evaluation.run",
    --- Tells how far a run of evaluation.run is, and what it has found.
    evaluation_report = "evaluation.report",
    --- Searches the text of all turns.
    search_query = "search.query",
    --- Where each agent's logs are looked for, what was found and what could not be read.
    capture_status = "capture.status",
    --- Reads the logs below a path once, in the background, and reports progress as event.capture.
    capture_scan = "capture.scan",
    --- Stores a pasted conversation or a note as a session. The same text is stored once.
    capture_text = "capture.text",
    --- Stops reading logs until capture.resume or the daemon's next start; nothing is lost meanwhile.
    capture_pause = "capture.pause",
    --- Goes on reading logs.
    capture_resume = "capture.resume",
    --- From now on records nothing of an agent, a project or a path. What is stored already stays.
    capture_ignore = "capture.ignore",
    --- Takes back capture.ignore; what the logs still hold of that time is read now.
    capture_unignore = "capture.unignore",
    --- Reads everything that is stored, page by page, as records that another Baton can import.
    export_read = "export.read",
    --- Stores records of an export; what is here already is neither doubled nor changed.
    import_write = "import.write",
    --- Asks for notifications on this connection; an empty list ends them.
    event_subscribe = "event.subscribe",
  },
  notifications = {
    --- Sent when a log file has been read.
    event_capture = "event.capture",
    --- Sent when new turns of a session are in the store.
    event_turns = "event.turns",
    --- Sent when a project's handoff changed.
    event_handoff = "event.handoff",
  },
  errors = {
    --- The bytes are not one JSON text in UTF-8, or are nested too deep.
    parse_error = -32700,
    --- The JSON is not a JSON-RPC 2.0 request, or a batch that is empty or too long.
    invalid_request = -32600,
    --- There is no method of this name.
    method_not_found = -32601,
    --- A parameter is missing, unknown or of the wrong type or range; the message names it.
    invalid_params = -32602,
    --- The daemon failed in a way it did not foresee; its log has the details.
    internal_error = -32603,
    --- What the parameters name is not in the store.
    not_found = -32001,
    --- What the parameters name fits more than one thing; the message lists them.
    ambiguous = -32002,
    --- A bounded queue is full; try again after a moment.
    busy = -32003,
    --- The message or the answer is over its size limit.
    too_large = -32004,
    --- The state of the store does not permit this change, or changed meanwhile.
    conflict = -32005,
    --- The store cannot be read or written: disk full, read-only or damaged.
    storage = -32006,
    --- The daemon is ending and takes no more requests; connect again.
    shutting_down = -32007,
    --- The caller may not do this.
    denied = -32008,
  },
}
