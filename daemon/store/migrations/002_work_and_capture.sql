-- What stands on projects, sessions and handoffs: the ledger, knowledge, the model queue, capture.

-- Project state that each session updates. An item is found again by its identity key.
CREATE TABLE ledger_items (
  id               INTEGER PRIMARY KEY,
  project_id       INTEGER NOT NULL REFERENCES projects ON DELETE CASCADE,
  kind             TEXT NOT NULL,                     -- request, constraint, decision, failure, file, todo, entity, …
  identity_key     TEXT NOT NULL,
  text             TEXT NOT NULL,
  status           TEXT NOT NULL DEFAULT 'open'
                   CHECK (status IN ('open', 'in_progress', 'blocked', 'done', 'resolved', 'superseded', 'dropped')),
  source           TEXT NOT NULL CHECK (source IN ('extracted', 'user', 'model')),
  citations        TEXT NOT NULL DEFAULT '[]',        -- JSON array of [session number, ordinal]
  details          TEXT,                              -- JSON: what the kind needs besides
  weight           REAL NOT NULL DEFAULT 1,
  pinned           INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1)),
  superseded_by    INTEGER REFERENCES ledger_items ON DELETE SET NULL,
  first_session_id INTEGER REFERENCES sessions ON DELETE SET NULL,
  last_session_id  INTEGER REFERENCES sessions ON DELETE SET NULL,
  created_at       INTEGER NOT NULL,
  updated_at       INTEGER NOT NULL,
  UNIQUE (project_id, kind, identity_key)
) STRICT;

---------------------------------------------------------------------------------------------------------------
-- Knowledge

