-- A process renews its lease each second; a role is a lease that one process at a time holds.
ALTER TABLE leases ADD COLUMN holder TEXT;

-- What keeps a conversation from going on although nothing in it says so: STUCK, LOST or PAUSED,
-- with the cause. The next entry takes it away.
ALTER TABLE conversations ADD COLUMN trouble TEXT;
ALTER TABLE conversations ADD COLUMN trouble_cause TEXT;

-- The branch of the parent that a fork left from.
ALTER TABLE conversations ADD COLUMN parent_branch TEXT NOT NULL DEFAULT 'main';

-- The first entry that a run could write.
ALTER TABLE runs ADD COLUMN from_seq INTEGER NOT NULL DEFAULT 0;

-- What came after an entry before the conversation was reset to it. Entries before from_seq are
-- those of the base.
CREATE TABLE branches (
  conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  number INTEGER NOT NULL,
  base TEXT NOT NULL,
  from_seq INTEGER NOT NULL,
  to_seq INTEGER NOT NULL,
  run_id TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (conversation, name)
);

CREATE INDEX attempts_running ON attempts (state, owner);
CREATE INDEX conversations_open ON conversations (ended_at, updated_at);
