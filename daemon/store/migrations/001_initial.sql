-- The first schema. Conventions:
--   * Times are milliseconds since 1970-01-01T00:00:00Z; money is in millionths of the currency's unit.
--   * Enumerations of small tables are words, so that the file can be read without Baton. In `turns`, of which
--     there are millions, they are small integers in the order of the C++ enumerations of store/records.hpp.
--   * Only what a query needs is indexed: every index is paid for by each row of a backfill.
--   * `imported` holds, as JSON, what an imported row claimed and Baton does not vouch for.

---------------------------------------------------------------------------------------------------------------
-- Projects

CREATE TABLE projects (
  id                   INTEGER PRIMARY KEY,
  key                  TEXT NOT NULL UNIQUE,          -- the git common directory, else the directory
  name                 TEXT NOT NULL,
  path                 TEXT NOT NULL,
  origin_url           TEXT NOT NULL DEFAULT '',
  description          TEXT NOT NULL DEFAULT '',
  status               TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'paused', 'completed')),
  ignored              INTEGER NOT NULL DEFAULT 0 CHECK (ignored IN (0, 1)),
  last_session_number  INTEGER NOT NULL DEFAULT 0,    -- numbers are drawn from here, so none is ever used again
  last_handoff_version INTEGER NOT NULL DEFAULT 0,    -- likewise
  -- Kept up to date as rows come and go, so that a list of projects counts nothing.
  sessions             INTEGER NOT NULL DEFAULT 0,
  active_sessions      INTEGER NOT NULL DEFAULT 0,
  turns                INTEGER NOT NULL DEFAULT 0,    -- live ones, each once
  last_activity_at     INTEGER,
  imported             TEXT,
  created_at           INTEGER NOT NULL,
  updated_at           INTEGER NOT NULL
) STRICT;
CREATE INDEX projects_by_name ON projects (name);
CREATE INDEX projects_by_path ON projects (path);
CREATE INDEX projects_by_origin ON projects (origin_url) WHERE origin_url <> '';

