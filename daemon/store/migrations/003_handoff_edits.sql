-- What users did to handoffs by hand. It holds for every handoff of the project from then on, so that it is kept apart
-- from the versions, which are built anew again and again.

CREATE TABLE handoff_edits (
  id            INTEGER PRIMARY KEY,
  project_id    INTEGER NOT NULL REFERENCES projects ON DELETE CASCADE,
  kind          TEXT NOT NULL CHECK (kind IN ('note', 'hidden', 'replaced', 'pinned')),
  section       TEXT NOT NULL,                     -- stable name of the section in which the line stands
  identity_key  TEXT NOT NULL,                     -- the line without citations and marks, white space and case folded
  text          TEXT NOT NULL,                     -- the note; else the line that is hidden, replaced or pinned
  replacement   TEXT NOT NULL DEFAULT '',          -- of a replaced line: what stands instead
  citations     TEXT NOT NULL DEFAULT '',          -- of a pinned line: `session:ordinal`, apart by spaces
  since_version INTEGER NOT NULL,                  -- the version of the handoff from which on it is in force
  until_version INTEGER,                           -- from which on it is no longer; null: it is in force
  created_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX handoff_edits_by_project ON handoff_edits (project_id, since_version);
-- What was said last of a line holds.
CREATE UNIQUE INDEX handoff_edits_in_force ON handoff_edits (project_id, identity_key) WHERE until_version IS NULL;
