-- The schema of the transcript, the same for SQLite and PostgreSQL. Times are milliseconds since
-- 1970 in UTC, money is billionths of a dollar, days are YYYY-MM-DD in UTC, flags are 0 or 1.

CREATE TABLE IF NOT EXISTS store (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  id TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE IF NOT EXISTS blueprints (
  digest TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  json TEXT NOT NULL,
  at BIGINT NOT NULL
);

-- The newest publication of a name, by its number, is the one that the name means.
CREATE TABLE IF NOT EXISTS published (
  name TEXT NOT NULL,
  digest TEXT NOT NULL REFERENCES blueprints (digest),
  number BIGINT NOT NULL,
  by_whom TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (name, digest)
);

CREATE TABLE IF NOT EXISTS conversations (
  id TEXT NOT NULL PRIMARY KEY,
  team TEXT NOT NULL,
  blueprint TEXT NOT NULL,
  starter TEXT NOT NULL,
  data_key ${bytes} NOT NULL,
  parent TEXT REFERENCES conversations (id),
  parent_seq INTEGER NOT NULL DEFAULT -1,
  root TEXT NOT NULL,
  state TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  head_seq INTEGER NOT NULL DEFAULT -1,
  head_chain TEXT NOT NULL DEFAULT '',
  last_author TEXT,
  waiting_on TEXT,
  model_calls BIGINT NOT NULL DEFAULT 0,
  code_runs BIGINT NOT NULL DEFAULT 0,
  input_tokens BIGINT NOT NULL DEFAULT 0,
  output_tokens BIGINT NOT NULL DEFAULT 0,
  cached_tokens BIGINT NOT NULL DEFAULT 0,
  reasoning_tokens BIGINT NOT NULL DEFAULT 0,
  cost BIGINT NOT NULL DEFAULT 0,
  restarts INTEGER NOT NULL DEFAULT 0,
  round INTEGER NOT NULL DEFAULT 1,
  end_json TEXT,
  ended_at BIGINT,
  current_run TEXT,
  expects_run INTEGER NOT NULL DEFAULT 0,
  opening INTEGER NOT NULL DEFAULT 0,
  tree_calls BIGINT NOT NULL DEFAULT 0,
  tree_money BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS conversations_by_start ON conversations (started_at);
CREATE INDEX IF NOT EXISTS conversations_by_parent ON conversations (parent);
CREATE INDEX IF NOT EXISTS conversations_by_end ON conversations (ended_at);

CREATE TABLE IF NOT EXISTS runs (
  conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  run_id TEXT NOT NULL,
  first_run_id TEXT NOT NULL,
  previous TEXT,
  registered_at BIGINT NOT NULL,
  PRIMARY KEY (conversation, run_id)
);

-- The chain is empty while an entry before it is missing.
CREATE TABLE IF NOT EXISTS entries (
  conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  branch TEXT NOT NULL,
  seq INTEGER NOT NULL,
  intent TEXT NOT NULL,
  author TEXT NOT NULL,
  kind TEXT NOT NULL,
  digest TEXT NOT NULL,
  chain TEXT NOT NULL,
  head TEXT NOT NULL,
  words TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (conversation, branch, seq),
  UNIQUE (conversation, branch, intent)
);

CREATE TABLE IF NOT EXISTS ends (
  conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  round INTEGER NOT NULL,
  run_id TEXT NOT NULL,
  end_json TEXT NOT NULL,
  PRIMARY KEY (conversation, round)
);

-- State: open, borne (by the entry with the seq), closed.
CREATE TABLE IF NOT EXISTS mail (
  conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  number INTEGER NOT NULL,
  state TEXT NOT NULL,
  seq INTEGER,
  body TEXT NOT NULL,
  PRIMARY KEY (conversation, id)
);

CREATE TABLE IF NOT EXISTS blobs (
  conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  digest TEXT NOT NULL,
  bytes ${bytes} NOT NULL,
  PRIMARY KEY (conversation, digest)
);

-- Start marks and spend ledger in one. State: running, lost, settled, failed. What a running
-- attempt reserves counts as spent until it ends; "spending" marks a model call.
CREATE TABLE IF NOT EXISTS attempts (
  conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  branch TEXT NOT NULL,
  intent TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  owner TEXT NOT NULL,
  run_id TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  ended_at BIGINT,
  state TEXT NOT NULL,
  spending INTEGER NOT NULL,
  agent TEXT NOT NULL,
  model TEXT NOT NULL,
  starter TEXT NOT NULL,
  day TEXT NOT NULL,
  reserved BIGINT NOT NULL,
  cost BIGINT NOT NULL DEFAULT 0,
  input_tokens BIGINT NOT NULL DEFAULT 0,
  output_tokens BIGINT NOT NULL DEFAULT 0,
  cached_tokens BIGINT NOT NULL DEFAULT 0,
  reasoning_tokens BIGINT NOT NULL DEFAULT 0,
  scripted INTEGER,
  failure TEXT,
  evidence TEXT,
  PRIMARY KEY (conversation, branch, intent, attempt)
);
CREATE INDEX IF NOT EXISTS attempts_by_model ON attempts (conversation, model, scripted);

-- Owners that were found dead, so that one crash counts once in a conversation.
CREATE TABLE IF NOT EXISTS lost_owners (
  conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  owner TEXT NOT NULL,
  PRIMARY KEY (conversation, owner)
);

-- What was spent and is reserved on a day, by a starter (scope "starter:NAME") and by all ("all").
-- It outlives the conversations, so that deleting one opens no ceiling.
CREATE TABLE IF NOT EXISTS days (
  day TEXT NOT NULL,
  scope TEXT NOT NULL,
  calls BIGINT NOT NULL,
  money BIGINT NOT NULL,
  PRIMARY KEY (day, scope)
);

CREATE TABLE IF NOT EXISTS leases (
  owner TEXT NOT NULL PRIMARY KEY,
  expires_at BIGINT NOT NULL
);

CREATE TABLE IF NOT EXISTS tombstones (
  id TEXT NOT NULL PRIMARY KEY,
  deleted_at BIGINT NOT NULL,
  deleted_by TEXT NOT NULL,
  parent TEXT
);