-- Projects that belong together: two clones of one origin, or one that was merged into another.
CREATE TABLE project_links (
  project_id INTEGER NOT NULL REFERENCES projects ON DELETE CASCADE,
  other_id   INTEGER NOT NULL REFERENCES projects ON DELETE CASCADE,
  reason     TEXT NOT NULL CHECK (reason IN ('origin', 'merged', 'user')),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (project_id, other_id),
  CHECK (project_id <> other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX project_links_by_other ON project_links (other_id);

---------------------------------------------------------------------------------------------------------------
-- Accounts and templates

CREATE TABLE accounts (
  id                 INTEGER PRIMARY KEY,
  name               TEXT NOT NULL,
  email              TEXT NOT NULL DEFAULT '',
  platform           TEXT NOT NULL,
  credits_available  REAL NOT NULL DEFAULT 0,
  credits_used_today REAL NOT NULL DEFAULT 0,
  reset_rule         TEXT NOT NULL DEFAULT 'none' CHECK (reset_rule IN ('none', 'daily', 'weekly', 'monthly')),
  reset_credits      REAL,                            -- what a reset sets credits_available to
  reset_time         TEXT NOT NULL DEFAULT '00:00',   -- local to time_zone
  time_zone          TEXT NOT NULL DEFAULT 'UTC',
  resets_at          INTEGER,
  specialization     TEXT NOT NULL DEFAULT '',
  status             TEXT NOT NULL DEFAULT 'available'
                     CHECK (status IN ('available', 'active', 'exhausted', 'inactive')),
  last_used_at       INTEGER,
  imported           TEXT,
  created_at         INTEGER NOT NULL,
  updated_at         INTEGER NOT NULL,
  UNIQUE (platform, name)
) STRICT;

CREATE TABLE templates (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL UNIQUE,
  description TEXT NOT NULL DEFAULT '',
  type        TEXT NOT NULL DEFAULT 'development'
              CHECK (type IN ('development', 'research', 'debugging', 'deployment')),
  objectives  TEXT NOT NULL DEFAULT '',
  checklist   TEXT NOT NULL DEFAULT '[]',             -- JSON array of texts
  variables   TEXT NOT NULL DEFAULT '{}',             -- JSON object: name to default
  built_in    INTEGER NOT NULL DEFAULT 0 CHECK (built_in IN (0, 1)),
  created_at  INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL
) STRICT;

---------------------------------------------------------------------------------------------------------------
-- Sessions

CREATE TABLE sessions (
  id                 INTEGER PRIMARY KEY,
  project_id         INTEGER NOT NULL REFERENCES projects ON DELETE CASCADE,
  number             INTEGER NOT NULL,
  agent              TEXT NOT NULL,
  external_id        TEXT NOT NULL,
  title              TEXT NOT NULL DEFAULT '',
  first_request      TEXT NOT NULL DEFAULT '',        -- stands in for a title that the agent does not give
  type               TEXT NOT NULL DEFAULT 'development'
                     CHECK (type IN ('development', 'research', 'debugging', 'deployment')),
  status             TEXT NOT NULL DEFAULT 'in_progress'
                     CHECK (status IN ('in_progress', 'completed', 'failed', 'paused')),
  ended_by           TEXT CHECK (ended_by IN ('signal', 'exit', 'silence', 'user')),
  working_directory  TEXT NOT NULL DEFAULT '',
  branch             TEXT NOT NULL DEFAULT '',        -- seen last
  branch_at_start    TEXT NOT NULL DEFAULT '',
  head_at_start      TEXT NOT NULL DEFAULT '',
  head_at_end        TEXT NOT NULL DEFAULT '',
  model              TEXT NOT NULL DEFAULT '',
  agent_version      TEXT NOT NULL DEFAULT '',
  parent_id          INTEGER REFERENCES sessions ON DELETE SET NULL,
  parent_external_id TEXT NOT NULL DEFAULT '',        -- the parent's log may be read after the child's
  relation           TEXT NOT NULL DEFAULT 'none' CHECK (relation IN ('none', 'subagent', 'fork', 'resume')),
  account_id         INTEGER REFERENCES accounts ON DELETE SET NULL,
  account_name       TEXT NOT NULL DEFAULT '',        -- remembered after the account is gone
  template_id        INTEGER REFERENCES templates ON DELETE SET NULL,
  objectives         TEXT NOT NULL DEFAULT '',
  accomplishments    TEXT NOT NULL DEFAULT '',
  blockers           TEXT NOT NULL DEFAULT '',
  notes              TEXT NOT NULL DEFAULT '',
  credits_used       REAL NOT NULL DEFAULT 0,
  started_at         INTEGER,
  ended_at           INTEGER,                         -- time of the newest record
  completed_at       INTEGER,                         -- when the status became completed or failed
  -- Kept up to date as turns and usage come and go.
  last_ordinal       INTEGER NOT NULL DEFAULT 0,      -- own and linked turns draw their ordinals from here
  turns              INTEGER NOT NULL DEFAULT 0,      -- live ones, linked ones included
  user_turns         INTEGER NOT NULL DEFAULT 0,      -- of these: text typed by a person
  input_tokens       INTEGER NOT NULL DEFAULT 0,      -- cache reads and writes included
  output_tokens      INTEGER NOT NULL DEFAULT 0,
  cache_read_tokens  INTEGER NOT NULL DEFAULT 0,
  cache_write_tokens INTEGER NOT NULL DEFAULT 0,
  cost_micros        INTEGER NOT NULL DEFAULT 0,
  imported           TEXT,
  created_at         INTEGER NOT NULL,
  updated_at         INTEGER NOT NULL,
  UNIQUE (project_id, number),
  UNIQUE (agent, external_id)
) STRICT;
CREATE INDEX sessions_by_project_start ON sessions (project_id, coalesce(started_at, 0), id);
CREATE INDEX sessions_by_start ON sessions (coalesce(started_at, 0), id);
-- What a handoff is made from: found without looking at the subagents, of which there may be hundreds.
CREATE INDEX sessions_with_requests ON sessions (project_id, coalesce(ended_at, started_at, 0), id)
  WHERE user_turns > 0 AND relation <> 'subagent';
CREATE INDEX sessions_by_parent ON sessions (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX sessions_without_parent ON sessions (agent, parent_external_id)
  WHERE parent_id IS NULL AND parent_external_id <> '';
-- By id and not by the time of the newest record, which changes with every turn.
CREATE INDEX sessions_in_progress ON sessions (id) WHERE status = 'in_progress';

CREATE TRIGGER sessions_added AFTER INSERT ON sessions BEGIN
  UPDATE projects SET sessions = sessions + 1, active_sessions = active_sessions + (NEW.status = 'in_progress')
    WHERE id = NEW.project_id;
END;
CREATE TRIGGER sessions_removed AFTER DELETE ON sessions BEGIN
  UPDATE projects SET sessions = sessions - 1, active_sessions = active_sessions - (OLD.status = 'in_progress')
    WHERE id = OLD.project_id;
END;
CREATE TRIGGER sessions_status_changed AFTER UPDATE OF status ON sessions WHEN OLD.status <> NEW.status BEGIN
  UPDATE projects SET active_sessions = active_sessions + (NEW.status = 'in_progress') - (OLD.status = 'in_progress')
    WHERE id = NEW.project_id;
END;

---------------------------------------------------------------------------------------------------------------
-- Turns

-- Words that occur again and again, each stored once: names of tools and models.
CREATE TABLE names (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE turns (
  id           INTEGER PRIMARY KEY,
  session_id   INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
  project_id   INTEGER NOT NULL,   -- the session's; no foreign key, which would need an index of its own
  ordinal      INTEGER NOT NULL,
  created_at   INTEGER NOT NULL,   -- 0 when the log has no time
  identity     INTEGER NOT NULL,   -- hash of the source's own id or, where it has none, of the content
  role         INTEGER NOT NULL CHECK (role BETWEEN 0 AND 3),       -- user, assistant, system, tool
  kind         INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 4),       -- text, thinking, tool_call, tool_result, summary
  injected     INTEGER NOT NULL CHECK (injected IN (0, 1)),
  is_error     INTEGER NOT NULL CHECK (is_error IN (0, 1)),
  withdrawn    INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),  -- no longer in the rewritten log
  tool_kind    INTEGER NOT NULL CHECK (tool_kind BETWEEN 0 AND 11),
               -- none, shell, read, edit, write, search, web, task, todo, ask, mcp, other
  tool_name_id INTEGER REFERENCES names,
  tool_call_id TEXT,
  external_id  ANY,                -- a UUID as its 16 bytes, which are less than half of its text
  size         INTEGER NOT NULL,   -- bytes of the unpacked text
  compressed   INTEGER NOT NULL CHECK (compressed IN (0, 1)),
  text         ANY NOT NULL,       -- TEXT, or when compressed a BLOB with a zstd frame
  UNIQUE (session_id, ordinal)
) STRICT;
-- Tells whether a turn is stored already, in whichever session. The time comes first for its locality: turns come in
-- the order of their times, so that neighbours are found on one page. An index on the hash alone would dirty a page
-- somewhere else for every row of a backfill.
CREATE UNIQUE INDEX turns_by_identity ON turns (created_at, identity);

-- A turn that also stands in another session (a fork copies its parent's history). It is stored once, where it was
-- seen first; this is the edge to the other session, with its place there.
CREATE TABLE session_turns (
  session_id INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
  ordinal    INTEGER NOT NULL,
  turn_id    INTEGER NOT NULL REFERENCES turns ON DELETE CASCADE,
  PRIMARY KEY (session_id, ordinal),
  UNIQUE (turn_id, session_id)
) STRICT, WITHOUT ROWID;

-- What full-text search sees. `scope` holds one token, the project, so that a search within a project is an
-- intersection of two doclists instead of a look at the row of every hit. Identifiers such as foo_bar are split by the
-- tokenizer and searched as a phrase: so they are found whole and by part.
CREATE VIEW turns_indexed (id, text, scope) AS
  SELECT id, index_part(kind, unpack(text, compressed)), 'p' || project_id FROM turns WHERE withdrawn = 0;
CREATE VIRTUAL TABLE turns_index USING fts5 (
  text, scope, content = 'turns_indexed', content_rowid = 'id', detail = full,
  tokenize = 'unicode61 remove_diacritics 2'
);

-- Insertion is not left to a trigger: the caller has the text at hand, a trigger would unpack it again; and a table
-- with an insert trigger needs a statement journal, at each of which FTS5 flushes what it has gathered.
CREATE TRIGGER turns_removed AFTER DELETE ON turns WHEN OLD.withdrawn = 0 BEGIN
  INSERT INTO turns_index (turns_index, rowid, text, scope)
    VALUES ('delete', OLD.id, index_part(OLD.kind, unpack(OLD.text, OLD.compressed)), 'p' || OLD.project_id);
END;
CREATE TRIGGER turns_changed AFTER UPDATE OF withdrawn, text, compressed, kind, project_id ON turns BEGIN
  INSERT INTO turns_index (turns_index, rowid, text, scope)
    SELECT 'delete', OLD.id, index_part(OLD.kind, unpack(OLD.text, OLD.compressed)), 'p' || OLD.project_id
    WHERE OLD.withdrawn = 0;
  INSERT INTO turns_index (rowid, text, scope)
    SELECT NEW.id, index_part(NEW.kind, unpack(NEW.text, NEW.compressed)), 'p' || NEW.project_id
    WHERE NEW.withdrawn = 0;
END;
CREATE TRIGGER sessions_moved AFTER UPDATE OF project_id ON sessions WHEN OLD.project_id <> NEW.project_id BEGIN
  UPDATE projects SET
      sessions = sessions - 1, active_sessions = active_sessions - (OLD.status = 'in_progress'),
      turns = turns - (SELECT count(*) FROM turns WHERE session_id = OLD.id AND withdrawn = 0)
    WHERE id = OLD.project_id;
  UPDATE projects SET
      sessions = sessions + 1, active_sessions = active_sessions + (NEW.status = 'in_progress'),
      turns = turns + (SELECT count(*) FROM turns WHERE session_id = NEW.id AND withdrawn = 0),
      last_activity_at = CASE WHEN NEW.ended_at > coalesce(last_activity_at, 0) THEN NEW.ended_at
                              ELSE last_activity_at END
    WHERE id = NEW.project_id;
  UPDATE turns SET project_id = NEW.project_id WHERE session_id = NEW.id;
END;

CREATE TABLE project_files (
  session_id    INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
  path          TEXT NOT NULL,
  operation     TEXT NOT NULL CHECK (operation IN ('read', 'created', 'modified', 'deleted', 'renamed')),
                -- what the session did to the file, all in all: created and then modified is created
  touches       INTEGER NOT NULL DEFAULT 1,
  lines_added   INTEGER NOT NULL DEFAULT 0,
  lines_removed INTEGER NOT NULL DEFAULT 0,
  first_ordinal INTEGER NOT NULL DEFAULT 0,           -- turns of the session; 0 when imported
  last_ordinal  INTEGER NOT NULL DEFAULT 0,
  imported      TEXT,
  created_at    INTEGER NOT NULL DEFAULT 0,
  updated_at    INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (session_id, path)
) STRICT, WITHOUT ROWID;

-- Tokens of one model answer. Agents report one answer several times; the last report wins.
CREATE TABLE usage (
  session_id         INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
  message_key        TEXT NOT NULL,
  model_id           INTEGER REFERENCES names,
  input_tokens       INTEGER NOT NULL DEFAULT 0,      -- without the cache's
  output_tokens      INTEGER NOT NULL DEFAULT 0,
  cache_read_tokens  INTEGER NOT NULL DEFAULT 0,
  cache_write_tokens INTEGER NOT NULL DEFAULT 0,
  cost_micros        INTEGER,
  created_at         INTEGER,
  PRIMARY KEY (session_id, message_key)
) STRICT, WITHOUT ROWID;

---------------------------------------------------------------------------------------------------------------
-- Handoffs and the ledger behind them

CREATE TABLE handoffs (
  id                INTEGER PRIMARY KEY,
  project_id        INTEGER NOT NULL REFERENCES projects ON DELETE CASCADE,
  version           INTEGER NOT NULL,
  session_id        INTEGER REFERENCES sessions ON DELETE SET NULL,
  generator         TEXT NOT NULL CHECK (generator IN ('extractive', 'llm', 'manual', 'hybrid')),
  model             TEXT NOT NULL DEFAULT '',
  tokens            INTEGER NOT NULL DEFAULT 0,
  source_tokens     INTEGER NOT NULL DEFAULT 0,
  compression_ratio REAL,
  preservation      REAL,                             -- measured; absent until it is
  measures          TEXT,                             -- JSON: every figure of the last evaluation
  times_loaded      INTEGER NOT NULL DEFAULT 0,
  outcome           TEXT,                             -- JSON: what became of the sessions that loaded it
  pinned            INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1)),
  based_on_id       INTEGER REFERENCES handoffs ON DELETE SET NULL,  -- the version that was edited or improved
  imported          TEXT,
  created_at        INTEGER NOT NULL,
  updated_at        INTEGER NOT NULL,
  -- The large columns come last: whoever reads only the text does not walk through the document's pages.
  text              TEXT NOT NULL,
  compressed        INTEGER NOT NULL CHECK (compressed IN (0, 1)),
  document          ANY NOT NULL,                     -- JSON: TEXT, or when compressed a BLOB with a zstd frame
  UNIQUE (project_id, version)
) STRICT;
CREATE INDEX handoffs_by_session ON handoffs (session_id);
CREATE INDEX handoffs_by_base ON handoffs (based_on_id) WHERE based_on_id IS NOT NULL;
CREATE VIRTUAL TABLE handoffs_index USING fts5 (
  text, content = 'handoffs', content_rowid = 'id', detail = full, tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER handoffs_added AFTER INSERT ON handoffs BEGIN
  INSERT INTO handoffs_index (rowid, text) VALUES (NEW.id, NEW.text);
END;
CREATE TRIGGER handoffs_removed AFTER DELETE ON handoffs BEGIN
  INSERT INTO handoffs_index (handoffs_index, rowid, text) VALUES ('delete', OLD.id, OLD.text);
END;
CREATE TRIGGER handoffs_changed AFTER UPDATE OF text ON handoffs WHEN OLD.text <> NEW.text BEGIN
  INSERT INTO handoffs_index (handoffs_index, rowid, text) VALUES ('delete', OLD.id, OLD.text);
  INSERT INTO handoffs_index (rowid, text) VALUES (NEW.id, NEW.text);
END;

-- Which session was given which version. `delivered` is what it got: a session that asks twice gets the same.
CREATE TABLE handoff_loads (
  id          INTEGER PRIMARY KEY,
  handoff_id  INTEGER NOT NULL REFERENCES handoffs ON DELETE CASCADE,
  session_id  INTEGER REFERENCES sessions ON DELETE CASCADE,
  agent       TEXT NOT NULL DEFAULT '',
  external_id TEXT NOT NULL DEFAULT '',               -- the session may not be captured yet
  channel     TEXT NOT NULL DEFAULT '',               -- hook, mcp, cli, editor
  loaded_at   INTEGER NOT NULL,
  outcome     TEXT,                                   -- JSON: what the session did with it
  compressed  INTEGER NOT NULL DEFAULT 0 CHECK (compressed IN (0, 1)),
  delivered   ANY
) STRICT;
CREATE INDEX handoff_loads_by_handoff ON handoff_loads (handoff_id);
CREATE INDEX handoff_loads_by_session ON handoff_loads (session_id);
CREATE UNIQUE INDEX handoff_loads_by_external_id ON handoff_loads (agent, external_id, handoff_id)
  WHERE external_id <> '';

CREATE TABLE settings (
  key   TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