CREATE TABLE knowledge (
  id           INTEGER PRIMARY KEY,
  project_id   INTEGER REFERENCES projects ON DELETE CASCADE,  -- null: applies everywhere
  category     TEXT NOT NULL CHECK (category IN
               ('pattern', 'solution', 'troubleshooting', 'best_practice', 'decision', 'constraint')),
  title        TEXT NOT NULL,
  description  TEXT NOT NULL DEFAULT '',
  content      TEXT NOT NULL,
  tags         TEXT NOT NULL DEFAULT '',              -- comma-separated
  status       TEXT NOT NULL DEFAULT 'accepted' CHECK (status IN ('candidate', 'accepted', 'rejected')),
  source       TEXT NOT NULL CHECK (source IN ('extracted', 'user', 'model', 'import')),
  identity_key TEXT NOT NULL DEFAULT '',              -- finds what was extracted before; empty for a user's own
  citations    TEXT NOT NULL DEFAULT '[]',            -- JSON array of [session id, ordinal]
  occurrences  INTEGER NOT NULL DEFAULT 1,
  usage_count  INTEGER NOT NULL DEFAULT 0,
  successes    INTEGER NOT NULL DEFAULT 0,
  failures     INTEGER NOT NULL DEFAULT 0,
  imported     TEXT,
  last_used_at INTEGER,
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX knowledge_by_project ON knowledge (project_id, category);
CREATE UNIQUE INDEX knowledge_by_identity ON knowledge (coalesce(project_id, 0), category, identity_key)
  WHERE identity_key <> '';
CREATE VIRTUAL TABLE knowledge_index USING fts5 (
  title, description, content, tags, content = 'knowledge', content_rowid = 'id', detail = full,
  tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER knowledge_added AFTER INSERT ON knowledge BEGIN
  INSERT INTO knowledge_index (rowid, title, description, content, tags)
    VALUES (NEW.id, NEW.title, NEW.description, NEW.content, NEW.tags);
END;
CREATE TRIGGER knowledge_removed AFTER DELETE ON knowledge BEGIN
  INSERT INTO knowledge_index (knowledge_index, rowid, title, description, content, tags)
    VALUES ('delete', OLD.id, OLD.title, OLD.description, OLD.content, OLD.tags);
END;
CREATE TRIGGER knowledge_changed AFTER UPDATE OF title, description, content, tags ON knowledge BEGIN
  INSERT INTO knowledge_index (knowledge_index, rowid, title, description, content, tags)
    VALUES ('delete', OLD.id, OLD.title, OLD.description, OLD.content, OLD.tags);
  INSERT INTO knowledge_index (rowid, title, description, content, tags)
    VALUES (NEW.id, NEW.title, NEW.description, NEW.content, NEW.tags);
END;

-- Which handoff carried which item, and whether that helped.
CREATE TABLE knowledge_uses (
  knowledge_id INTEGER NOT NULL REFERENCES knowledge ON DELETE CASCADE,
  handoff_id   INTEGER NOT NULL REFERENCES handoffs ON DELETE CASCADE,
  outcome      TEXT CHECK (outcome IN ('success', 'failure', 'unknown')),
  created_at   INTEGER NOT NULL,
  PRIMARY KEY (knowledge_id, handoff_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX knowledge_uses_by_handoff ON knowledge_uses (handoff_id);

---------------------------------------------------------------------------------------------------------------
-- Jobs and what they cost

CREATE TABLE jobs (
  id            INTEGER PRIMARY KEY,
  kind          TEXT NOT NULL,
  parent_id     INTEGER REFERENCES jobs ON DELETE CASCADE,     -- the job that this is a part of
  project_id    INTEGER REFERENCES projects ON DELETE SET NULL,
  session_id    INTEGER REFERENCES sessions ON DELETE SET NULL,
  account_id    INTEGER REFERENCES accounts ON DELETE SET NULL,
  dedupe_key    TEXT NOT NULL DEFAULT '',             -- of equal keys one waits: ten new turns, one job
  state         TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  priority      INTEGER NOT NULL DEFAULT 0,           -- the higher, the sooner
  attempts      INTEGER NOT NULL DEFAULT 0,
  next_try_at   INTEGER NOT NULL DEFAULT 0,
  payload       TEXT NOT NULL DEFAULT '{}',
  provider      TEXT NOT NULL DEFAULT '',
  model         TEXT NOT NULL DEFAULT '',
  input_tokens  INTEGER NOT NULL DEFAULT 0,
  output_tokens INTEGER NOT NULL DEFAULT 0,
  cost_micros   INTEGER NOT NULL DEFAULT 0,
  error         TEXT NOT NULL DEFAULT '',
  compressed    INTEGER NOT NULL DEFAULT 0 CHECK (compressed IN (0, 1)),
  answer        ANY,                                  -- kept before it is used, so that it is never paid for twice
  created_at    INTEGER NOT NULL,
  started_at    INTEGER,
  finished_at   INTEGER
) STRICT;
CREATE INDEX jobs_waiting ON jobs (priority DESC, next_try_at, id) WHERE state = 'queued';
CREATE UNIQUE INDEX jobs_by_dedupe_key ON jobs (kind, dedupe_key) WHERE dedupe_key <> '' AND state = 'queued';
CREATE INDEX jobs_by_state ON jobs (state, id);
CREATE INDEX jobs_by_parent ON jobs (parent_id) WHERE parent_id IS NOT NULL;

-- One row per paid call. The references stay when what they name is forgotten: the sums must not change.
CREATE TABLE spend (
  id            INTEGER PRIMARY KEY,
  created_at    INTEGER NOT NULL,
  job_id        INTEGER,
  project_id    INTEGER,
  session_id    INTEGER,
  account_id    INTEGER,
  provider      TEXT NOT NULL,
  model         TEXT NOT NULL,
  input_tokens  INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  cost_micros   INTEGER NOT NULL
) STRICT;
CREATE INDEX spend_by_time ON spend (created_at);

---------------------------------------------------------------------------------------------------------------
-- Capture

-- One log file and how far it has been read. Device, inode and hashes are unsigned in C++, the same bits here.
CREATE TABLE capture_files (
  id             INTEGER PRIMARY KEY,
  path           TEXT NOT NULL UNIQUE,
  agent          TEXT NOT NULL,
  device         INTEGER NOT NULL,
  inode          INTEGER NOT NULL,
  read_offset    INTEGER NOT NULL,
  size           INTEGER NOT NULL,
  modified_ns    INTEGER NOT NULL,
  head_hash      INTEGER NOT NULL,
  tail_hash      INTEGER NOT NULL,
  lines          INTEGER NOT NULL,
  unparsed       INTEGER NOT NULL,
  parser_version INTEGER NOT NULL,
  parser_state   ANY NOT NULL,
  read_at        INTEGER NOT NULL,
  gone_at        INTEGER                              -- the agent deleted it; what was read stays
) STRICT;
CREATE INDEX capture_files_by_inode ON capture_files (inode, device);
CREATE INDEX capture_files_troubled ON capture_files (agent) WHERE unparsed > 0;

CREATE TABLE capture_file_sessions (
  file_id    INTEGER NOT NULL REFERENCES capture_files ON DELETE CASCADE,
  session_id INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
  PRIMARY KEY (file_id, session_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX capture_file_sessions_by_session ON capture_file_sessions (session_id);

CREATE TABLE unparsed_records (
  id             INTEGER PRIMARY KEY,
  file_id        INTEGER NOT NULL REFERENCES capture_files ON DELETE CASCADE,
  line           INTEGER NOT NULL,
  byte_offset    INTEGER NOT NULL,
  parser_version INTEGER NOT NULL,
  reason         TEXT NOT NULL,
  compressed     INTEGER NOT NULL CHECK (compressed IN (0, 1)),
  raw            ANY NOT NULL,
  created_at     INTEGER NOT NULL,
  UNIQUE (file_id, byte_offset, line)
) STRICT;

CREATE TABLE ignore_rules (
  id         INTEGER PRIMARY KEY,
  scope      TEXT NOT NULL CHECK (scope IN ('path', 'project', 'agent', 'session')),
  pattern    TEXT NOT NULL,
  note       TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  UNIQUE (scope, pattern)
) STRICT;

---------------------------------------------------------------------------------------------------------------
-- The daemon's own

-- Answers to mutating calls that carried a key: who repeats the call gets the answer again.
CREATE TABLE idempotency_keys (
  key         TEXT NOT NULL PRIMARY KEY,
  method      TEXT NOT NULL,
  params_hash INTEGER NOT NULL,
  result      TEXT NOT NULL,
  created_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_by_time ON idempotency_keys (created_at);
